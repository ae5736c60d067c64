"""Which answers of a form a process reads: a shop must not rename those."""

FACTS = ("_data", "_name")  # what a choice brings along, see ``from_values``


class _Reader(dict):
    """An empty form that remembers what it was asked for."""

    def __init__(self):
        super().__init__()
        self.asked = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return default

    def __getitem__(self, key):
        return self.get(key)


def codes_read(process) -> frozenset[str]:
    """Return the codes of the fields from which ``process`` is filled.

    >>> from .pieces import Pieces
    >>> sorted(codes_read(Pieces))
    ['copies']
    """
    reader = _Reader()
    process.from_values(reader)
    codes = set()
    for code in reader.asked:
        suffix = next((end for end in FACTS if code.endswith(end)), "")
        codes.add(code.removesuffix(suffix))
    return frozenset(codes)


def codes_needed(process) -> frozenset[str]:
    """Return the codes without which ``process`` cannot count the work."""
    return getattr(process, "NEEDS", frozenset())
