from odoo import api, fields, models
from odoo.addons.base_iban.models.res_partner_bank import validate_iban
from odoo.exceptions import AccessError, ValidationError

from ..bank_details import (
    check_account,
    check_bic,
    check_bik,
    check_corr_account,
    check_iban,
    spaced,
    tidy,
)
from ..form_field import form_field, tidy_line

SCHEMES = ("iban", "russian")


class ResPartnerBank(models.Model):
    """Bank accounts of a client, as his main account keeps them.

    An account is added or taken away, never changed: trust (``allow_out_payment``) is
    the accountant's, goes with one number, and starts anew with each. No client reads
    this model; the page shows him his own.
    """

    _inherit = "res.partner.bank"

    # A bank of the shop's list is shared by all; what a client types is his alone.
    print_bank_name = fields.Char(string="Bank, as the client wrote it")
    print_bic = fields.Char(string="BIC, as the client wrote it")
    print_corr_account = fields.Char(
        string="Correspondent account", help="Of the bank, in Russia: 20 digits."
    )

    # Who may ------------------------------------------------------------------------

    @api.model
    def _get_own_banks(self):
        """Return the accounts of the user's client, as superuser; none without right.

        Whoever sees money sees them, the main account keeps them.
        """
        user = self.env.user
        client = user._print_buyer()
        if not client or not user._has_print_right("see_finance"):
            return self.browse().sudo()  # none
        # Clients have no right on the model: this is the only door to it.
        return self.sudo().search([("partner_id", "=", client.id)])

    @api.model
    def _may_keep_banks(self):
        """Whether the user adds and takes away bank accounts of his client."""
        return self.env.user._is_print_primary()

    def _check_may_keep_banks(self):
        if not self._may_keep_banks() or self - self._get_own_banks():
            raise AccessError(self.env._("Your main account keeps bank details."))

    # The form -----------------------------------------------------------------------

    @api.model
    def _get_bank_form(self, scheme):
        """Return the groups of fields of the form, see ``form_field``.

        :param str scheme: "iban", or "russian" for an account with a BIK
        """
        _ = self.env._
        bank = form_field("bank_name", _("Bank"), is_optional=True)
        if scheme == "iban":
            return [
                (
                    "",
                    [
                        form_field("number", _("IBAN"), width="22rem"),
                        form_field(
                            "bic", _("BIC (SWIFT)"), width="10rem", is_optional=True
                        ),
                        bank,
                    ],
                )
            ]
        return [
            (
                "",
                [
                    form_field("bic", _("BIK"), width="9rem", help=_("Nine digits.")),
                    form_field(
                        "number",
                        _("Account number"),
                        width="16rem",
                        help=_("20 digits."),
                    ),
                    form_field(
                        "corr",
                        _("Correspondent account"),
                        width="16rem",
                        help=_(
                            "20 digits, from 301; an office of the Bank of Russia"
                            " has none."
                        ),
                        is_optional=True,
                    ),
                    bank,
                ],
            )
        ]

    def _get_bank_values(self):
        """Return these accounts as the page shows them: dicts ``id``, ``number`` and
        ``facts`` (one line)."""
        _ = self.env._
        return [
            {
                "id": bank.id,
                "number": bank.acc_number,
                "facts": " · ".join(
                    filter(
                        None,
                        [
                            bank.bank_id.name or bank.print_bank_name,
                            bank.clearing_number and _("BIK %s", bank.clearing_number),
                            bank.bank_bic or bank.print_bic,
                            bank.print_corr_account
                            and _("corr. account %s", bank.print_corr_account),
                        ],
                    )
                ),
            }
            for bank in self
        ]

    # Adding and taking away -----------------------------------------------------------

    @api.model
    def _add_own_bank(self, scheme, typed):
        """Add an account of the user's client; the accountants are told.

        :param str scheme: one of SCHEMES
        :param typed: texts ``number``, ``bic``, ``corr`` and ``bank_name``
        :return: sentences by name; empty when it was added
        :raise AccessError: for any account but the main one
        """
        self.browse()._check_may_keep_banks()
        numbers = {name: tidy(typed.get(name)) for name in ("number", "bic", "corr")}
        check = self._check_iban if scheme == "iban" else self._check_russian
        errors = check(**numbers)
        client = self.env.user._print_buyer()
        # Archived ones count: core has one record a number and holder.
        banks = self.sudo().with_context(active_test=False)
        known = banks.search(
            [
                ("partner_id", "=", client.id),
                ("sanitized_acc_number", "=", numbers["number"]),
            ],
            limit=1,
        )
        if not errors and known.active:
            errors["number"] = self.env._("This account is on your list already")
        if errors:
            return errors
        values = {
            "acc_number": spaced(numbers["number"])
            if scheme == "iban"
            else numbers["number"],
            "print_bank_name": tidy_line(typed.get("bank_name")),
            "print_bic": scheme == "iban" and numbers["bic"],
            "clearing_number": scheme == "russian" and numbers["bic"],
            "print_corr_account": scheme == "russian" and numbers["corr"],
            # What was trusted once is not trusted when it comes back.
            "allow_out_payment": False,
            "active": True,
        }
        if known:
            known.write(values)
        else:
            banks.create({**values, "partner_id": client.id})
        client._tell_of_bank(
            lambda partner: partner.env._(
                "%(client)s has added the bank account %(number)s: check it by phone.",
                client=partner.name,
                number=values["acc_number"],
            ),
            lambda partner: partner.env._(
                "The bank account %s was added to your list.", values["acc_number"]
            ),
        )
        return {}

    def _remove_own_bank(self):
        """Take an account off the client's list; the accountants are told."""
        self.ensure_one()
        self._check_may_keep_banks()
        bank = self.sudo()  # checked above
        number, client = bank.acc_number, bank.partner_id
        bank.allow_out_payment = False
        bank.unlink()  # core archives it
        client._tell_of_bank(
            lambda partner: partner.env._(
                "%(client)s has taken the bank account %(number)s away.",
                client=partner.name,
                number=number,
            ),
            lambda partner: partner.env._(
                "The bank account %s was taken off your list.", number
            ),
        )

    # Checks -------------------------------------------------------------------------

    def _check_iban(self, number, bic, corr):
        """Return sentences for what is wrong with an IBAN and its BIC."""
        _ = self.env._
        wrong = check_iban(number)
        if wrong == "digits":
            return {"number": _("IBAN: a character is mistyped; compare it once more")}
        try:
            validate_iban(number)  # knows how long it is in each country
        except ValidationError:
            wrong = "form"
        if wrong:
            return {"number": _("IBAN: enter it whole, such as BG80 BNBG 9661 1020 …")}
        sentences = {
            "form": _("BIC: enter 8 or 11 characters, such as BNBGBGSF"),
            "other_bank": _("BIC: it is of another bank than the IBAN"),
        }
        wrong = bic and check_bic(bic, number)
        return {"bic": sentences[wrong]} if wrong else {}

    def _check_russian(self, number, bic, corr):
        """Return sentences for what is wrong with the numbers of a Russian account."""
        _ = self.env._
        if check_bik(bic):
            return {"bic": _("BIK: enter nine digits")}
        errors = {}
        account = {
            "form": _("Account: enter 20 digits"),
            "digits": _("Account: its key does not fit this BIK; compare both"),
        }
        if wrong := check_account(number, bic):
            errors["number"] = account[wrong]
        bank_account = {
            "form": _("Correspondent account: enter 20 digits, from 301"),
            "digits": _("Correspondent account: a digit is mistyped; compare it"),
            "other_bank": _(
                "Correspondent account: it is of another bank than the BIK"
            ),
            "needless": _("Correspondent account: leave it empty for this BIK"),
        }
        if wrong := check_corr_account(corr, bic):
            errors["corr"] = bank_account[wrong]
        return errors
