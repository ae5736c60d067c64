"""What the names in a content stream stand for."""

from . import access, lexer
from .colour import DEFAULTS, DEVICE, PATTERN, SHORT, Space
from .fonts import Font


class Resources:
    """The resources of one content stream, looked up by the token of their name.

    :param library: what reads them, and keeps what other streams use too

    :raise KeyError, ValueError: from each look-up, where there is no such thing
    """

    def __init__(self, found, library):
        self.found = found
        self.library = library
        self._kinds = {}
        self._fonts: dict[bytes, Font] = {}
        self._spaces: dict[bytes, Space] = {}
        self._settings: dict[bytes, dict] = {}
        self._others: dict[tuple[str, bytes], object] = {}

    def find(self, kind: str, token: bytes):
        """Return the resource of a kind, such as /XObject, under its name."""
        key = (kind, token)
        if key not in self._others:
            self.library.budget.spend(objects=1)
            if kind not in self._kinds:
                self._kinds[kind] = access.dictionary(self.found, kind)
            found = access.entry(self._kinds[kind], "/" + lexer.name(token))
            if found is None:
                raise KeyError(key)
            self._others[key] = found
        return self._others[key]

    def font(self, token: bytes) -> Font:
        if token not in self._fonts:
            self._fonts[token] = self.library.font(self.find("/Font", token))
        return self._fonts[token]

    def space(self, token: bytes) -> Space:
        if token not in self._spaces:
            self._spaces[token] = self._read_space(token)
        return self._spaces[token]

    def settings(self, token: bytes) -> dict[str, object]:
        """Return what an ExtGState sets, by the slots of a state."""
        if token not in self._settings:
            found = self.find("/ExtGState", token)
            self._settings[token] = self.library.settings(found)
        return self._settings[token]

    def device(self, name: str) -> Space:
        """Return a device space, or what stands in for it here."""
        return self.space(b"/" + name.encode())

    def space_of(self, found) -> Space:
        """Return a colour space that an object of these resources uses."""
        name = access.name(found)
        if name in DEVICE:
            return self.device(name)
        return self.library.space(found)

    def _read_space(self, token):
        name = lexer.name(token)
        name = SHORT.get(name, name)
        if name == "Pattern":
            return PATTERN
        if name not in DEVICE:
            return self.library.space(self.find("/ColorSpace", token))
        try:
            default = self.find("/ColorSpace", b"/" + DEFAULTS[name].encode())
        except KeyError:
            return DEVICE[name]
        space = self.library.space(default)
        return space if len(space.parts) == len(DEVICE[name].parts) else DEVICE[name]
