from odoo import fields, models


class ResPartner(models.Model):
    """A side of a paper of the trade: who sells, who buys, where the goods go."""

    _inherit = "res.partner"

    print_delivery_prices = fields.Boolean(
        string="Prices on delivery notes",
        help="Delivery notes of this client name prices. Dealers leave it off: their"
        " goods go to their own customers.",
    )

    print_kpp = fields.Char(
        string="KPP",
        size=9,
        help="Nine digits beside the INN: the tax office of a Russian company.",
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
        """Return register and tax numbers and the client code, each with its label."""
        _ = self.env._
        firm = self.commercial_partner_id
        tax, register = {
            "BG": (_("VAT no."), _("EIK")),
            "RU": (_("INN"), _("OGRN")),
            "FR": (_("VAT no."), self._get_french_register(firm)),
        }.get(firm.country_code, (_("VAT no."), _("Company no.")))
        numbers = [
            (register, firm.company_registry),
            (tax, self.vat or firm.vat),
            (_("KPP"), firm.country_code == "RU" and firm.print_kpp),
            (_("Client code"), self.print_client_id.client_code),
        ]
        return [(label, text) for label, text in numbers if text]

    def _get_french_register(self, firm):
        """Name the number of a firm, or of one of its places: five digits longer."""
        digits = "".join(filter(str.isdigit, firm.company_registry or ""))
        return self.env._("SIRET") if len(digits) == 14 else self.env._("SIREN")

    def _get_party_bank(self, bank):
        _ = self.env._
        facts = [
            (_("Bank"), bank.bank_name),
            # In one line, as one copies it.
            (
                _("Account no."),
                (bank.acc_number or "").replace(" ", "\N{NO-BREAK SPACE}"),
            ),
            (_("BIC"), bank.bank_bic),
        ]
        return [(label, text) for label, text in facts if text]
