class BadTable(Exception):
    """A table that cannot be read at all.

    ``code`` is one of ``empty``, ``no_rows``, ``too_many``, ``columns``, ``twice``,
    ``quotes``, ``binary``; ``params`` are what the sentence about it names.
    """

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = params
