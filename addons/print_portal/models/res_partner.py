from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .. import naming


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "print.guard.mixin"]

    client_code = fields.Char(
        string="Client code",
        copy=False,
        tracking=True,
        help="Unique name of the client: small Latin letters, digits and hyphens,"
        " starting with a letter. The login of the main account.",
    )
    is_dealer = fields.Boolean(
        string="Dealer",
        copy=False,
        tracking=True,
        help="Works in the partner area instead of the client pages.",
    )
    client_number = fields.Char(
        string="Client number",
        copy=False,
        tracking=True,
        help="Digits only. Dealers enter it when they log in.",
    )
    print_account_count = fields.Integer(
        string="Accounts", compute="_compute_print_account_count"
    )

    _client_code_uniq = models.UniqueIndex(
        "(client_code) WHERE client_code IS NOT NULL",
        "This client code is taken: choose another one.",
    )
    _client_number_uniq = models.UniqueIndex(
        "(client_number) WHERE client_number IS NOT NULL",
        "This client number is taken: choose another one.",
    )

    # What decides which client an account belongs to, and what it may see there.
    _PRINT_CLIENT_FIELDS = frozenset(
        {"parent_id", "is_company", "client_code", "is_dealer"}
    )
    # Core opens these to the portal. They tell what we think of a client, what he
    # is charged by, where we keep things, or who else has the same number.
    _PRINT_STAFF_FIELDS = frozenset(
        {
            "category_id",
            "comment",
            "customer_rank",
            "days_sales_outstanding",
            "duplicate_bank_partner_ids",
            "picking_warn_msg",
            "print_delivery_prices",
            "properties",
            "property_account_payable_id",
            "property_account_position_id",
            "property_account_receivable_id",
            "property_product_pricelist",
            "property_stock_customer",
            "property_stock_supplier",
            "property_supplier_payment_term_id",
            "ref",
            "sale_warn_msg",
            "same_company_registry_partner_id",
            "same_vat_partner_id",
            "specific_property_product_pricelist",
            "supplier_invoice_count",
            "supplier_rank",
            "trust",
        }
    )

    def _compute_print_account_count(self):
        # A count for staff who may not read every user.
        users = self.env["res.users"].sudo()
        accounts = users.search_fetch(
            [("partner_id.print_client_id", "in", self.ids)], ["partner_id"]
        )
        counts = Counter(account.partner_id.print_client_id.id for account in accounts)
        for partner in self:
            partner.print_account_count = counts[partner.id]

    @api.constrains("client_code", "parent_id", "is_company")
    def _check_client_code(self):
        for partner in self.filtered("client_code"):
            partner._check_one_client_code()

    def _check_one_client_code(self):
        """Refuse a code that is not a code, or not a client's.

        :raise ValidationError: with the way out
        """
        self.ensure_one()
        code = self.client_code
        if not naming.is_code(code):
            raise ValidationError(
                self.env._(
                    "Client code %(code)s: use small Latin letters, digits and hyphens,"
                    " with a letter first.",
                    code=code,
                )
            )
        if self.commercial_partner_id != self:
            raise ValidationError(
                self.env._(
                    "%(contact)s is a contact of %(company)s: give the client code to"
                    " the company.",
                    contact=self.name,
                    company=self.commercial_partner_id.name,
                )
            )

    def _check_names_free(self, vals):
        """Say whose code or number is asked for before the index refuses it.

        Both are unique over all companies and among archived clients too.

        :raise ValidationError: naming what is taken
        """
        # Of other companies, too: that a number is taken is all that is told.
        everywhere = self.sudo().with_context(active_test=False)
        for name in ("client_code", "client_number"):
            if (value := vals.get(name)) and everywhere.search_count(
                [(name, "=", value), ("id", "not in", self.ids)], limit=1
            ):
                raise ValidationError(
                    self.env._(
                        "%(field)s %(value)s is taken: choose another one.",
                        field=self._fields[name]._description_string(self.env),
                        value=value,
                    )
                )

    @api.constrains("is_dealer", "client_code", "client_number")
    def _check_dealer(self):
        for partner in self:
            if partner.client_number and not _is_number(partner.client_number):
                raise ValidationError(
                    self.env._(
                        "Client number %(number)s: use digits only.",
                        number=partner.client_number,
                    )
                )
            if partner.is_dealer and not (
                partner.client_code and partner.client_number
            ):
                raise ValidationError(
                    self.env._(
                        "Give %(dealer)s a client code and a client number: dealers log"
                        " in with them.",
                        dealer=partner.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [_tidy(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_names_free(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Keep the accounts of a client in step with his code.

        Whoever is renamed logs in anew: the login is part of the session's token.
        """
        vals = _tidy(vals)
        self._check_names_free(vals)
        if not self._PRINT_CLIENT_FIELDS & vals.keys():
            return super().write(vals)
        accounts = self._print_accounts()
        before = {account: account._print_place() for account in accounts}
        result = super().write(vals)
        if accounts:
            accounts._follow_client(before)
            # Rule domains are cached per user and were made for the old client.
            self.env.registry.clear_cache()
        return result

    def action_print_accounts(self):
        """Show the accounts of this client, with their rights."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_portal.res_users_action_accounts"
        )
        domain = [("partner_id.print_client_id", "=", self.id)]
        return action | {"domain": domain, "context": {"default_client_id": self.id}}

    def _can_be_edited_by_current_customer(self, **kwargs):
        """Addresses are shared inside a company, contacts with an account are not.

        Whoever could change a colleague's e-mail could ask for his password.
        """
        self.ensure_one()
        if not super()._can_be_edited_by_current_customer(**kwargs):
            return False
        current = self._get_current_partner(**kwargs)
        return self == current or (
            self.print_client_id == current.print_client_id
            and self != self.commercial_partner_id
            and not self._print_accounts()
        )

    def _print_accounts(self):
        """Return the users of these contacts and of those below, archived ones too."""
        # Who may edit a contact need not see its users.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return users.search([("partner_id", "child_of", self.ids)])

    def _print_primary_account(self):
        """Return the main account of this client, or no user."""
        self.ensure_one()
        if not self.client_code:
            return self.env["res.users"]
        return self.user_ids.filtered(lambda user: user._is_print_primary())

    def _create_print_account(self, login_name=None, password_hash=None, **values):
        """Open the portal account of this contact: the one door for clients' accounts.

        :param str login_name: what stands before the client code; None opens the main
            account, on the client itself
        :param str password_hash: as ``res.users._crypt_context().hash`` makes it; None
            leaves the account without password until it is asked for by mail
        :param values: further fields of the user, such as its rights
        :return: the new user, as superuser
        :raise UserError: when there is no code, or the contact or login has an account
        """
        self.ensure_one()
        client = self.print_client_id or self.commercial_partner_id
        if not client.client_code:
            raise UserError(
                self.env._("Give %(client)s a client code first.", client=client.name)
            )
        self._check_no_account()
        login = self._print_login(login_name)
        # Coordinators and main accounts open accounts and have no right on users.
        users_sudo = self.env["res.users"].sudo()
        users_sudo._check_logins_free([login])
        company = self.company_id or self.env.company
        account_sudo = users_sudo.with_context(no_reset_password=True).create(
            {
                "partner_id": self.id,
                "login": login,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "lang": self.lang or self.env.lang,
                "tz": self.tz or self.env.user.tz,
                **values,
            }
        )
        if password_hash:
            account_sudo._set_encrypted_password(account_sudo.id, password_hash)
        return account_sudo

    def _check_no_account(self):
        """Refuse a contact that has an account, archived or not."""
        # Who writes a contact need not read users.
        users = self.sudo().with_context(active_test=False).user_ids
        if users.filtered("active"):
            raise UserError(
                self.env._(
                    "%(contact)s has the account %(login)s already.",
                    contact=self.name,
                    login=users.filtered("active")[0].login,
                )
            )
        if users:
            raise UserError(
                self.env._(
                    "%(contact)s had an account before: restore %(login)s instead.",
                    contact=self.name,
                    login=users[0].login,
                )
            )

    def _print_login(self, login_name=None):
        """Return the login for this contact of a client.

        :param str login_name: what stands before the code; None makes one from the
            contact's name, or the code itself for the client's own account
        """
        self.ensure_one()
        client = self.print_client_id
        if self == client:
            return client.client_code
        name = (login_name or naming.latin(self.name or "", self.lang)).strip().lower()
        return naming.account_login(name or "account", client.client_code)


def _tidy(vals):
    """Return ``vals`` with code and number as they are stored: trimmed, small."""
    tidied = {
        name: (vals[name] or "").strip().lower() or False
        for name in ("client_code", "client_number")
        if name in vals
    }
    return vals | tidied


def _is_number(text):
    return text.isascii() and text.isdigit()
