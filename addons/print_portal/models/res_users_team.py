import re
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools.misc import format_date, format_time, formatLang

from .. import naming
from ..typed_ids import read_id

# Two who press "Send again" within this time have sent it once.
SENT_JUST_NOW = timedelta(minutes=1)
# A limit as people write it, with and without groups of thousands.
AMOUNT = re.compile(r"\d{1,9}([.,]\d{1,2})?")
GROUPED_AMOUNT = re.compile(r"\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})?((?!\1)[.,]\d{1,2})?")


class ResUsers(models.Model):
    """An account as the client's main account, or a coordinator, runs it.

    Methods without ``_sudo`` in what they work on ask first: see ``_run_sudo``.
    """

    _inherit = "res.users"

    # In the order of the page.
    TEAM_RIGHTS = ("can_submit", "see_finance", "see_colleagues", "can_approve")

    print_date_invited = fields.Datetime(
        string="Invited on",
        readonly=True,
        copy=False,
        help="When the last mail with a link to set the password went out.",
    )

    def _run_sudo(self):
        """Return this account as superuser, for whoever runs it.

        :raise AccessError: for everybody else, and for the main account itself
        """
        self.ensure_one()
        # Core gives the portal no right on users; the client is asked right here.
        account_sudo = self.sudo()
        client = account_sudo._print_client().sudo(False)
        if not client or not account_sudo.share:
            raise AccessError(self.env._("This is no account of a client."))
        client._check_runs_team()
        if account_sudo.partner_id == client:
            raise AccessError(
                self.env._("The main account has every right: nothing is set there.")
            )
        return account_sudo

    # --- The list ---

    def _get_team_rows(self):
        """Return what the page tells of each of these accounts, as a list of dicts.

        ``rights`` holds the rights that are on; ``seen`` says when he was here last,
        ``waiting`` since when he has not come. Called as superuser.
        """
        return [account._get_team_row() for account in self]

    def _get_team_row(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "login": self.login,
            "email": self.email or "",
            "rights": [name for name in self.TEAM_RIGHTS if self[name]],
            "is_active": self.active,
            "waiting": self._say_waiting(),
            "seen": self._say_moment(self.login_date),
            "limits": self._say_limits(),
        }

    def _say_waiting(self):
        """Return when he was invited, "" for whoever has come or was not invited."""
        if self.login_date or not self.print_date_invited:
            return ""
        return self.env._(
            "invited %(day)s, not signed in", day=self._say_day(self.print_date_invited)
        )

    def _say_moment(self, moment):
        """Return a moment as "today, 12:08" or "20 Nov", in the reader's zone."""
        if not moment:
            return ""
        here = fields.Datetime.context_timestamp(self._in_readers_zone(), moment)
        today = fields.Datetime.context_timestamp(
            self._in_readers_zone(), fields.Datetime.now()
        )
        if here.date() == today.date():
            clock = format_time(
                self.env, moment, tz=self._readers_zone(), time_format="HH:mm"
            )
            return self.env._("today, %(time)s", time=clock)
        return self._say_day(moment)

    def _say_day(self, moment):
        here = fields.Datetime.context_timestamp(self._in_readers_zone(), moment)
        return format_date(self.env, here.date(), date_format="d MMM")

    def _in_readers_zone(self):
        return self.with_context(tz=self._readers_zone())

    def _readers_zone(self):
        return self.env.user.tz or self.env.context.get("tz") or "UTC"

    def _say_limits(self):
        """Return the limits of this account in one line, "" for none."""
        _ = self.env._
        said = []
        if self.order_limit:
            amount = self.currency_id.format(self.order_limit)
            said.append(_("up to %(amount)s an order", amount=amount))
        if self.month_limit:
            amount = self.currency_id.format(self.month_limit)
            said.append(_("up to %(amount)s a month", amount=amount))
        if self.allowed_address_ids:
            places = ", ".join(
                address._get_print_address() for address in self.allowed_address_ids
            )
            said.append(_("delivers to: %(places)s", places=places))
        return "; ".join(said)

    # --- Rights ---

    def _get_right_labels(self):
        """Return ``(name, verb)`` of the rights, as the page heads its columns."""
        return [
            (name, self._fields[name]._description_string(self.env))
            for name in self.TEAM_RIGHTS
        ]

    def _set_print_right(self, name, is_on):
        """Give this account a right or take it away, and say so.

        Giving it twice is giving it once: two people may press at the same time.

        :param str name: one of ``PRINT_RIGHTS``
        :return: a sentence, such as "Pavel Drozdov no longer sees prices and balance"
        """
        account_sudo = self._run_sudo()
        if name not in self.PRINT_RIGHTS:
            raise UserError(self.env._("There is no such right."))
        if account_sudo[name] != bool(is_on):
            account_sudo[name] = bool(is_on)
        return account_sudo._say_right(name, bool(is_on))

    def _say_right(self, name, is_on):
        _ = self.env._
        who = self.name
        said = {
            ("can_submit", True): _("%(who)s sends orders now", who=who),
            ("can_submit", False): _("%(who)s no longer sends orders", who=who),
            ("see_finance", True): _("%(who)s sees prices and balance now", who=who),
            ("see_finance", False): _(
                "%(who)s no longer sees prices and balance", who=who
            ),
            ("see_colleagues", True): _("%(who)s sees colleagues' orders now", who=who),
            ("see_colleagues", False): _(
                "%(who)s no longer sees colleagues' orders", who=who
            ),
            ("can_approve", True): _("%(who)s approves baskets now", who=who),
            ("can_approve", False): _("%(who)s no longer approves baskets", who=who),
        }
        return said[name, is_on]

    def _say_saved(self, sentence):
        """Return ``sentence`` with the time at which it became true."""
        clock = format_time(
            self.env,
            fields.Datetime.now(),
            tz=self._readers_zone(),
            time_format="HH:mm",
        )
        return self.env._("Saved at %(time)s: %(what)s.", time=clock, what=sentence)

    def _tick_rights(self, shown, ticked):
        """Write what differs between the ticks that a page showed and those it sends.

        Ticks that somebody else has set meanwhile stay as he set them.

        :param shown: texts such as "12.see_finance.1": account, right, on or off
        :param ticked: texts such as "12.see_finance", one for each tick that is on
        :return: list of ``(account, right, is_on)`` that were changed
        """
        client = self.env.user._print_client()
        changes = []
        for text in shown:
            key, _dot, was = text.rpartition(".")
            account_id, _dot, name = key.partition(".")
            is_on = key in ticked
            if name not in self.TEAM_RIGHTS or is_on == (was == "1"):
                continue
            if account := client._find_colleague(read_id(account_id)):
                account._set_print_right(name, is_on)
                changes.append((account, name, is_on))
        return changes

    # --- Person, login, limits ---

    def _get_typed(self):
        """Return what the form of this account holds, as texts and lists."""
        account_sudo = self._run_sudo()
        client = account_sudo._print_client()
        return {
            "name": account_sudo.name,
            "email": account_sudo.email or "",
            "phone": account_sudo.phone or "",
            "login": naming.login_name(account_sudo.login, client.client_code)
            or account_sudo.login,
            "order_limit": account_sudo._write_amount(account_sudo.order_limit),
            "month_limit": account_sudo._write_amount(account_sudo.month_limit),
            "addresses": [str(each) for each in account_sudo.allowed_address_ids.ids],
        }

    def _write_amount(self, amount):
        """Return a limit as it is typed, "" for none."""
        digits = 0 if amount == int(amount) else self.currency_id.decimal_places
        return (
            formatLang(self.env, amount, digits=digits, grouping=False)
            if amount
            else ""
        )

    def _edit_colleague(self, typed):
        """Keep what was typed about this account, all or nothing.

        A new login ends his sessions, a new e-mail the links that were mailed to the
        old one.

        :param dict typed: see ``_get_typed``
        :return: {field: sentence}, empty when it is kept
        """
        account_sudo = self._run_sudo()
        client = account_sudo._print_client().sudo(False)
        person, errors = client._read_person(typed)
        limits, limit_errors = account_sudo._read_limits(typed)
        login = (typed.get("login") or "").strip().lower()
        login = login.removesuffix(f".{client.client_code}")
        if refusal := client._check_login_name(login, account_sudo):
            errors["login"] = refusal
        if errors | limit_errors:
            order = ("name", "email", "phone", "login", "order_limit", "month_limit")
            found = errors | limit_errors
            return {name: found[name] for name in order if name in found}
        contact_sudo = account_sudo.partner_id
        contact_sudo.write(_only_changed(contact_sudo, person))
        limits["login"] = naming.account_login(login, client.client_code)
        account_sudo.write(_only_changed(account_sudo, limits))
        account_sudo.allowed_address_ids = account_sudo._read_addresses(typed)
        return {}

    def _read_limits(self, typed):
        """Return ``(values, errors)`` of the two limits, amounts with tax."""
        values, errors = {}, {}
        for name in ("order_limit", "month_limit"):
            amount = _parse_amount(typed.get(name) or "")
            if amount is None:
                errors[name] = self.env._(
                    "%(field)s: enter an amount such as 500, or nothing for no limit",
                    field=self._fields[name]._description_string(self.env),
                )
            else:
                values[name] = amount
        return values, errors

    def _read_addresses(self, typed):
        """Return the command that holds this account to the addresses ticked."""
        offered = dict(self._print_client().sudo(False)._get_team_addresses())
        ticked = typed.get("addresses") or ()
        return [Command.set([each for each in offered if str(each) in ticked])]

    # --- Access ---

    def _act(self, act):
        """Do what a button of the page asks for; return a sentence that says so.

        :param str act: "invite", "disable", "enable" or "delete"
        """
        _ = self.env._
        who = self.sudo().name  # what he may is asked of each act
        if act == "invite":
            self._invite()
            return self._say_invited()
        if act == "disable":
            self._disable()
            return _("%(who)s has no access any more.", who=who)
        if act == "enable":
            self._enable()
            return _("%(who)s has access again.", who=who)
        self._delete_colleague()
        return _("The account of %(who)s is deleted, the orders stay.", who=who)

    def _disable(self):
        """Let nobody in by this account, until it is enabled again.

        He keeps his login, his rights and his basket: he is away, not gone.
        """
        account_sudo = self._run_sudo()
        if account_sudo.active:
            account_sudo.with_context(print_keeps_login=True).action_archive()

    def _enable(self):
        """Let him in again by the login and password that he had."""
        account_sudo = self._run_sudo()
        if not account_sudo.active:
            account_sudo.action_unarchive()

    def _delete_colleague(self):
        """Close this account for good: orders stay, baskets go to the main account."""
        account_sudo = self._run_sudo()
        if account_sudo.active:
            account_sudo.action_archive()
        else:
            account_sudo._close_print_accounts()

    # --- Invitations ---

    def _invite(self):
        """Mail him a link by which he sets his own password.

        :raise UserError: when he has no access, or no e-mail
        """
        account_sudo = self._run_sudo()
        if not account_sudo.active:
            raise UserError(
                self.env._(
                    "%(who)s has no access: allow it first.", who=account_sudo.name
                )
            )
        account_sudo._mail_invitation(self.env.user)

    def _say_invited(self):
        """Say where the link went and by which login he will sign in."""
        account_sudo = self._run_sudo()
        return self.env._(
            "Sent to %(email)s: a link to set the password of %(login)s.",
            email=account_sudo.email,
            login=account_sudo.login,
        )

    def _mail_invitation(self, inviter):
        """Mail the link of an invitation. Called as superuser.

        :param inviter: ``res.users`` whom the mail names
        """
        self.ensure_one()
        if not self.email:
            raise UserError(
                self.env._(
                    "%(who)s has no e-mail address: enter it first.", who=self.name
                )
            )
        now = fields.Datetime.now()
        if self.print_date_invited and now - self.print_date_invited < SENT_JUST_NOW:
            return
        self.print_date_invited = now
        self.partner_id._mail_password_link(
            "print_portal.mail_template_account_invited", inviter=inviter
        )

    def action_print_invite(self):
        """Invite from the back office; main accounts as well.

        :raise AccessError: for whoever is no coordinator
        """
        if not self.env.user.has_group("print_portal.group_coordinator"):
            raise AccessError(self.env._("Coordinators invite from here."))
        for account in self:
            account_sudo = account.sudo()  # coordinators have no right on users
            if not (account_sudo.share and account_sudo._print_client()):
                raise UserError(self.env._("This is no account of a client."))
            account_sudo._mail_invitation(self.env.user)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Invitation sent to %(email)s.",
                    # Whom he has just written to.
                    email=", ".join(self.sudo().mapped("email")),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


def _only_changed(record, values):
    """Return those of ``values`` that are new: two may save at once."""
    return {
        name: value
        for name, value in values.items()
        if (record[name] or False) != (value or False)
    }


def _parse_amount(text):
    """Return an amount as a float, 0.0 for nothing, None for what is none.

    >>> [_parse_amount(text) for text in ("", "500", "1 000,50", "1,000", "1.000,5")]
    [0.0, 500.0, 1000.5, 1000.0, 1000.5]
    >>> [_parse_amount(text) for text in ("-5", "a lot", "1,0000", "5.123.4")]
    [None, None, None, None]
    """
    text = re.sub(r"[\s\u00a0\u202f]", "", text).rstrip("€₽$")
    if not text:
        return 0.0
    grouped = GROUPED_AMOUNT.fullmatch(text)
    if grouped:
        whole, fraction = text, grouped[2] or ""
        if fraction:
            whole = text[: -len(fraction)]
        text = re.sub(r"[.,']", "", whole) + fraction
    if not AMOUNT.fullmatch(text):
        return None
    return float(text.replace(",", "."))
