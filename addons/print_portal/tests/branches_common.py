class BranchesMixin:
    """``poligraf`` with branches; beside ``PrintPortalCommon``.

    ``north``, with a shop below it, and ``south``. ``anna`` and ``boris`` work in the
    north, ``store`` in the shop, ``clara`` in the south; all may send orders.
    """

    @classmethod
    def _setup_branches(cls):
        cls.north = cls._create_branch("Poligraf North", cls.poligraf)
        cls.south = cls._create_branch("Poligraf South", cls.poligraf)
        cls.shop = cls._create_branch("Poligraf North Shop", cls.north)
        cls.anna = cls._create_colleague("anna", cls.north, can_submit=True)
        cls.boris = cls._create_colleague("boris", cls.north, can_submit=True)
        cls.store = cls._create_colleague("store", cls.shop, can_submit=True)
        cls.clara = cls._create_colleague("clara", cls.south, can_submit=True)

    @classmethod
    def _create_branch(cls, name, parent):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "parent_id": parent.id,
                "email": f"{name.split()[-1].lower()}@example.com",
                "phone": "+359 2 400 50 60",
            }
        )
