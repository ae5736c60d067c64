import re

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .. import naming

# Who of the staff has to do with money.
MONEY_GROUPS = (
    "sales_team.group_sale_salesman",
    "account.group_account_invoice",
    "account.group_account_readonly",
)
# Who may read figures beside them: who stores goods prints notes with prices.
OFFICE_GROUPS = (
    *MONEY_GROUPS,
    "stock.group_stock_user",
    "print_portal.group_coordinator",
    "base.group_system",
)


class ResUsers(models.Model):
    _inherit = "res.users"

    see_finance = fields.Boolean(
        string="Sees prices and balance",
        help="Prices, invoices and the balance of the whole client.",
    )
    see_colleagues = fields.Boolean(
        string="Sees colleagues' orders",
        help="Orders of the client's other accounts, once they are sent.",
    )
    can_submit = fields.Boolean(
        string="Sends orders", help="Sends the basket to us; without it, only fills it."
    )
    is_print_primary = fields.Boolean(
        string="Main account",
        compute="_compute_is_print_primary",
        help="Has every right and manages the client's other accounts.",
    )

    PRINT_RIGHTS = frozenset(
        {"see_finance", "see_colleagues", "can_submit", "can_approve"}
    )

    @api.depends("login", "partner_id.print_client_id.client_code")
    def _compute_is_print_primary(self):
        for user in self:
            user.is_print_primary = user._is_print_primary()

    @api.constrains("login", "partner_id", "active", "group_ids")
    def _check_print_login(self):
        """An account of a client is named after him: the file server counts on it."""
        for user in self:
            if user.active and user.share and (client := user._print_client()):
                user._check_login_of(client)

    def _check_login_of(self, client):
        """Refuse a login that does not fit this account of ``client``.

        :raise ValidationError: with the login that would
        """
        self.ensure_one()
        code = client.client_code
        if self.partner_id == client:
            if self.login != code:
                raise ValidationError(
                    self.env._(
                        "The main account of %(client)s logs in as %(code)s,"
                        " not as %(login)s.",
                        client=client.name,
                        code=code,
                        login=self.login,
                    )
                )
        elif not client.is_company:
            raise ValidationError(
                self.env._(
                    "%(client)s is a private person: the only account is %(code)s.",
                    client=client.name,
                    code=code,
                )
            )
        elif not naming.login_name(self.login, code):
            raise ValidationError(
                self.env._(
                    "Logins of %(client)s look like name.%(code)s: change %(login)s.",
                    client=client.name,
                    code=code,
                    login=self.login,
                )
            )

    @api.model
    def _check_logins_free(self, logins):
        """Refuse logins that anybody has, archived users too.

        :raise UserError: naming those that are taken
        """
        # A login is taken whoever has it, also who is not to be seen.
        users_sudo = self.sudo().with_context(active_test=False)
        if taken := users_sudo.search(
            [("login", "in", list(logins)), ("id", "not in", self.ids)]
        ):
            raise UserError(
                self.env._(
                    "The login %(login)s is taken: choose another one.",
                    login=", ".join(taken.mapped("login")),
                )
            )

    # --- Logging in ---

    @api.model
    def _get_login_domain(self, login):
        """Logins are stored small, and are found however they were typed.

        A login stored otherwise, before this add-on came, still wins.
        """
        domain = super()._get_login_domain(login)
        small = login.strip().lower()
        # Nobody is logged in yet.
        if small == login or self.sudo().search_count(domain, limit=1):
            return domain
        return super()._get_login_domain(small)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_tidy(vals) for vals in vals_list])

    def write(self, vals):
        """Follow an account through closing and reopening; let coordinators set rights.

        Rights are all that a coordinator may write: the same way core lets users
        write their own preferences.
        """
        vals = _tidy(vals)
        if self._may_set_print_rights(vals):
            return super(ResUsers, self.sudo()).write(vals)
        if "active" not in vals:
            return super().write(vals)
        moved = self.filtered(
            lambda user: (
                user.active != bool(vals["active"])
                and user.share
                and user._print_client()
            )
        )
        if vals["active"]:
            moved._restore_print_logins()
        result = super().write(vals)
        if not vals["active"] and not self.env.context.get("print_keeps_login"):
            moved._close_print_accounts()
        return result

    def _may_set_print_rights(self, vals):
        return (
            bool(vals)
            and vals.keys() <= self._get_print_right_fields()
            and self.env.user.has_group("print_portal.group_coordinator")
            and all(user.share and user._print_client() for user in self)
        )

    def _get_print_right_fields(self):
        """Return the names of what a coordinator may write on accounts of clients."""
        return self.PRINT_RIGHTS | self.PRINT_LIMITS

    def _get_invalidation_fields(self):
        """Rule domains are cached per user: a changed right must reach them."""
        return super()._get_invalidation_fields() | self.PRINT_RIGHTS | {"partner_id"}

    def _create_user_from_template(self, values):
        """Name a client's new account after him, whichever door of core it comes by.

        Core hands over an e-mail address. The caller logs in with what stands in
        ``values`` afterwards.
        """
        contact = self.env["res.partner"].browse(values.get("partner_id", ()))
        if code := contact.print_client_id.client_code:
            name = naming.login_name(values.get("login") or "", code)
            values["login"] = contact._print_login(name)
        return super()._create_user_from_template(values)

    # --- Closing an account ---

    def unlink(self):
        """Deleting a client's account closes it: his orders keep their owner."""
        accounts = self.filtered(
            lambda user: user.active and user.share and user._print_client()
        )
        accounts.action_archive()
        return super(ResUsers, self - accounts).unlink()

    def _deactivate_portal_user(self, **post):
        """A client who closes his own account keeps his name on his orders."""
        accounts = self.filtered(lambda user: user.share and user._print_client())
        if any(account._is_print_primary() for account in accounts):
            raise UserError(
                self.env._("The main account stays open: ask us to close it.")
            )
        # Nobody may archive himself.
        accounts.with_user(SUPERUSER_ID).action_archive()
        if others := self - accounts:
            return super(ResUsers, others)._deactivate_portal_user(**post)
        return None

    def _close_print_accounts(self):
        """Free the logins of closed accounts, end every way in, pass baskets on.

        Sessions end by themselves: login and state are part of their token.
        """
        for account in self:
            primary = account._print_client()._print_primary_account() - account
            account._hand_baskets_to(primary)
            # A consequence of closing, not a right of whoever closes.
            account.sudo().api_key_ids._remove()
            account.sudo().login = f"{account.login}#{account.id}"

    def _hand_baskets_to(self, heir):
        """Give the baskets of this account to ``heir``; without heir they stay.

        :param heir: a user of the same client, or none
        """
        self.ensure_one()
        if heir:
            # Baskets are their owner's alone; closing an account is not done by him.
            baskets = self.env["sale.order"].sudo()
            baskets.search(
                [("print_account_id", "=", self.id), ("is_basket", "=", True)]
            ).print_account_id = heir

    def _leave_baskets(self):
        """Leave baskets of another place to the main account there, or to nobody."""
        self.ensure_one()
        # Baskets are their owner's alone; moving an account is not done by him.
        baskets_sudo = (
            self.env["sale.order"]
            .sudo()
            .search([("print_account_id", "=", self.id), ("is_basket", "=", True)])
        )
        for basket_sudo in baskets_sudo:
            partner = basket_sudo.partner_id
            if partner.commercial_partner_id != self._print_buyer():
                heir = partner.print_client_id._print_primary_account()
                basket_sudo.print_account_id = heir

    def _restore_print_logins(self):
        """Give accounts that are opened again the login they had, if it is free."""
        for account in self:
            name = re.sub(r"#\d+$", "", account.login).partition(".")[0]
            login = account.partner_id._print_login(name)
            if login != account.login:
                account._check_logins_free([login])
                account.sudo().login = login

    # --- Following a client ---

    def _print_place(self):
        """Return where this account stands: its client, his code, its branch."""
        self.ensure_one()
        client = self._print_client()
        # A branch's account does not read its head office.
        return client, client.sudo().client_code, self._print_buyer()

    def _follow_client(self, before):
        """Rename accounts after their client's code; in another place, start bare.

        Rights were given for what was seen from there, be it another client or another
        branch of the same; what lies in baskets stays where it was filled.

        :param dict before: account -> ``_print_place()`` before the change
        :raise UserError: when a login is taken, or does not fit its client
        """
        for account in self:
            old_client, old_code, old_buyer = before[account]
            client, code, buyer = account._print_place()
            if (client, code, buyer) == (old_client, old_code, old_buyer):
                continue
            if old_client and not old_client.client_code and account.active:
                raise UserError(
                    self.env._(
                        "Close the accounts of %(client)s before taking its client code"
                        " away.",
                        client=old_client.name,
                    )
                )
            if (client, buyer) != (old_client, old_buyer):
                bare = self.PRINT_RIGHTS | self.PRINT_LIMITS
                account.write(dict.fromkeys(bare, False))
                account._leave_baskets()
            if account.active and account.share and client and old_code:
                account._rename_after(old_code)
        self._check_print_login()

    def _rename_after(self, old_code):
        """Give this account the login that its client's code asks for now."""
        name = naming.login_name(self.login, old_code)
        if name or self.partner_id == self._print_client():
            login = self.partner_id._print_login(name)
            self._check_logins_free([login])
            self.login = login

    # --- Rights ---

    def _print_client(self):
        """Return the client this user belongs to, or an empty partner."""
        self.ensure_one()
        # Whose client it is may be told; what stands there is not read.
        contact_sudo = self.sudo().partner_id
        if self.id and "print_client_id" not in contact_sudo._cache:
            contact_sudo = contact_sudo.with_prefetch(self._get_print_place_ids())
        return contact_sudo.print_client_id.with_env(self.env)

    @tools.ormcache("self.id")
    def _get_print_place_ids(self):
        """Return the ids of the contact, the client and the branch of this account.

        A hint what to read at once, as every page asks for all of them, and no more.
        """
        contact_sudo = self.sudo().partner_id
        return (
            contact_sudo
            | contact_sudo.print_client_id
            | contact_sudo.commercial_partner_id
        )._ids

    def _print_buyer(self):
        """Return for which company this account orders, or an empty partner.

        Its branch, or the client himself for the accounts of the head office.
        """
        self.ensure_one()
        if not self._print_client():
            return self.env["res.partner"]
        # As above: which company, not what stands there.
        return self.sudo().partner_id.commercial_partner_id.with_env(self.env)

    def _is_print_primary(self):
        """Whether this is the main account of its client, which has every right."""
        self.ensure_one()
        # A branch's account does not read its head office.
        client_sudo = self._print_client().sudo()
        return bool(client_sudo) and self.login == client_sudo.client_code

    def _has_print_right(self, name):
        """Whether this user has one of the rights that accounts of a client may have.

        Staff have them all, but money only whose work it is; users of no client have
        none.

        :param str name: one of ``PRINT_RIGHTS``
        """
        self.ensure_one()
        if self._is_internal():
            return name != "see_finance" or self._is_of_office()
        return bool(self._print_client()) and (
            self._is_print_primary() or bool(self[name])
        )

    def _is_of_office(self):
        """Whether this member of staff deals with amounts; others only do the work."""
        self.ensure_one()
        return not self._is_production() and any(
            self.has_group(group) for group in OFFICE_GROUPS
        )

    def _is_production(self):
        """Whether this user makes what is ordered, and neither sells nor books it."""
        self.ensure_one()
        return self.has_group("print_portal.group_prepress") and not any(
            self.has_group(group) for group in MONEY_GROUPS
        )

    def _print_domain(self, model_name):
        """Return which records of a model this user may see at all.

        The only authority on rows: each model has one global record rule that calls
        this. Staff see everything here and are narrowed by their groups as usual; who
        has no group of the shop sees of its own models what he is to work on.
        Add-ons above widen it by super; for their own models they extend
        ``_print_client_domain``.

        :param str model_name: a model that has such a rule
        :rtype: Domain
        """
        self.ensure_one()
        if self._is_internal():
            is_ours = model_name.startswith("print.")
            if is_ours and not (self._is_production() or self._is_of_office()):
                return self._print_executor_domain(model_name)
            return Domain.TRUE
        if client := self._print_client():
            return self._print_client_domain(model_name, client)
        return self._print_stranger_domain(model_name)

    def _print_executor_domain(self, model_name):
        """Rows for a member of staff without any group: nothing for a model not known.

        A contractor may be one: he is given jobs, and learns of no others.
        """
        if model_name == "print.job":
            return Domain("executor_id", "=", self.id)
        if model_name in ("print.job.move", "print.artwork"):
            return Domain("job_id.executor_id", "=", self.id)
        if model_name == "print.spec":
            return Domain("line_ids.print_job_ids.executor_id", "=", self.id)
        if model_name == "print.press":
            return Domain("client_id", "=", False)
        if model_name in ("print.status", "print.reason"):
            return Domain.TRUE
        return Domain.FALSE

    def _print_stranger_domain(self, model_name):
        """Rows for the public and for portal users who belong to no client."""
        if model_name not in ("res.partner", "res.users"):
            return Domain.FALSE
        if self._is_public():
            # The public keeps whom other add-ons publish, such as authors of a blog.
            return Domain("print_client_id", "=", False)
        if model_name == "res.partner":
            return Domain(
                "id", "in", (self.partner_id | self.commercial_partner_id).ids
            )
        return Domain("id", "=", self.id)

    def _print_client_domain(self, model_name, client):
        """Rows for an account of ``client``; nothing for a model not known here."""
        if model_name == "sale.order":
            return self._print_order_domain(client)
        if model_name == "sale.order.line":
            return Domain("order_id", "any", self._print_domain("sale.order"))
        if model_name == "stock.picking":
            return Domain("sale_id", "any", self._print_domain("sale.order"))
        if model_name in ("account.move", "account.move.line"):
            return self._print_invoice_domain(model_name, client)
        if model_name == "res.partner":
            return self._print_partner_domain(client)
        if model_name == "res.users":
            return self._print_user_domain(client)
        return Domain.FALSE

    def _print_order_domain(self, client):
        """Own orders and baskets; colleagues' sent orders for whom may see them.

        An office order has no owner account: it is its contact's own. A draft of the
        office is not the client's business before it is sent.
        """
        of_place = self._print_place_domain(client, "partner_id")
        own = Domain("print_account_id", "=", self.id)
        others = Domain("is_basket", "=", False) & (
            Domain("state", "!=", "draft") | Domain("print_account_id", "!=", False)
        )
        if not self._has_print_right("see_colleagues"):
            others &= Domain("print_account_id", "=", False)
            others &= Domain("partner_id", "=", self.partner_id.id)
        return of_place & (own | others)

    def _print_place_domain(self, client, path=""):
        """Return what lies where this account works.

        The head office sees its branches, a branch sees itself and what is below it. A
        branch with a client code of its own is another client.

        :param client: of this account
        :param str path: leads to the contact that a record is about; by default it is
            one itself
        """
        self.ensure_one()
        step = f"{path}." if path else ""
        domain = Domain(f"{step}print_client_id", "=", client.id)
        buyer = self._print_buyer()
        if buyer != client:
            domain &= Domain(path or "id", "child_of", buyer.id)
        return domain

    def _is_print_place(self, partner):
        """Whether ``partner`` lies where this account works."""
        # Where both stand is asked, by one look, and nothing else of them is told.
        (self.sudo().partner_id | partner.sudo()).mapped("print_client_id")
        client = self._print_client()
        found = partner.sudo().filtered_domain(self._print_place_domain(client))
        return bool(client and found)

    def _print_invoice_domain(self, model_name, client):
        """Every invoice of the client, or of the branch, for whom may see money."""
        if not self._has_print_right("see_finance"):
            return Domain.FALSE
        path = "move_id." if model_name == "account.move.line" else ""
        return self._print_place_domain(client, f"{path}partner_id")

    def _print_partner_domain(self, client):
        """Own contact, the company, its branches and addresses; all for the main one.

        A colleague's contact carries his e-mail and telephone number.
        """
        of_place = self._print_place_domain(client)
        if self._is_print_primary():
            return of_place
        return of_place & (
            Domain("id", "in", (self.partner_id | self._print_buyer()).ids)
            | Domain("is_company", "=", True)
            | (Domain("type", "!=", "contact") & Domain("user_ids", "=", False))
        )

    def _print_user_domain(self, client):
        """Own account; all of the client's for the main one, who manages them."""
        if self._is_print_primary():
            return self._print_place_domain(client, "partner_id")
        return Domain("id", "=", self.id)


def _tidy(vals):
    """Return ``vals`` with the login as it is stored: trimmed, in small letters."""
    if vals.get("login"):
        return vals | {"login": vals["login"].strip().lower()}
    return vals
