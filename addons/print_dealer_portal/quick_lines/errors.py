class BadTable(Exception):
    """A file or a paste that cannot be read at all.

    ``code`` is one of ``binary`` (no table), ``old`` (a spreadsheet of before 2007),
    ``large`` and ``too_many``; ``params`` are what the sentence about it names.
    """

    def __init__(self, code, **params):
        super().__init__(code)
        self.code = code
        self.params = params
