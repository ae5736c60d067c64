from odoo import models


class SaleOrder(models.Model):
    """Where a basket goes, and to whom, before its owner says so."""

    _inherit = "sale.order"

    def _open_basket(self, **values):
        """Begin with the usual address of the account, and who takes goods in there."""
        address_sudo = self.env["res.partner"]._get_usual_address()
        return super()._open_basket(
            **{**address_sudo._get_recipient_values(), **values}
        )

    def _save_basket_form(self, typed):
        """Who takes the goods in comes with the address, unless it is typed as well."""
        typed = dict(typed)
        before = self.partner_shipping_id
        names = ("print_recipient_name", "print_recipient_phone")
        for name in names:
            # A form that posts everything holds the name of the address before.
            if typed.get("partner_shipping_id") not in (None, str(before.id)) and (
                typed.get(name) == (self[name] or "")
            ):
                typed.pop(name)
        errors = super()._save_basket_form(typed)
        if self.partner_shipping_id != before:
            # Who takes goods in there may be a contact that the account does not see.
            values = self.partner_shipping_id.sudo()._get_recipient_values()
            self.with_context(tracking_disable=True).write(
                {
                    name: values[name]
                    for name in names
                    if name in values and name not in typed
                }
            )
        return errors
