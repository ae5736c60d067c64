"""Tax numbers of companies: shape and check digits by country, one way to write them.

Plain Python over python-stdnum: no framework, no database, no service asked.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from stdnum.eu.vat import MEMBER_STATES
from stdnum.fr import siren, siret
from stdnum.ru import inn
from stdnum.util import clean, get_cc_module

# Numbers that stdnum knows, beside or in place of what it calls the country's VAT.
_BESIDE = {"de": ("de.stnr",), "md": ("md.idno",), "ua": ("ua.edrpou", "ua.rntrc")}
_KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_ANY = re.compile(r"[A-Z0-9]{4,20}")
# Valid numbers, shown as what is expected.
EXAMPLES = {
    "al": "J91402501L",
    "at": "ATU13585627",
    "be": "BE0428759497",
    "by": "200988541",
    "ch": "CHE-107.787.577 IVA",
    "cy": "CY10259033P",
    "cz": "CZ25123891",
    "de": "DE136695976",
    "dk": "DK13585628",
    "ee": "EE100931558",
    "es": "ESB58378431",
    "fi": "FI20774740",
    "gb": "GB980780684",
    "gr": "EL094259216",
    "hr": "HR33392005961",
    "hu": "HU12892312",
    "ie": "IE6433435F",
    "it": "IT00743110157",
    "lt": "LT119511515",
    "lu": "LU15027442",
    "lv": "LV40003521600",
    "md": "1008600038413",
    "mt": "MT11679112",
    "nl": "NL004495445B01",
    "no": "NO 995 525 828 MVA",
    "pl": "PL8567346215",
    "pt": "PT501964843",
    "ro": "RO18547290",
    "rs": "101134702",
    "se": "SE123456789701",
    "si": "SI50223054",
    "sk": "SK2022749619",
    "tr": "4540536920",
    "ua": "32855961",
}


class TaxNumberError(ValueError):
    """What was typed is no tax number of its country."""


@dataclass(frozen=True)
class TaxNumber:
    """A number that passed the rules of its country.

    :param text: as it is stored and shown to us, compact
    :param key: the same for every way to write the number of one company: "RU" and INN,
        "BG" and EIK, "FR" and SIREN, else the country and its number
    :param vat: what stands as tax number on papers; empty for a company that gave its
        number of the register alone
    :param registry: number of the register of companies (SIREN, SIRET, EIK), or empty
    :param kpp: nine characters beside a Russian INN, or empty
    """

    text: str
    key: str
    vat: str = ""
    registry: str = ""
    kpp: str = ""


def read(text, country):
    """Return the tax number that was typed, checked by the rules of ``country``.

    :param str country: ISO code of two letters in either case, or empty
    :raise TaxNumberError: when it cannot be one of that country

    >>> read("7707 083893 / 770701001", "RU").text
    '7707083893/770701001'
    >>> read("bg 175 074 752", "BG").vat, read("175074752", "BG").vat
    ('BG175074752', '')
    >>> read("732 829 320 00074", "fr").key, read("FR44732829320", "fr").key
    ('FR732829320', 'FR732829320')
    >>> read("136.695.976", "DE").vat
    'DE136695976'
    >>> read("DE136695976", "BG").key
    'DE136695976'
    >>> read("BG175074751", "BG")
    Traceback (most recent call last):
    ...
    tax_number.TaxNumberError: BG175074751
    """
    country = (country or "").lower()
    compact = clean(text, " -./\\,;:").upper()
    if not (compact.isascii() and compact.isalnum()):
        raise TaxNumberError(text)
    if country == "ru":
        return _read_russian(text, compact)
    if country == "fr" and compact.isdigit() and len(compact) in (9, 14):
        return _read_french_register(text, compact)
    said = compact[:2].lower()
    if said in MEMBER_STATES or said == "el":
        # A number that says its country, wherever the company is.
        country = {"el": "gr", "xi": "gb"}.get(said, said)
    if country == "bg" and compact.isdigit():
        return _read_bulgarian_register(text, compact)
    return _read_general(text, compact, country)


def make_key(text, country):
    """Return what two ways to write one number have in common; "" for no number.

    What breaks the rules is compared as it was typed, without blanks and signs.

    >>> make_key("BG 175074752", "bg") == make_key("175.074.752", "BG")
    True
    >>> make_key("n/a 1", "BG"), make_key("/", "BG"), make_key(None, None)
    ('BGNA1', '', '')
    """
    try:
        return read(text or "", country).key
    except TaxNumberError:
        bare = re.sub(r"[^A-Z0-9]", "", (text or "").upper())
        country = (country or "").upper()
        return bare and f"{country}{bare.removeprefix(country)}"


def _read_russian(text, compact):
    number, kpp = (compact[:10], compact[10:]) if len(compact) == 19 else (compact, "")
    if not inn.is_valid(number) or (kpp and not _KPP.fullmatch(kpp)):
        raise TaxNumberError(text)
    return TaxNumber(
        text=f"{number}/{kpp}" if kpp else number,
        key=f"RU{number}",
        vat=number,
        kpp=kpp,
    )


def _read_french_register(text, compact):
    if not (siren if len(compact) == 9 else siret).is_valid(compact):
        raise TaxNumberError(text)
    return TaxNumber(text=compact, key=f"FR{compact[:9]}", registry=compact)


def _read_bulgarian_register(text, compact):
    """EIK; who is registered for VAT writes BG before it."""
    if not _is_valid(compact, "bg"):
        raise TaxNumberError(text)
    return TaxNumber(text=compact, key=f"BG{compact}", registry=compact)


def _read_general(text, compact, country):
    if not _is_valid(compact, country):
        raise TaxNumberError(text)
    prefix = _prefix_of(compact, country)
    bare = compact.removeprefix(prefix)
    company = _company_part(bare, country)
    return TaxNumber(
        text=f"{prefix}{bare}",
        key=f"{country.upper()}{company}",
        vat=f"{prefix}{bare}",
        registry=company if country in ("bg", "fr") and len(company) == 9 else "",
    )


def _prefix_of(compact, country):
    """Return the letters of the country that stand before its number, or ""."""
    if country not in MEMBER_STATES and country != "gb":
        return ""
    if country == "de" and len(compact) > 11:
        return ""  # of the tax office, without the country
    usual = {"gr": "EL"}.get(country, country.upper())
    return "XI" if compact.startswith("XI") else usual


def _company_part(bare, country):
    """Return what one company has in all of its numbers: a French TVA ends in SIREN."""
    if country == "fr" and bare[2:5] != "000":
        return bare[2:]
    return bare


def _is_valid(compact, country):
    """Whether the check digits are right; a shape alone where stdnum knows no rule."""
    modules = _modules_of(country)
    if not modules:
        return bool(_ANY.fullmatch(compact))
    return any(module.is_valid(compact) for module in modules)


@cache
def _modules_of(country):
    known = get_cc_module(country, "vat") if country else None
    beside = [import_module(f"stdnum.{name}") for name in _BESIDE.get(country, ())]
    return [known, *beside] if known else beside
