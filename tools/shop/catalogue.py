"""Compare and merge .pot and .po files; run by ``i18n`` where polib is installed.

Usage: catalogue.py merge|check LANGUAGE... with a JSON object on standard input,
from add-on to [path of the fresh pot, its folder i18n]. Prints one line per file
written, or per thing wrong.
"""

import json
import sys
from pathlib import Path

import polib

PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "bg": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<10 || n%100>=20) ? 1 : 2);",
}


def merge(name, fresh, folder, languages):
    """Write pot and po files; what is translated stays translated."""
    pot = polib.pofile(str(fresh), wrapwidth=78)
    path = folder / f"{name}.pot"
    if not path.is_file() or _terms(polib.pofile(str(path))) != _terms(pot):
        folder.mkdir(exist_ok=True)
        _save(pot, pot.metadata, path)
        yield path
    for language in languages:
        path = folder / f"{language}.po"
        old = polib.pofile(str(path)) if path.is_file() else polib.POFile()
        known = {(entry.msgctxt, entry.msgid): entry for entry in old}
        new = polib.POFile(wrapwidth=78)
        for term in pot:
            if was := known.get((term.msgctxt, term.msgid)):
                term = _translated(term, was)
            new.append(term)
        if _terms(old) != _terms(new):
            metadata = {
                **pot.metadata,
                **old.metadata,
                "Language": language,
                "Plural-Forms": PLURALS[language],
            }
            _save(new, metadata, path)
            yield path


def check(name, fresh, folder, languages):
    """Tell what is stale, missing, empty or fuzzy."""
    pot = polib.pofile(str(fresh))
    path = folder / f"{name}.pot"
    if not path.is_file():
        yield f"{path}: missing, run ./shop i18n export"
    elif _terms(polib.pofile(str(path))) != _terms(pot):
        yield f"{path}: not of this code, run ./shop i18n export"
    for language in languages:
        path = folder / f"{language}.po"
        done = polib.pofile(str(path)) if path.is_file() else []
        known = {(entry.msgctxt, entry.msgid): entry for entry in done}
        left = [
            term.msgid
            for term in pot
            if not (entry := known.get((term.msgctxt, term.msgid)))
            or not entry.translated()
        ]
        if left:
            yield f"{path}: {len(left)} terms to translate, such as {left[0]!r}"


def _terms(catalogue):
    """What a reader of the file sees, but for its header."""
    return [str(entry) for entry in catalogue]


def _translated(term, was):
    """Return ``term`` with what ``was`` said of it."""
    return polib.POEntry(
        msgctxt=term.msgctxt,
        msgid=term.msgid,
        msgstr=was.msgstr,
        comment=term.comment,
        tcomment=was.tcomment,
        occurrences=term.occurrences,
        flags=was.flags,
    )


def _save(catalogue, metadata, path):
    catalogue.metadata = {
        key: value for key, value in metadata.items() if not key.endswith("-Date")
    }
    catalogue.save(str(path))


if __name__ == "__main__":
    verb, *languages = sys.argv[1:]
    for name, (fresh, folder) in json.load(sys.stdin).items():
        call = {"merge": merge, "check": check}[verb]
        for line in call(name, Path(fresh), Path(folder), languages):
            print(line)
