"""A form as it is asked, in one language: what answers mean, apart from any record.

Built from the shop's records as they are now, or from the version that an order was
sent with: readers of a spec see no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

PLAIN_KINDS = ("char", "text", "integer", "boolean", "date")  # typed, or ticked
LIST_KINDS = ("selection", "multi")  # chosen from a list of the field's own


def is_choice(kind):
    """Whether a question of this kind is answered by choosing.

    >>> [is_choice(kind) for kind in ("integer", "multi", "press")]
    [False, True, True]
    """
    return kind not in PLAIN_KINDS


def is_record(kind):
    """Whether what can be chosen are records, such as presses: each client has others.

    >>> [is_record(kind) for kind in ("integer", "multi", "press")]
    [False, False, True]
    """
    return is_choice(kind) and kind not in LIST_KINDS


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list; false when there is none.

    ``data`` are facts for rules and prices, ``fills`` what other fields of the form
    follow from it, by their codes. Whoever has chosen what is not ``is_offered`` any
    more still reads its name.
    """

    code: str = ""
    name: str = ""
    data: Mapping = field(default_factory=dict)
    fills: Mapping = field(default_factory=dict)
    is_offered: bool = True

    def __bool__(self):
        return bool(self.code)

    def to_dict(self):
        return {"code": self.code, "name": self.name, "data": dict(self.data)}


NO_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form; ``choices`` by their codes, in the order of the list."""

    code: str
    name: str
    kind: str
    section: str
    unit: str = ""
    condition_code: str = ""
    condition_values: tuple[str, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def is_shown(self, values):
        """Whether the form asks this when it holds ``values``.

        >>> pitch = Question("pitch", "Pitch", "integer", "finish", "mm", "eyelets")
        >>> pitch.is_shown({}), pitch.is_shown({"eyelets": "corners"})
        (False, True)
        """
        return is_met(self.condition_code, self.condition_values, values)

    def to_dict(self):
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "section": self.section,
            "unit": self.unit,
            "condition_code": self.condition_code,
            "condition_values": list(self.condition_values),
            "choices": [choice.to_dict() for choice in self.choices.values()],
        }

    @classmethod
    def from_dict(cls, content):
        choices = [Choice(**choice) for choice in content["choices"]]
        return cls(
            **{
                **content,
                "condition_values": tuple(content["condition_values"]),
                "choices": {choice.code: choice for choice in choices},
            }
        )


@dataclass(frozen=True)
class Form:
    """All questions of a kind of work, in their order, by their codes."""

    summary_pattern: str
    questions: Mapping[str, Question]

    @cached_property
    def choice_questions(self):
        """Those that are answered from a list, in their order."""
        return tuple(q for q in self.questions.values() if is_choice(q.kind))

    def drop_hidden(self, values):
        """Return ``values`` without those of questions that are not asked with them.

        A question comes after the one it depends on, so one pass drops whole chains.
        """
        shown = {}
        for code, question in self.questions.items():
            if code in values and question.is_shown(shown):
                shown[code] = values[code]
        return shown

    def to_dict(self):
        return {
            "summary_pattern": self.summary_pattern,
            "questions": [question.to_dict() for question in self.questions.values()],
        }

    @classmethod
    def from_dict(cls, content):
        questions = [Question.from_dict(question) for question in content["questions"]]
        return cls(
            content["summary_pattern"],
            {question.code: question for question in questions},
        )


def is_met(condition_code, condition_values, values):
    """Whether ``values`` meet a condition: one of the wanted codes, or just anything.

    >>> is_met("works", ("imposition",), {"works": ["check", "imposition"]})
    True
    >>> is_met("works", ("imposition",), {"works": None})
    False
    """
    if not condition_code:
        return True
    value = values.get(condition_code)
    if not condition_values:
        return bool(value)
    given = value if isinstance(value, list) else [value]
    return not set(condition_values).isdisjoint(str(code) for code in given)


def split_codes(text):
    """Return the codes of a list that is written with commas.

    >>> split_codes("perimeter, top,,sides")
    ('perimeter', 'top', 'sides')
    """
    codes = (code.strip() for code in (text or "").split(","))
    return tuple(code for code in codes if code)


@dataclass(frozen=True, slots=True)
class FieldIndex:
    """Where the fields of a form are, so that a check reads those it needs alone.

    A form is read by its answers, not by its questions: a thousand fields that were
    left empty cost nothing.

    :param places: code -> (place on the form, id)
    :param always: codes of what is an answer even when nothing was sent: a box
        without its tick
    :param required: codes of what has to be answered
    :param usual: codes of what the shop has a usual answer for
    """

    places: Mapping[str, tuple[int, int]]
    always: frozenset[str]
    required: frozenset[str]
    usual: frozenset[str]

    def ids(self, codes):
        """Return the ids of the fields with ``codes``, in the order of the form.

        >>> index = FieldIndex({"a": (0, 7), "b": (1, 5)}, *[frozenset()] * 3)
        >>> index.ids(["b", "gone", "a"])
        [7, 5]
        """
        found = {self.places[code] for code in codes if code in self.places}
        return [field_id for _place, field_id in sorted(found)]
