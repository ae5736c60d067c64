"""Both shops are made before anything is measured: that may go beside other work."""

import pytest


@pytest.mark.beside
def test_the_shop_of_odoo_and_ours_are_there(templates):
    _ready, databases, shop, both = templates
    assert databases.exists(shop)
    assert databases.exists(both)
