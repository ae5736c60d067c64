"""Formulas that a shop writes: arithmetic over a job's figures, and nothing else.

The text is parsed by Python's parser, then every node has to be on a short list; what
is on it becomes a function over ``Decimal``. Nothing is ever handed to ``eval``. There
are no loops, and length, nodes, depth and the size of every number are limited: a
formula ends in time, whatever was typed.

Grammar: numbers, names, ``+ - * /``, unary ``-``, ``< <= == != >= >``,
``and or not``, ``a if b else c``, ``min max ceil floor round``; a text in quotes may
be compared with a name: ``laminate != "none"``.
"""

import ast
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

from .money import EXACT, LARGEST, MOST_DECIMALS, round_half_up
from .price_error import FormulaError

MOST_CHARACTERS = 500
MOST_NODES = 200
DEEPEST = 100
TOLD_MOST = 80  # characters of a formula that an error repeats
DECIMALS_KEPT = 40  # of a division that does not end

ONE, ZERO = Decimal(1), Decimal(0)
NUMBER = re.compile(r"(\d[\d_]*)?(\.[\d_]*)?")

_Term = Callable[[Mapping], Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A formula that is sound; make one with :func:`compile_formula`.

    >>> formula = compile_formula("ceil(copies / ups) * passes")
    >>> formula.evaluate({"copies": 1000, "ups": 21, "passes": 2})
    Decimal('96')
    >>> sorted(formula.names)
    ['copies', 'passes', 'ups']
    """

    source: str
    names: Mapping[str, int]  # with the character where each is first met
    _term: _Term = field(repr=False)

    def evaluate(self, values: Mapping) -> Decimal:
        """Return the value; comparisons are 1 or 0.

        A name that is known and empty (``None``, ``""``) counts as 0.

        :raise FormulaError: ``name_unknown`` (name), ``value_not_a_number`` (name),
            ``division_by_zero``, ``too_large``, each with the character
        """
        return _settled(self._term(values))

    def holds(self, values: Mapping) -> bool:
        """Whether the condition is true: anything but 0."""
        return bool(_settled(self._term(values)))

    def check_names(self, allowed: Collection[str]):
        """Refuse a name that the job will not have.

        :raise FormulaError: ``name_unknown`` (name), at its character
        """
        for name, position in self.names.items():
            if name not in allowed:
                raise FormulaError("name_unknown", position, name=name)


@lru_cache(maxsize=4096)
def compile_formula(source: str) -> Formula:
    """Return ``source`` compiled; the same text is compiled once.

    :raise FormulaError: with the character: ``empty``, ``too_long`` (limit),
        ``too_complex`` (limit), ``syntax``, ``decimal_comma``, ``not_allowed``
        (what), ``function_unknown`` (name), ``arguments`` (name), ``number``,
        ``too_large``, ``text_alone``

    >>> compile_formula("1,5 * copies")
    Traceback (most recent call last):
    ...
    estimate.price_error.FormulaError: decimal_comma
    """
    if len(source) > MOST_CHARACTERS:
        raise FormulaError("too_long", MOST_CHARACTERS, limit=MOST_CHARACTERS)
    lines = "".join(" " if sign.isspace() else sign for sign in source)
    text = lines.lstrip()
    if not text:
        raise FormulaError("empty", 0)
    compiler = _Compiler(text, len(lines) - len(text))
    return Formula(source, compiler.names, compiler.compile())


class _Compiler:
    def __init__(self, text, shift):
        self._text = text
        self._shift = shift
        self._bytes = text.encode("utf-8", "surrogatepass")
        self._nodes = 0
        self.names: dict[str, int] = {}

    def compile(self) -> _Term:
        try:
            tree = ast.parse(self._text, mode="eval")
        except SyntaxError as error:
            # Where the text ends too early, the parser counts no character.
            at = min((error.offset or len(self._text) + 1) - 1, len(self._text))
            raise FormulaError("syntax", at + self._shift) from None
        except (ValueError, MemoryError, RecursionError):
            raise FormulaError("syntax", self._shift) from None
        return self._term(tree.body, 0)

    def _at(self, node) -> int:
        """The character where ``node`` begins; the parser counts bytes."""
        before = self._bytes[: node.col_offset].decode("utf-8", "surrogatepass")
        return len(before) + self._shift

    def _term(self, node, depth) -> _Term:
        self._nodes += 1
        if self._nodes > MOST_NODES or depth > DEEPEST:
            raise FormulaError("too_complex", self._at(node), limit=MOST_NODES)
        make = getattr(self, f"_make_{type(node).__name__.lower()}", None)
        if make is None:
            raise self._not_allowed(node)
        return make(node, depth + 1)

    def _not_allowed(self, node):
        if isinstance(node, ast.Tuple):
            return FormulaError("decimal_comma", self._at(node))
        return FormulaError(
            "not_allowed", self._at(node), what=self._segment(node)[:TOLD_MOST]
        )

    def _segment(self, node) -> str:
        segment = self._bytes[node.col_offset : node.end_col_offset]
        return segment.decode("utf-8", "surrogatepass")

    # -- one method for each node that is allowed ------------------------------------

    def _make_constant(self, node, _depth):
        if isinstance(node.value, str):
            raise FormulaError("text_alone", self._at(node))
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise self._not_allowed(node)
        digits = self._segment(node)
        if not NUMBER.fullmatch(digits):
            raise FormulaError("number", self._at(node))
        number = Decimal(digits.replace("_", ""))
        if number > LARGEST:
            raise FormulaError("too_large", self._at(node))
        return lambda _values: number

    def _make_name(self, node, _depth):
        name, at = node.id, self._at(node)
        self.names.setdefault(name, at)

        def term(values):
            try:
                value = values[name]
            except KeyError:
                raise FormulaError("name_unknown", at, name=name) from None
            return _number(value, name, at)

        return term

    def _make_unaryop(self, node, depth):
        term = self._term(node.operand, depth)
        if isinstance(node.op, ast.USub):
            return lambda values: EXACT.minus(term(values))
        if isinstance(node.op, ast.UAdd):
            return term
        if isinstance(node.op, ast.Not):
            return lambda values: ZERO if term(values) else ONE
        raise self._not_allowed(node)

    def _make_binop(self, node, depth):
        operation = _OPERATIONS.get(type(node.op))
        if operation is None:
            raise self._not_allowed(node)
        left, right = self._term(node.left, depth), self._term(node.right, depth)
        at, right_at = self._at(node), self._at(node.right)
        divides = isinstance(node.op, ast.Div)

        def term(values):
            first, second = left(values), right(values)
            if divides and not second:
                raise FormulaError("division_by_zero", right_at)
            result = operation(first, second)
            if not -LARGEST <= result <= LARGEST:
                raise FormulaError("too_large", at)
            return result

        return term

    def _make_boolop(self, node, depth):
        terms = [self._term(each, depth) for each in node.values]
        decide = all if isinstance(node.op, ast.And) else any
        return lambda values: ONE if decide(term(values) for term in terms) else ZERO

    def _make_ifexp(self, node, depth):
        test = self._term(node.test, depth)
        then, other = self._term(node.body, depth), self._term(node.orelse, depth)
        return lambda values: then(values) if test(values) else other(values)

    def _make_compare(self, node, depth):
        operands = [node.left, *node.comparators]
        if any(_is_text(each) for each in operands):
            return self._compare_texts(node)
        tests = []
        for each in node.ops:
            if type(each) not in _COMPARISONS:
                raise self._not_allowed(node)
            tests.append(_COMPARISONS[type(each)])
        terms = [self._term(each, depth) for each in operands]

        def term(values):
            left = _settled(terms[0](values))
            for test, each in zip(tests, terms[1:], strict=True):
                right = _settled(each(values))
                if not test(left, right):
                    return ZERO
                left = right
            return ONE

        return term

    def _compare_texts(self, node):
        """A name with a text: equal, or not. Texts never meet arithmetic."""
        left, right = node.left, node.comparators[0]
        if _is_text(left):
            left, right = right, left
        is_pair = len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        if not (is_pair and isinstance(left, ast.Name) and _is_text(right)):
            raise FormulaError("text_alone", self._at(node))
        self._nodes += 2
        name, text, at = left.id, right.value, self._at(left)
        wanted = isinstance(node.ops[0], ast.Eq)
        self.names.setdefault(name, at)

        def term(values):
            if name not in values:
                raise FormulaError("name_unknown", at, name=name)
            value = values[name]
            is_same = ("" if value is None else str(value)) == text
            return ONE if is_same is wanted else ZERO

        return term

    def _make_call(self, node, depth):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in _FUNCTIONS:
            what = self._segment(node.func)[:TOLD_MOST]
            raise FormulaError("function_unknown", self._at(node), name=what)
        function, least, most = _FUNCTIONS[name]
        is_plain = not node.keywords and least <= len(node.args) <= most
        if not is_plain:
            raise FormulaError("arguments", self._at(node), name=name)
        terms = [self._term(each, depth) for each in node.args]
        return lambda values: function(*(term(values) for term in terms))


def _number(value, name, at) -> Decimal:
    if isinstance(value, Decimal):
        number = value
    elif value is None or value == "":
        return ZERO
    elif isinstance(value, int | float):  # a bool counts as 1 or 0
        number = Decimal(str(+value))
    else:
        raise FormulaError("value_not_a_number", at, name=name)
    if not number.is_finite():
        raise FormulaError("value_not_a_number", at, name=name)
    if not -LARGEST <= number <= LARGEST:
        raise FormulaError("too_large", at, name=name)
    return number


def _divide(first: Decimal, second: Decimal) -> Decimal:
    result = EXACT.divide(first, second)
    if result.as_tuple().exponent < -DECIMALS_KEPT:
        return result.quantize(ONE.scaleb(-DECIMALS_KEPT), ROUND_HALF_UP, EXACT)
    return result


def _settled(number: Decimal) -> Decimal:
    """Mend what a division that does not end has left: 2 / 3 * 3 is 2, not more."""
    if number.as_tuple().exponent < -MOST_DECIMALS:
        return round_half_up(number, MOST_DECIMALS)
    return number


def _whole(rounding):
    return lambda number: _settled(number).quantize(ONE, rounding, EXACT)


def _is_text(node) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


_OPERATIONS = {
    ast.Add: EXACT.add,
    ast.Sub: EXACT.subtract,
    ast.Mult: EXACT.multiply,
    ast.Div: _divide,
}
_COMPARISONS = {
    ast.Eq: Decimal.__eq__,
    ast.NotEq: Decimal.__ne__,
    ast.Lt: Decimal.__lt__,
    ast.LtE: Decimal.__le__,
    ast.Gt: Decimal.__gt__,
    ast.GtE: Decimal.__ge__,
}
_FUNCTIONS = {  # with the least and the most number of arguments
    "min": (min, 2, 20),
    "max": (max, 2, 20),
    "ceil": (_whole(ROUND_CEILING), 1, 1),
    "floor": (_whole(ROUND_FLOOR), 1, 1),
    "round": (_whole(ROUND_HALF_UP), 1, 1),
}
