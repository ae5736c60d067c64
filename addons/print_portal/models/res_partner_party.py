from odoo import fields, models


class ResPartner(models.Model):
    """A side of a paper of the trade: who sells, who buys, where the goods go."""

    _inherit = "res.partner"

    print_delivery_prices = fields.Boolean(
        string="Prices on delivery notes",
        help="Delivery notes of this client name prices. Dealers leave it off: their"
        " goods go to their own customers.",
    )

    def _get_party_values(self, bank=None):
        """Return how a paper names this contact, in the paper's language.

        :param bank: ``res.partner.bank`` to pay to, for the side that is paid
        :return: dict of ``name``, ``address`` (list of lines), ``numbers`` and
            ``bank`` (lists of label and text), ``phone``
        """
        self.ensure_one()
        firm = self.commercial_partner_id
        return {
            "name": firm.name or self.name,
            "address": self._get_party_address(),
            "numbers": self._get_party_numbers(),
            "phone": self.phone or firm.phone or "",
            "bank": self._get_party_bank(bank) if bank else [],
        }

    def _get_party_address(self):
        """Return the lines of the address below the firm's name."""
        place = self.name if self.name != self.commercial_partner_id.name else ""
        text = self._display_address(without_company=True)
        return list(filter(None, [place, *map(str.strip, text.splitlines())]))

    def _get_party_numbers(self):
        """Return tax number, register number and client code, each with its label."""
        _ = self.env._
        firm = self.commercial_partner_id
        tax, register = {
            "BG": (_("VAT no."), _("EIK")),
            "RU": (_("INN"), _("OGRN")),
            "FR": (_("VAT no."), _("SIREN")),
        }.get(firm.country_code, (_("VAT no."), _("Company no.")))
        numbers = [
            (register, firm.company_registry),
            (tax, self.vat or firm.vat),
            (_("Client code"), firm.client_code),
        ]
        return [(label, text) for label, text in numbers if text]

    def _get_party_bank(self, bank):
        _ = self.env._
        facts = [
            (_("Bank"), bank.bank_name),
            (_("Account no."), bank.acc_number),
            (_("BIC"), bank.bank_bic),
        ]
        return [(label, text) for label, text in facts if text]
