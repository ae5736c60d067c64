from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResUsers(models.Model):
    """Users of the kind "Partner": those who work in the area of dealers."""

    _inherit = "res.users"

    print_area = fields.Selection(
        [
            ("client", "Client"),
            ("dealer", "Partner"),
            ("both", "Client and partner"),
        ],
        string="Works as",
        compute="_compute_print_area",
        store=True,
        readonly=False,
        precompute=True,
        help="Partners log in with their client number and order goods at their prices,"
        " in the partner portal; clients order print work.",
    )

    @api.depends("partner_id.print_client_id.is_dealer")
    def _compute_print_area(self):
        """Accounts of a dealer are partners, until somebody says otherwise."""
        for user in self:
            is_dealer = user.partner_id.print_client_id.is_dealer
            if not is_dealer:
                user.print_area = "client"
            elif user.print_area != "both":
                user.print_area = "dealer"

    @api.constrains("print_area")
    def _check_print_area(self):
        """Nobody could log in as a partner without the client number of a dealer."""
        for user in self:
            client = user._print_client()
            # Who manages accounts may not read every client.
            if user.print_area in ("dealer", "both") and not client.sudo().is_dealer:
                raise ValidationError(
                    self.env._(
                        "%(user)s belongs to no dealer: mark the client as one first.",
                        user=user.name,
                    )
                )

    def _works_as(self, area):
        """Whether this account works as ``area``, "client" or "dealer".

        One that is marked for both does, in each.
        """
        self.ensure_one()
        return self.print_area in (area, "both")

    def _get_invalidation_fields(self):
        """What an account may open is cached: a changed mark must reach it."""
        return super()._get_invalidation_fields() | {"print_area"}

    def _get_print_right_fields(self):
        return super()._get_print_right_fields() | {"print_area"}
