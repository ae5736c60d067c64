from odoo import models


class PrintTalkVisit(models.Model):
    """When a user has last looked at the discussion of an order."""

    _name = "print.talk.visit"
    _description = "Visit of a Discussion"
    _inherit = "print.visit.mixin"
    _log_access = False

    # Also finds the rows of a user.
    _user_order = models.UniqueIndex("(user_id, order_id)")
