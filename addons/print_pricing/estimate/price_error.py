class PriceError(ValueError):
    """A price, tariff or formula that cannot be; told by a code, not by a sentence.

    Models know languages: they find the sentence for ``code`` and fill it with
    ``params``. ``position`` is the character of a formula that is wrong, from 0.

    >>> error = PriceError("above_last_rung", limit=500, quantity=501)
    >>> error.code, error.params["limit"], str(error)
    ('above_last_rung', 500, 'above_last_rung (limit=500, quantity=501)')
    """

    def __init__(self, code: str, position: int | None = None, **params):
        self.code = code
        self.position = position
        self.params = params
        told = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code} ({told})" if told else code)

    def __eq__(self, other):
        if not isinstance(other, PriceError):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self):
        return hash((self.code, self.position))

    def _identity(self):
        return (type(self), self.code, self.position, self.params)


class NoPrice(PriceError):
    """Sound input that the shop's tariffs have no price for: ask for a quote."""


class FormulaError(PriceError):
    """A formula that is not one, or fails with these values; see ``position``."""
