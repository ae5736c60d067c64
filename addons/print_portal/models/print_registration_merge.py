from markupsafe import Markup

from odoo import models
from odoo.exceptions import LockError, UserError

from .. import naming

# A part of an address beside a part of another one would be neither.
ADDRESS = ("street", "zip", "city", "country_id")
# "+359 2 987" and "02/987" are one number: such fields are compared by these.
COMPARED_BY = {"phone": "phone_sanitized", "email": "email_normalized"}


class PrintRegistration(models.Model):
    """A request of a client whom we know: his data stay, he gets an account."""

    _inherit = "print.registration"

    def _merge_into(self, client, client_code=None, login_name=None):
        """Give the applicant an account of ``client``; fill in what was not known.

        The first account of a client is the main one, all others are sub-accounts.

        :param client: the ``res.partner``, or one of its contacts
        :param str client_code: for a client who has none yet
        :param str login_name: of a sub-account, before the client code
        :return: the client
        :raise UserError: when the request is answered, or client or login do not fit
        """
        self._take()
        client = client.print_client_id or client.commercial_partner_id
        try:
            client.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("%s is being changed right now: try again.", client.name)
            ) from error
        differences = self._describe_differences(client)
        client.write(self._prepare_missing(client))
        if not client.client_code:
            client.client_code = client_code
        main = client._print_primary_account()
        contact = self._get_applicant(client) if main else client
        self._open_account(contact, login_name if main else None)
        self._note_merge(client, differences)
        return client

    def _prepare_missing(self, client):
        """Return what the request tells and the client has not; an address is one."""
        has_address = any(client[name] for name in ADDRESS[:3])
        return {
            name: value
            for name, value in self._prepare_contact().items()
            if value and not client[name] and not (has_address and name in ADDRESS)
        }

    def _get_differences(self, client):
        """Return ``(label, what the request says, what the client has, is_filled)``.

        One for each field that is not the same; nothing that the client has is
        replaced.
        """
        missing = self._prepare_missing(client)
        asked = client.new({"name": self.name, **self._prepare_contact()})
        told = ["name", *self._prepare_contact()]
        rows = []
        for name in told:
            compared = COMPARED_BY.get(name, name)
            if asked[name] and asked[compared] != client[compared]:
                rows.append(
                    (
                        client._fields[name]._description_string(self.env),
                        _as_text(asked[name]),
                        _as_text(client[name]),
                        name in missing,
                    )
                )
        return rows

    def _describe_differences(self, client):
        """Return the differences as a table in HTML, or nothing."""
        _ = self.env._
        rows = Markup().join(
            Markup("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
            % (
                label,
                asked,
                has,
                _("is filled in") if is_filled else _("stays as it is"),
            )
            for label, asked, has, is_filled in self._get_differences(client)
        )
        head = (_("Field"), _("Request"), _("Client"), _("Then"))
        return rows and Markup(
            '<table class="table table-sm"><thead><tr><th>%s</th><th>%s</th><th>%s</th>'
            "<th>%s</th></tr></thead><tbody>%s</tbody></table>"
        ) % (*head, rows)

    def _get_applicant(self, client):
        """Return the contact of the applicant: one with his e-mail, else a new one."""
        known = client.child_ids.filtered(
            lambda contact: (
                contact.type == "contact"
                and contact.email_normalized == self.email
                and not contact._print_accounts()
            )
        )
        return known[:1] or self.env["res.partner"].create(
            {
                "parent_id": client.id,
                "type": "contact",
                "name": self.contact_name or self.name,
                "email": self.email,
                "phone": self.phone,
                "lang": self.lang,
            }
        )

    def _propose_login_name(self, client):
        """Return a free name to stand before the client code."""
        wanted = naming.latin(self.contact_name or self.name or "", self.lang)
        end = f".{client.client_code}"
        # Closed accounts count, and so do those the coordinator may not read.
        users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        logins = users_sudo.search([("login", "=like", f"%{end}")]).mapped("login")
        taken = {login.removesuffix(end) for login in logins}
        return naming.first_free(wanted or "account", taken)

    def _note_merge(self, client, differences):
        """Keep on the client what the request said and what did not go into fields."""
        remarks = self._get_remarks() or ""
        title = self.env._(
            "Registration request of %(name)s: account %(login)s",
            name=self.contact_name or self.name,
            login=self.login,
        )
        client.message_post(
            body=Markup("<p>%s</p>%s%s") % (title, differences, remarks),
            subtype_xmlid="mail.mt_note",
        )


def _as_text(value):
    if isinstance(value, models.BaseModel):
        return value.display_name or ""
    return value or ""
