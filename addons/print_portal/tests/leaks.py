"""What a user gets out of the shop by remote calls, tried call by call.

A leak is a secret that stands in an answer, or a question about what is closed that
is answered at all: who may search, sort or group by a figure can guess it.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from odoo.exceptions import UserError
from odoo.service.model import call_kw

# How a request is refused: for want of rights, or because there is no such thing.
REFUSALS = (UserError, ValueError, KeyError, TypeError, NotImplementedError)
AT_MOST = 20  # rows of a model that are read
# A figure may be written with any separators, in a page as entities.
GAP = r"(?:[ ,.'\u00a0\u202f]|&nbsp;|&#160;|\\xa0|\\u202f)?"
NOTHING = "zq no such name"
# Guesses that tell nothing.
HARMLESS = {
    # attachments of messages that he reads anyway
    "search mail.message.attachment_ids.write_date",
    # that something is there at all, as what must be filled in always is
    "search sale.order.line.product_document_ids.attached_on_sale",
}


@dataclass(frozen=True)
class Leak:
    """One thing that came out.

    :param door: by which way
    :param user: login of who asked, or address of who was told
    :param what: the secret; "answered" for a guess that was not refused, "blind" where
        nothing was told at all, so that nothing can be said
    """

    door: str
    user: str
    what: str


class Secrets:
    """Texts and figures that must not stand in an answer, whatever dress they wear."""

    def __init__(self, markers):
        self._patterns = {str(each): _pattern(str(each)) for each in markers}

    def __iter__(self):
        return iter(self._patterns)

    def find(self, answer):
        """Return the secrets that stand in ``answer``, a text or any structure."""
        text = answer if isinstance(answer, str) else repr(answer)
        return [
            name for name, pattern in self._patterns.items() if pattern.search(text)
        ]


def read_answer(content):
    """Return what stands in an answer; a spreadsheet is unpacked part by part.

    :param bytes content: as it was sent
    """
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(read_answer(parts.read(name)) for name in parts.namelist())


def _pattern(marker):
    if not re.fullmatch(r"\d+\.\d+", marker):
        return re.compile(re.escape(marker), re.IGNORECASE)
    whole, _point, part = marker.partition(".")
    # Programs and spreadsheets write 12.50 as 12.5.
    short = part.rstrip("0") or "0"
    return re.compile(rf"(?<!\d){GAP.join(whole)}[.,](?:{part}|{short}(?!\d))")


class Walk:
    """The calls of one user; ``leaks`` holds what he got.

    ``told`` holds pairs of a door and the name of a figure that he reads there, and
    may: what the walk is not blind for.

    :param user: who asks
    :param secrets: iterable of what he must not learn
    :param figures: what is his to know: iterables of texts and figures, by a name
    """

    def __init__(self, user, secrets, figures=None):
        self.user = user
        self.env = user.with_user(user).env
        self.secrets = Secrets(secrets)
        self.figures = {name: Secrets(its) for name, its in (figures or {}).items()}
        self.leaks = []
        self.told = set()

    def look(self, door, answer):
        """Note the secrets that stand in ``answer``, and what is told there rightly."""
        for what in self.secrets.find(answer):
            self.note(door, what)
        self.told |= {
            (door, name) for name, its in self.figures.items() if its.find(answer)
        }

    def note(self, door, what):
        if door not in HARMLESS:
            self.leaks.append(Leak(door, self.user.login, what))

    def ask(self, model, method, *args, **kwargs):
        """Call as a browser does; return whether it was answered, and what was said.

        :param args: first the ids, for methods of records
        """
        try:
            return True, call_kw(self.env[model], method, args, kwargs)
        except REFUSALS as refusal:
            return False, str(refusal)

    def ask_open(self, model, method, *args, **kwargs):
        """Ask what may be answered; no secret stands in it, be it an error text."""
        is_answered, answer = self.ask(model, method, *args, **kwargs)
        self.look(f"{method} {model}", answer)
        return answer if is_answered else ()

    def ask_closed(self, door, model, method, *args, **kwargs):
        """Ask what must be refused."""
        is_answered, answer = self.ask(model, method, *args, **kwargs)
        self.look(door, answer)
        if is_answered:
            self.note(door, "answered")

    def names(self, model, records=None):
        """Return the names of the fields that are open, and of those that are not."""
        records = self.env[model] if records is None else records
        opened = {
            name
            for name, field in records._fields.items()
            if records._has_field_access(field, "read")
        }
        return sorted(opened), sorted(records._fields.keys() - opened)

    # What is shown --------------------------------------------------------------------

    def take(self, model, others=()):
        """Take all that is open of the rows one may see, by every call that has it.

        :param others: ids of rows that are not his: even their names stay closed
        """
        own = self.env[model].search([], limit=AT_MOST)
        opened, _closed = self.names(model, own)
        # Some fields are open, but not what they are computed from.
        told = own and self.ask_together(
            opened, lambda names: self.ask_open(model, "read", own.ids, names)
        )
        if own and not told:
            self.note(f"read {model}", "blind")
        self.group(model, told)
        named = {"fields": {"display_name": {}}}
        kinds = {name: own._fields[name].type for name in told}
        spec = {
            name: named if kind == "many2one" else {} for name, kind in kinds.items()
        }
        single = [name for name, kind in kinds.items() if not kind.endswith("2many")]
        for method, args in (
            ("fields_get", []),
            ("default_get", [list(own._fields)]),
            ("onchange", [[], {}, [], spec]),
            ("search_read", [[], single]),
            ("web_read", [own.ids, spec]),
            ("export_data", [own.ids, told]),
            ("copy_data", [own.ids[:1]]),
            *(("read", [[each], ["display_name"]]) for each in others),
        ):
            self.ask_open(model, method, *args)

    def ask_together(self, names, ask):
        """Ask for all of ``names`` at once, for halves of them where that is refused.

        :param ask: called with a list of names; returns what was told
        :return: those of ``names`` that were told
        """
        if not names or ask(names):
            return names
        half = len(names) // 2
        return [
            name
            for part in (names[:half], names[half:])
            if half
            for name in self.ask_together(part, ask)
        ]

    def group(self, model, names):
        """Group rows by each of these fields that can be grouped by."""
        for name in names:
            if self.env[model]._fields[name]._description_groupable(self.env):
                group = [], [name], ["__count"]
                self.ask_open(model, "formatted_read_group", *group)

    # What can be guessed ------------------------------------------------------------

    def guess(self, model):
        """Ask for, search, sort, group and sum all that is closed."""
        rows = self.env[model].search([], limit=AT_MOST)
        if not rows:
            return  # whatever is asked, nothing can be learned from no rows
        self.guess_names(model)
        closed = self.names(model)[1]
        for name in set(closed) & set(self.names(model, rows)[1]):
            field = f"{model}.{name}"
            self.ask_closed(f"read {field}", model, "read", rows.ids, [name])
            self.ask_closed(f"export {field}", model, "export_data", rows.ids, [name])
        for name in closed:
            self.guess_by(model, name)
        for path, field in self.paths(model):
            question = [(path, *_look_for(field))]
            self.ask_closed(f"search {model}.{path}", model, "search", question)

    def guess_by(self, model, name):
        field = f"{model}.{name}"
        question = [(name, *_look_for(self.env[model]._fields[name]))]
        self.ask_closed(f"search {field}", model, "search", question)
        self.ask_closed(f"sort {field}", model, "search", [], order=name)
        group = model, "formatted_read_group", []
        self.ask_closed(f"group {field}", *group, [name], ["__count"])
        if aggregator := self.env[model]._fields[name].aggregator:
            self.ask_closed(f"sum {field}", *group, [], [f"{name}:{aggregator}"])

    def guess_names(self, model):
        """Look a row of his up by a secret: if it is found, the secret was right."""
        if self.ask_open(model, "name_search", NOTHING):
            return  # rows without a name are found by any
        for secret in self.secrets:
            if self.ask_open(model, "name_search", secret):
                self.note(f"name_search {model}", secret)

    def paths(self, model):
        """Yield what is closed in other models, one step from here: path, field.

        All steps to one model are alike, but for fields that core joins unasked.
        """
        seen = set()
        for name in self.names(model)[0]:
            field = self.env[model]._fields[name]
            step = field.comodel_name, getattr(field, "bypass_search_access", False)
            if (
                not field.relational
                or not field._description_searchable
                or step in seen
            ):
                continue
            seen.add(step)
            other = self.env[field.comodel_name]
            closed = self.names(other._name)[1]
            if not other.has_access("read"):
                closed = ["write_date" if other._log_access else "id"]
            yield from ((f"{name}.{its}", other._fields[its]) for its in closed)


def _look_for(field):
    """Return operator and value that a search has to look for.

    That what must be filled in is filled in, core knows without looking.
    """
    if not field.required:
        return "!=", False
    is_number = field.relational or field.type in ("integer", "float", "boolean")
    return "=", 1 if is_number else "1"
