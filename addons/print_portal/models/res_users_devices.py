from datetime import timedelta

from odoo import fields, models
from odoo.addons.base.models.res_users import check_identity
from odoo.exceptions import AccessError
from odoo.http import get_session_max_inactivity
from odoo.tools import str2bool

LISTED = 50
# As their makers write them; all others with a capital.
NAMES = {"macos": "macOS", "iphone": "iPhone", "ipad": "iPad", "chromeos": "ChromeOS"}


class ResUsers(models.Model):
    """Where an account is logged in, and how that ends."""

    _inherit = "res.users"

    # --- The account itself ---

    def _get_print_devices(self):
        """Return the places where this account is logged in, the last used first.

        :return: list of dicts with ``id``, ``name``, ``place``, ``address``,
            ``is_current`` and ``last``, a naive UTC datetime
        """
        devices = {}
        for device in self._find_print_devices():
            devices.setdefault(device.session_identifier, device)
        return [
            {
                "id": device.id,
                "name": self._name_browser(device.browser, device.platform),
                "place": ", ".join(filter(None, (device.city, device.country))),
                "address": device.ip_address,
                "is_current": device.is_current,
                "last": device.last_activity,
            }
            for device in list(devices.values())[:LISTED]
        ]

    def _find_print_devices(self):
        """Return the traces of this account's live sessions, the last used first."""
        self.ensure_one()
        alive = timedelta(seconds=get_session_max_inactivity(self.env))
        # Portal users read no devices; these are of this account alone.
        return (
            self.env["res.device"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.id),
                    ("last_activity", ">", fields.Datetime.now() - alive),
                ]
            )
        )

    def _name_browser(self, browser, platform):
        names = [
            NAMES.get(name, name.capitalize()) for name in (browser, platform) if name
        ]
        return ", ".join(names) or self.env._("Unknown browser")

    def _end_print_session(self, device_id):
        """Log out one place of this account; one that is gone is logged out already."""
        self._find_print_devices().filtered(lambda row: row.id == device_id)._revoke()

    def _end_print_sessions(self):
        """Log this account out everywhere but in the session of this request."""
        devices = self._find_print_devices()
        devices.filtered(lambda device: not device.is_current)._revoke()

    def _meet_print_browser(self, key):
        """Tell this account by mail when it logs in with a browser it never used.

        :param key: the cookie of the browser, or ``None``
        :return: what the cookie is to be from now on
        """
        self.ensure_one()
        # Nobody reads or writes these but here.
        key, is_new = self.env["print.browser"].sudo()._meet(self, key)
        if is_new and self._is_told_of_browsers():
            self._mail_new_browser()
        return key

    def _is_told_of_browsers(self):
        """With a second factor, core tells of the password alone already."""
        # A setting of the shop.
        setting = self.env["ir.config_parameter"].sudo()
        told = setting.get_param("print_portal.mail_new_browser", "True")
        return str2bool(told, True) and not self._mfa_type()

    def _mail_new_browser(self):
        visitor = self.env["ir.http"]._get_visitor_facts()
        contact = self.partner_id if self.email else self.commercial_partner_id
        template = self.env.ref("print_portal.mail_template_new_browser")
        # Nobody who logs in may send mail in the shop's name.
        template.sudo().with_context(
            browser=self._name_browser(visitor["browser"], visitor["platform"]),
            place=visitor["place"],
            address=visitor["address"],
        ).send_mail(
            self.id,
            email_values={"recipient_ids": [fields.Command.set(contact.ids)]},
            email_layout_xmlid="print_portal.mail_layout",
        )

    def _notify_security_new_connection(self, auth_info):
        """Core tells of the password of an account with a second factor, each time.

        Programs use it all day, and a browser that the account has used is no news.
        """
        visits = self.env["ir.http"]
        if auth_info.get("auth_method") == "apikey" or not visits._is_visited():
            return
        user = self.browse(auth_info["uid"])
        key = visits._get_visitor_cookie("print_browser")
        # Nobody is logged in yet.
        if key and self.env["print.browser"].sudo()._is_known(user, key):
            return
        super()._notify_security_new_connection(auth_info)

    # --- The shop, for an account ---

    def action_end_print_sessions(self):
        """Log accounts of clients out everywhere; kept in the client's log."""
        self._check_may_help()
        for account in self:
            account._end_print_sessions()
            account._log_help(self.env._("logged out everywhere"))

    @check_identity
    def action_reset_print_factors(self):
        """Take the second factor and the passkeys off accounts of clients.

        For whoever lost his telephone: sessions end, and the password works alone.
        """
        self._check_may_help()
        # Coordinators see neither the secrets nor the keys.
        for account_sudo in self.sudo():
            account_sudo._revoke_all_devices()
            account_sudo.totp_secret = False
            account_sudo.auth_passkey_key_ids.unlink()
            account_sudo._end_print_sessions()
            account_sudo._log_help(self.env._("second factor and passkeys taken off"))

    def _check_may_help(self):
        """Refuse all but coordinators, and all but clients' accounts.

        :raise AccessError: with the way out
        """
        is_coordinator = self.env.user.has_group("print_portal.group_coordinator")
        if not is_coordinator or not all(
            account.share and account._print_client() for account in self
        ):
            raise AccessError(
                self.env._("Only coordinators do this, for accounts of clients.")
            )

    def _log_help(self, done):
        """Write into the contact's log what was done to his account, and by whom."""
        # The log is what a coordinator leaves behind, whatever else he may write.
        self.sudo().partner_id.with_context(lang=None).message_post(
            body=self.env._("%(login)s: %(done)s", login=self.login, done=done),
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
