from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon


class DealersMixin:
    """Two dealers beside the clients, for the tests of this add-on and above.

    ``matprint``, number 71001, with ``maria``, who may do everything, and ``stock``,
    who sees no money; ``copyline``, number 71002, with another ``maria``. ``both``, an
    account of matprint, works as a client and as a partner.
    """

    NUMBER, OTHER_NUMBER = "71001", "71002"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matprint = cls._create_dealer("Matprint Ltd", "test-matprint", cls.NUMBER)
        cls.copyline = cls._create_dealer(
            "Copyline SARL", "test-copyline", cls.OTHER_NUMBER
        )
        every_right = dict.fromkeys(
            ("can_submit", "see_finance", "see_colleagues"), True
        )
        cls.maria = cls._create_colleague("maria", cls.matprint, **every_right)
        cls.stock = cls._create_colleague("stock", cls.matprint, can_submit=True)
        cls.other_maria = cls._create_colleague("maria", cls.copyline, **every_right)
        cls.both = cls._create_colleague(
            "both", cls.matprint, print_area="both", **every_right
        )

    @classmethod
    def _create_dealer(cls, name, code, number, **values):
        """Return a dealer with its main account, whose password is ``PASSWORD``."""
        return cls._create_client(
            name, code, is_dealer=True, client_number=number, **values
        )


class DealerPagesCommon(DealersMixin, PrintPagesCommon):
    """Pages of the dealers' area, read as a person reads them."""
