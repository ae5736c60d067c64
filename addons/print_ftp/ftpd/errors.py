"""Why a folder refuses. Front ends turn the kind into the code of their protocol."""


class Refusal(Exception):
    """Something that cannot be done, and why.

    :param kind: ``missing`` (no such file), ``exists``, ``name`` (no file can be called
        so), ``closed`` (not his to change), ``busy`` (somebody else is at it),
        ``offset`` (the bytes before are not here), ``quota``, ``full``, ``away`` (disk
        or database do not answer), ``failed`` (the disk refused), ``gone`` (the sender
        has vanished)
    :param text: one sentence for the client's program to show
    """

    def __init__(self, kind: str, text: str):
        super().__init__(text)
        self.kind = kind


class CannotServe(Exception):
    """What keeps the server from serving, in words for whoever runs it."""
