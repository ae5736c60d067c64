"""Names of clients and their accounts: shape, and proposals in Latin letters.

Plain Python: no framework, no database.
"""

import re
import unicodedata
from itertools import chain, count

CODE_SHAPE = re.compile(r"[a-z][a-z0-9-]*")
LOGIN_NAME_SHAPE = re.compile(r"[a-z0-9][a-z0-9_-]*")
# Long enough for any company, short enough to be typed as a login.
CODE_LENGTH = 32

_CYRILLIC = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t "
    "у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g"
)
_OTHERS = "ß=ss ø=o ł=l æ=ae"


def _both_cases(pairs):
    """Return a table of letters that has the capitals, too."""
    capitals = {
        letter.upper(): latin.capitalize()
        for letter, latin in pairs.items()
        if len(letter.upper()) == 1
    }
    return str.maketrans(pairs | capitals)


_LETTERS = _both_cases(
    dict(pair.split("=") for pair in f"{_CYRILLIC} {_OTHERS}".split())
)
# Russian reads two letters in another way than Bulgarian does.
_RUSSIAN_LETTERS = _both_cases({"щ": "shch", "ъ": ""})
_PATRONYMICS = (
    "ович",
    "евич",
    "ьич",
    "овна",
    "евна",
    "ична",
    "ovich",
    "evich",
    "ovna",
    "evna",
)
_LEGAL_FORMS = (
    "ооо оао зао пао ао ип нко еоод оод ад еад ет сд кд "
    "sarl sas sasu sa eurl gmbh ag kg ug ltd llc llp inc plc bv nv srl spa "
    "ooo oao zao ip eood ood ead"
)


def is_code(text):
    """Whether ``text`` may be a client code.

    >>> [is_code(text) for text in ("poligraf", "m-2", "2m", "Poligraf", "a.b", "")]
    [True, True, False, False, False, False]
    """
    return bool(CODE_SHAPE.fullmatch(text))


def account_login(name, code):
    """Return the login of a sub-account.

    >>> account_login("ivanova", "poligraf")
    'ivanova.poligraf'
    """
    return f"{name}.{code}"


def login_name(login, code):
    """Return the part of a sub-account's login before the code, else None.

    >>> login_name("ivanova.poligraf", "poligraf")
    'ivanova'
    >>> login_name("iva.nova.poligraf", "poligraf") is None
    True
    >>> login_name("ivanova@poligraf.example", "poligraf") is None
    True
    """
    name, dot, rest = login.partition(".")
    fits = dot and rest == code and LOGIN_NAME_SHAPE.fullmatch(name)
    return name if fits else None


def latin(text, lang=None):
    """Return ``text`` in small Latin letters, digits and single hyphens.

    :param lang: language code; Russian transliterates щ and ъ in its own way

    >>> latin("Иванова, Ирина")
    'ivanova-irina'
    >>> latin("Щука", lang="ru_RU"), latin("Щука", lang="bg_BG")
    ('shchuka', 'shtuka')
    >>> latin("Éditions du Château d'Eau")
    'editions-du-chateau-d-eau'
    """
    text = to_latin(text.lower(), lang)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def to_latin(text, lang=None):
    """Return ``text`` with its letters in Latin ones, all else as it is.

    :param lang: as for ``latin``

    >>> to_latin("Щука, том 2.pdf", lang="ru_RU"), to_latin("Йовков Été")
    ('Shchuka, tom 2.pdf', 'Yovkov Ete')
    """
    if (lang or "").startswith("ru"):
        text = text.translate(_RUSSIAN_LETTERS)
    # Letters first: decomposing would turn й into и.
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in text if not unicodedata.combining(char))


def propose_code(name, lang=None):
    """Return a client code made from a name, without its legal form.

    >>> propose_code("ООО «Полиграф-Сервис»", lang="ru_RU")
    'poligraf-servis'
    >>> propose_code("Реклама 2000 ЕООД")
    'reklama-2000'
    >>> propose_code("3М"), propose_code("中国")
    ('c-3m', 'client')
    """
    code = latin(_without_legal_form(name), lang)[:CODE_LENGTH].strip("-")
    if not code:
        return "client"
    return code if code[0].isalpha() else f"c-{code}"[:CODE_LENGTH]


def propose_login(name, lang=None):
    """Return what stands before the code in the login of a person: his surname.

    The surname comes last, but first before a comma, and where a Russian patronymic
    ends the name.

    >>> propose_login("Anna Lisitsyna"), propose_login("Иванова, Ирина")
    ('lisitsyna', 'ivanova')
    >>> propose_login("Щукина Мария Петровна", lang="ru_RU")
    'shchukina'
    >>> propose_login("Георги Щърбанов", lang="bg_BG"), propose_login("Zoë Lefèvre")
    ('shtarbanov', 'lefevre')
    >>> propose_login("  "), propose_login("中国")
    ('account', 'account')
    """
    surname, comma, _given = name.partition(",")
    words = surname.split()
    if not comma and len(words) > 2 and words[-1].lower().endswith(_PATRONYMICS):
        words = words[:1]
    word = words if comma else words[-1:]
    return latin(" ".join(word), lang)[:CODE_LENGTH].strip("-") or "account"


def name_key(name):
    """Return what a name has in common with the same name in other letters.

    >>> name_key("ООО «Полиграф-Сервис»"), name_key("Poligraf Servis OOD")
    ('poligraf servis', 'poligraf servis')
    >>> name_key("ООО"), name_key("中国")
    ('ooo', '')
    """
    return latin(_without_legal_form(name)).replace("-", " ")


def _without_legal_form(name):
    words = [word for word in re.split(r"[\s\"'«»„“”.,()]+", name) if word]
    legal = _LEGAL_FORMS.split()
    told = [word for word in words if word.lower() not in legal]
    return " ".join(told or words)


def first_free(wanted, taken, joint="-"):
    """Return ``wanted``, numbered when it is among ``taken``.

    >>> first_free("petrov", {"petrov", "petrov-2"})
    'petrov-3'
    >>> first_free("ivanov", {"ivanov"}, joint="")
    'ivanov2'
    """
    numbered = (f"{wanted}{joint}{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name not in taken)
