"""Layers (optional content): their names, and which are off."""

from . import access

MOST_NAMES = 1000


class Layers:
    """The layers of a file, as its default configuration shows them."""

    def __init__(self, root):
        properties = access.dictionary(root, "/OCProperties")
        default = access.dictionary(properties, "/D")
        groups = access.items(access.entry(properties, "/OCGs"))
        self._off = set()
        if access.name(access.entry(default, "/BaseState")) == "OFF":
            self._off = {access.key_of(group) for group in groups}
            for group in access.items(access.entry(default, "/ON")):
                self._off.discard(access.key_of(group))
        for group in access.items(access.entry(default, "/OFF")):
            self._off.add(access.key_of(group))
        self._off.discard(None)
        self.names = tuple(
            access.text(access.entry(group, "/Name")) for group in groups[:MOST_NAMES]
        )

    def is_off(self, content) -> bool:
        """Whether what belongs to a group, or to some by a policy, is not shown."""
        if not self._off or content is None:
            return False
        if access.name(access.entry(content, "/Type")) != "OCMD":
            return access.key_of(content) in self._off
        groups = access.entry(content, "/OCGs")
        listed = access.items(groups) or [groups]
        states = [access.key_of(group) not in self._off for group in listed if group]
        if not states:
            return False
        policy = access.name(access.entry(content, "/P")) or "AnyOn"
        shown = {
            "AllOn": all(states),
            "AnyOff": not all(states),
            "AllOff": not any(states),
        }
        return not shown.get(policy, any(states))
