from .common import DealersMixin


class ShelfMixin(DealersMixin):
    """Dealers, and a small shelf for them.

    ``developer`` (CH-HD2-20, 74.50), ``paper`` (PP-330-30, barcode 4006381333931,
    58.90, in packs of 6) and ``screws`` and ``loupe``, which share the code BS-50.
    ``hidden`` (XX-1) is not for dealers.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["product.product"].search([]).is_partner_portal = False
        cls.developer = cls._shelve("Developer HD-2", "CH-HD2-20", 74.5)
        cls.paper = cls._shelve(
            "Proofing paper",
            "PP-330-30",
            58.9,
            barcode="4006381333931",
            print_pack_size=6,
        )
        cls.screws = cls._shelve("Screws", "BS-50", 6.4)
        cls.loupe = cls._shelve("Loupe", "BS-50", 12)
        cls.hidden = cls._shelve("Not for dealers", "XX-1", 1, is_partner_portal=False)

    @classmethod
    def _shelve(cls, name, code, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "default_code": code,
                "list_price": price,
                "type": "consu",
                "taxes_id": False,
                "is_partner_portal": True,
                **values,
            }
        )
