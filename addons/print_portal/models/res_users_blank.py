from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Deleting an account with its person, as far as the law lets us."""

    _inherit = "res.users"

    def _check_print_blank(self):
        """Refuse while work or colleagues still need this account.

        :raise UserError: with what has to be done first
        """
        self.ensure_one()
        client = self._print_client()
        if self._is_print_primary():
            # The coordinator may answer without seeing every user.
            others = client.sudo()._print_accounts().filtered("active") - self
            if others:
                raise UserError(
                    self.env._(
                        "Close the other accounts of %(client)s first: %(logins)s.",
                        client=client.name,
                        logins=", ".join(others.mapped("login")),
                    )
                )
        if running := self._find_print_running():
            raise UserError(
                self.env._(
                    "Finish or cancel first: %s.",
                    ", ".join(running.mapped("name")),
                )
            )

    def _find_print_orders(self):
        """Return what was ordered by this account, or for a private person at all."""
        # Orders of colleagues' salespersons, too.
        orders_sudo = self.env["sale.order"].sudo()
        own = Domain("print_account_id", "=", self.id)
        client = self._print_client()
        if self._is_print_primary() and not client.is_company:
            own |= Domain("partner_id", "child_of", client.id)
        return orders_sudo.search(own)

    def _find_print_running(self):
        """Return the orders whose work is not finished."""
        return self._find_print_orders().filtered(
            lambda order: (
                not order.is_basket
                and order.state in ("sent", "sale")
                and order.print_status_id.kind not in ("done", "cancel")
                # Goods without work have no status once they are confirmed.
                and (order.print_status_id or order.state == "sent")
            )
        )

    def _blank_print_account(self):
        """Close this account and blank the person behind it; there is no way back.

        :return: the date until which name and address stay for invoices, or False
        :raise UserError: see ``_check_print_blank``
        """
        self._check_print_blank()
        # Closing and blanking go through models closed to coordinators.
        account = self.sudo()
        contact, client = account.partner_id, account._print_client()
        orders = account._find_print_orders()
        name, email = account.name, account.email
        self.env["print.draft"].sudo().search([("user_id", "=", account.id)]).unlink()
        # What he has begun to send has names of his as well.
        self.env["print.upload"].sudo().search([("user_id", "=", account.id)])._cancel()
        account._blank_print_requests()
        if account.active:
            account.action_archive()
        orders.filtered(lambda order: order.print_account_id == account).filtered(
            "is_basket"
        ).unlink()
        orders.exists().write(
            {"print_recipient_name": False, "print_recipient_phone": False}
        )
        if contact == client and not client.is_company:
            # Nobody has a right on templates but their owners.
            templates = (
                self.env["print.template"].sudo().with_context(active_test=False)
            )
            templates.search([("client_id", "=", client.id)]).unlink()
            # No work needs them any more; orders that are over keep their own bytes.
            self.env["print.file"].sudo().search(
                [("partner_id", "=", client.id)]
            ).unlink()
        account._blank_print_credentials()
        until = contact._blank_print_contact()
        self._log_print_blank(name, email, len(orders), until)
        return until

    def _blank_print_requests(self):
        """Blank the registration of this account; that it agreed to a text stays."""
        asked = self.env["print.registration"].search([("account_id", "=", self.id)])
        for registration in asked:
            registration.message_ids.unlink()
        asked.with_context(tracking_disable=True).write(
            {
                "name": self.env._("Deleted"),
                "email": "deleted@example.invalid",
                "phone": "-",
                "city": "-",
                **dict.fromkeys(
                    (
                        "contact_name",
                        "vat",
                        "phone2",
                        "street",
                        "zip",
                        "heard_from",
                        "comment",
                        "consent_address",
                        "reject_reason",
                    ),
                    False,
                ),
            }
        )

    def _blank_print_credentials(self):
        """Forget password, second factor and devices, and the name in the login."""
        self.ensure_one()
        for model in ("res.device.log", "print.browser", "print.order.view"):
            self.env[model].search([("user_id", "=", self.id)]).unlink()
        self.write({"login": f"deleted#{self.id}", "signature": False})
        columns = [SQL("password = NULL")]
        # Of auth_totp, which a shop may have or not.
        if "totp_secret" in self._fields:
            columns.append(SQL("totp_secret = NULL"))
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET %s WHERE id = %s",
                SQL(", ").join(columns),
                self.id,
            )
        )
        self.invalidate_recordset()

    def _log_print_blank(self, name, email, order_count, until):
        """Note in Odoo's privacy log that it was done; core masks name and address."""
        # The log is the administrator's; whoever blanks adds to it.
        self.env["privacy.log"].sudo().create(
            {
                "anonymized_name": name,
                "anonymized_email": email or "none@example.invalid",
                "user_id": self.env.user.id,
                "date": fields.Datetime.now(),
                "execution_details": self.env._(
                    "Account closed and contact blanked. Orders kept: %(orders)s. Name"
                    " and address kept for invoices until: %(until)s.",
                    orders=order_count,
                    until=until or "-",
                ),
            }
        )
