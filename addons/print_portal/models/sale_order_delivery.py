from odoo import models

RECIPIENT = ("print_recipient_name", "print_recipient_phone")


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
        """Who takes the goods in comes with the address, unless somebody named him."""
        if "partner_shipping_id" not in typed:
            return super()._save_basket_form(typed)
        typed, before = dict(typed), self.partner_shipping_id
        come = self._get_usual_recipient()
        if typed.get("partner_shipping_id") not in (None, str(before.id)):
            for name in RECIPIENT:
                # A form that posts everything holds him of the address before.
                if typed.get(name) == (self[name] or ""):
                    typed.pop(name)
        errors = super()._save_basket_form(typed)
        if self.partner_shipping_id != before:
            usual = self._get_usual_recipient()
            follow = {
                name: usual[name]
                for name in RECIPIENT
                if name not in typed and (self[name] or "") == come[name]
            }
            self.with_context(tracking_disable=True).write(follow)
        return errors

    def _get_usual_recipient(self):
        """Return who takes goods in at this basket's address, by field name: whom the
        address names, else whoever orders."""
        self.ensure_one()
        # He may be a contact that the account does not see.
        order = self.sudo()
        account = order.print_account_id
        client = order.partner_id.commercial_partner_id
        usual = {
            "print_recipient_name": account.name or "",
            "print_recipient_phone": account.phone or client.phone or "",
        }
        return usual | {
            name: text
            for name, text in order.partner_shipping_id._get_recipient_values().items()
            if name in RECIPIENT
        }
