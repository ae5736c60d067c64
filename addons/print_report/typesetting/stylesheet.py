"""The part of a style sheet that one document can use.

The style sheet of Odoo's reports has 3000 rules, most of them for screens; a document
uses about 200. Parsing them all takes seconds in a fresh process, finding the 200 takes
milliseconds: a rule that asks for a class or an id which the document does not contain
can never match.
"""

import re

TOKEN = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""", re.DOTALL
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BRACKETED = re.compile(r"\[[^\]]*\]|\([^()]*\)")
NAME = re.compile(r"([.#])((?:\\.|[\w-])+)")
FEATURE = re.compile(r"\(\s*(min|max)-width\s*:\s*([\d.]+)px\s*\)")


class Stylesheet:
    """A style sheet that can be asked for the rules a document may need.

    >>> sheet = Stylesheet(".a { color: red } .b, p { margin: 0 } .c .d { top: 0 }")
    >>> sheet.subset({".a", ".c"}, width_px=900)
    '.a { color: red }\\n.b, p { margin: 0 }'
    """

    def __init__(self, text):
        self._rules = list(_rules(text))

    def subset(self, names, width_px):
        """Return the rules that may match, as text and in their order.

        :param names: classes with a dot and ids with a hash, as the document has them
        :param width_px: width that media queries are answered with, in CSS pixels
        """
        return "\n".join(_usable(self._rules, frozenset(names), width_px))


def _usable(rules, names, width_px):
    for prelude, needs, content in rules:
        if isinstance(content, list):
            if _media_matches(prelude, width_px):
                yield from _usable(content, names, width_px)
        elif any(need <= names for need in needs):
            yield f"{prelude} {content}"


def _rules(text):
    """Yield ``(prelude, needs, block)``; for ``@media`` the block is a list of rules.

    Other at-rules are left out: pages and fonts are set by the engine, nothing moves on
    paper, and a style sheet imports nothing.

    >>> [prelude for prelude, needs, block in _rules(
    ...     '@import "x.css"; @font-face { src: url("a}b") } a { content: "}" }')]
    ['a']
    """
    for prelude, block in _blocks(text):
        if not prelude.startswith("@"):
            yield prelude, _needs(prelude), block
        elif prelude.startswith("@media"):
            yield prelude, None, list(_rules(block[1:-1]))


def _blocks(text):
    """Split at the outermost braces; statements without a block are skipped."""
    start = opened = depth = 0
    for token in TOKEN.finditer(text):
        match token[0]:
            case "{":
                if not depth:
                    opened = token.start()
                depth += 1
            case "}" if depth:
                depth -= 1
                if not depth:
                    prelude = COMMENT.sub("", text[start:opened]).strip()
                    yield prelude, text[opened : token.end()]
                    start = token.end()
            case ";" if not depth:
                start = token.end()


def _needs(selectors):
    """Return, for each selector, the classes and ids without which it cannot match.

    Names inside ``:not()`` and its like are not needed, nor are dots in attributes.

    >>> [sorted(need) for need in _needs('p.a > #b, tr:not(.c), a[href$=".d"]')]
    [['#b', '.a'], [], []]
    """
    bare = selectors
    while (shorter := BRACKETED.sub("", bare)) != bare:
        bare = shorter
    return [
        frozenset(
            mark + name.replace("\\", "") for mark, name in NAME.findall(selector)
        )
        for selector in bare.split(",")
    ]


def _media_matches(prelude, width_px):
    """Answer a media query for paper of that width.

    >>> _media_matches("@media (min-width: 768px)", width_px=992)
    True
    >>> _media_matches("@media screen and (max-width: 1200px)", width_px=992)
    False
    >>> _media_matches("@media print, (hover)", width_px=992)
    True
    """
    return any(
        all(_feature_matches(feature.strip(), width_px) for feature in query)
        for query in (
            part.split(" and ")
            for part in prelude.removeprefix("@media").strip().lower().split(",")
        )
    )


def _feature_matches(feature, width_px):
    if feature in ("all", "print", "only print"):
        return True
    if match := FEATURE.fullmatch(feature):
        limit = float(match[2])
        return width_px >= limit if match[1] == "min" else width_px <= limit
    return False
