"""The faces that documents are set in, whatever the machine has installed."""

import re
from xml.sax.saxutils import escape

CYRILLIC = frozenset(("ru", "bg", "uk", "be", "sr", "mk", "kk", "ky", "mn", "tg"))
"""Languages written in Cyrillic, by the first part of their code."""

LATIN_ONLY = ("Lato", "Tajawal")
"""Families of Odoo's tree without Cyrillic letters."""

FALLBACK = ("Roboto", "Open Sans")
"""Families that cover Latin, Cyrillic and Greek, the better one first."""

ALIASES = {"Open_Sans": "Open Sans", "Fira_Mono": "Fira Mono", "monospace": "Fira Mono"}
"""What style sheets call some families of the tree."""

DECLARATION = re.compile(r"(font-family\s*:\s*)([^;}!]+)")


def is_cyrillic(language):
    """Whether text in ``language`` is written in Cyrillic.

    >>> is_cyrillic("bg-BG"), is_cyrillic("fr"), is_cyrillic("")
    (True, False, False)
    """
    return language.replace("_", "-").partition("-")[0].lower() in CYRILLIC


def name_families(css, cyrillic):
    """Name families of the tree in every ``font-family`` of a style sheet.

    A letter that a family lacks comes from the fallback. In a Cyrillic document a
    family without Cyrillic is left out, so that words and figures are of one face.

    >>> name_families("p { font-family: Lato; top: 0 }", cyrillic=False)
    'p { font-family: "Lato", "Roboto", "Open Sans"; top: 0 }'
    >>> name_families("p { font-family: 'Lato' !important }", cyrillic=True)
    'p { font-family: "Roboto", "Open Sans" !important }'
    >>> name_families("p { font-family: inherit }", cyrillic=True)
    'p { font-family: inherit }'
    """

    def families(match):
        space = match[2][len(match[2].rstrip()) :]
        value = match[2].strip()
        if value in ("inherit", "initial", "unset"):
            return match[0]
        names = [ALIASES.get(name, name) for name in map(_unquoted, value.split(","))]
        if cyrillic:
            names = [name for name in names if name not in LATIN_ONLY]
        names = dict.fromkeys((*names, *FALLBACK))
        return match[1] + ", ".join(map(_quoted, names)) + space

    return DECLARATION.sub(families, css)


def fontconfig(folders):
    """Return a Fontconfig file that knows the fonts of ``folders`` and no others."""
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            *(f"<dir>{escape(str(folder))}</dir>" for folder in folders),
            # Web formats of the same faces: what is embedded must be a plain font.
            "<selectfont>",
            *(
                f"<rejectfont><glob>*.{suffix}</glob></rejectfont>"
                for suffix in ("woff", "woff2", "eot", "svg")
            ),
            "</selectfont>",
            '<match target="pattern"><edit name="family" mode="append_last">',
            *(f"<string>{family}</string>" for family in FALLBACK),
            "</edit></match>",
            "</fontconfig>",
        ]
    )


def _unquoted(name):
    return name.strip().strip("\"'")


def _quoted(name):
    return name if name.startswith("var(") else f'"{name}"'
