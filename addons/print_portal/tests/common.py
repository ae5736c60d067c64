from odoo.tests import TransactionCase


class PrintPortalCommon(TransactionCase):
    """A print shop with clients and staff, for the tests of this add-on and above."""
