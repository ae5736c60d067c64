from odoo import api, fields, models
from odoo.addons.print_portal.talk_thread import TalkThread
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html
from odoo.tools.misc import format_datetime

ENTRIES = 30  # a page
LONGEST_MESSAGE = 5000


class PrintTalk(TalkThread, models.Model):
    """What an account of a dealer and its trader tell one another, beside orders.

    Accounts have no right on it: each reads and writes its own, by the doors below.
    """

    _name = "print.talk"
    _description = "Messages of a Partner"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "is_unanswered desc, date_last desc, id desc"
    _rec_name = "account_id"

    account_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    client_id = fields.Many2one(
        related="account_id.partner_id.print_client_id", store=True
    )
    user_id = fields.Many2one(
        related="client_id.user_id", string="Served by", store=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_last = fields.Datetime("Last message", readonly=True)
    is_unanswered = fields.Boolean(
        "To answer", readonly=True, help="The last word is the client's."
    )

    _account_once = models.Constraint(
        "UNIQUE (account_id)", "There is one page of messages for each account."
    )

    @api.model
    def _of(self, account, create=False):
        """Return the messages of ``account``, as superuser; none if nobody wrote."""
        # Only its own are ever asked for by an account.
        talks_sudo = self.env["print.talk"].sudo()
        talk_sudo = talks_sudo.search([("account_id", "=", account.id)])
        if talk_sudo or not create:
            return talk_sudo
        # That it was opened is nothing that anybody has said.
        talk_sudo = talks_sudo.with_context(mail_create_nolog=True).create(
            {"account_id": account.id, "company_id": account.company_id.id}
        )
        talk_sudo.message_subscribe(account.partner_id.ids)
        return talk_sudo.with_env(talks_sudo.env)

    # Who --------------------------------------------------------------------------

    def _get_talk_readers(self, people):
        users = people.with_context(active_test=False).user_ids
        reading = users.filtered(
            lambda user: (
                user.active
                and (user == self.account_id or self.with_user(user).has_access("read"))
            )
        )
        return reading.partner_id

    def _get_print_contact(self):
        return self.account_id.partner_id

    def _get_print_staff(self):
        """Return the contacts of who is told: whoever serves the client or stands in
        for him, else the coordinators."""
        seller = self.client_id._get_print_seller()._get_stand_in()
        group = self.env.ref("print_portal.group_coordinator")
        return (seller or group.all_user_ids).partner_id

    # What is read -----------------------------------------------------------------

    def _get_talk_values(self, account, page=1):
        """Return a page of what was said, newest first; see ``sale.order``."""
        messages = self.env["mail.message"].search(
            self._get_talk_domain(),
            order="id desc",
            limit=ENTRIES + 1,
            offset=(page - 1) * ENTRIES,
        )
        return {
            "page": page,
            "has_older": len(messages) > ENTRIES,
            "entries": [
                {
                    "kind": "message",
                    "date": format_datetime(
                        self.env, message.create_date, dt_format="d MMMM, HH:mm"
                    ),
                    "is_new": False,
                    "job": "",
                    **self._tell_talk_message(message, account),
                }
                for message in messages[:ENTRIES]
            ],
        }

    def _get_talk_domain(self):
        """Return the domain of the messages that the account reads; none of notes."""
        comment_id = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        return (
            Domain("model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("message_type", "in", ("comment", "email"))
            & Domain("subtype_id", "=", comment_id)
            & Domain("is_internal", "=", False)
        )

    def _get_talk_file_url(self, attachment):
        return f"/dealer/contact/attached/{attachment.id}"

    def _find_talk_file(self, attachment_id):
        """Return a file that came with a message for both sides, or none."""
        messages = self.env["mail.message"].search(self._get_talk_domain())
        return messages.attachment_ids.filtered(lambda file: file.id == attachment_id)

    # What is said -----------------------------------------------------------------

    def _say(self, text):
        """Send what the account wrote to who serves it.

        :raise UserError: when there is nothing in it, or too much
        """
        self.ensure_one()
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Message: write it first."))
        if len(text) > LONGEST_MESSAGE:
            raise UserError(
                self.env._("Message: shorten it to %s characters.", LONGEST_MESSAGE)
            )
        return self.message_post(
            body=plaintext2html(text),
            author_id=self.account_id.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self._get_print_staff().ids,
        )

    def _message_post_after_hook(self, message, msg_vals):
        """Know whose turn it is; give tasks to who wants them, news to the account."""
        result = super()._message_post_after_hook(message, msg_vals)
        message_sudo = message.sudo()  # whoever writes may not read all of it
        is_said = message_sudo.message_type in ("comment", "email")
        if is_said and not message_sudo._is_staff_note():
            self.sudo()._note_message(message_sudo)
        return result

    def _note_message(self, message):
        of_client = message.author_id.partner_share
        self.write({"date_last": message.create_date, "is_unanswered": of_client})
        if of_client:
            self._add_talk_tasks()
        else:
            self.env["print.news"]._add_of_message(self.account_id, message)
            self.activity_unlink(["print_portal.mail_activity_news"])

    def _add_talk_tasks(self):
        """Put the message on the lists of who is told by tasks: one until answered."""
        tasked = self._get_print_staff().filtered(lambda person: person._wants_tasks())
        for user in tasked.user_ids - self.activity_ids.user_id:
            told = self.with_context(lang=user.lang, mail_activity_quick_update=True)
            told.activity_schedule(
                "print_portal.mail_activity_news",
                user_id=user.id,
                summary=told.env._(
                    "Message of %(account)s, %(client)s",
                    account=told.account_id.name,
                    client=told.client_id.name,
                ),
            )

    def _get_digest_row(self):
        """Return how a trader's summary names this page, and where it is."""
        self.ensure_one()
        return {
            "text": f"{self.client_id.name} · {self.account_id.name}",
            "url": self._get_staff_url(),
        }

    def _get_staff_url(self):
        return f"{self.get_base_url()}/odoo/print-talks/{self.id}"

    def _tell_staff(self, say):
        """Tell who serves the account something about this page, each in his language.

        :param say: called with this record in a language, returns the sentence
        """
        talk = self.sudo()  # mails come from strangers, too
        for lang, people in talk._get_print_staff().grouped("lang").items():
            localized = talk.with_context(lang=lang)
            localized.message_notify(
                author_id=talk.company_id.partner_id.id,
                partner_ids=people.ids,
                subject=say(localized),
                body=plaintext2html(say(localized)),
            )

    def _tell_of_stranger(self, sender):
        self._tell_staff(
            lambda talk: talk.env._(
                "%(account)s: mail of %(sender)s, who has no part in these messages.",
                account=talk.account_id.name,
                sender=sender,
            )
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out who is told otherwise, is away, or does not want messages."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        message_sudo = message.sudo()  # core hands over what is being sent
        if message_sudo.message_type not in ("comment", "email"):
            return recipients
        # Accounts see no staff; what is asked of each is not told.
        people = self.env["res.partner"].sudo()
        people = people.browse([each["id"] for each in recipients if each["id"]])
        of_client = message_sudo.author_id.partner_share
        silent = people.filtered(lambda person: person._is_spared_messages(of_client))
        return [each for each in recipients if each["id"] not in silent.ids]

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Mails lead accounts to their own page."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        for name, _is_member, data in groups if self else ():
            if name == "portal":
                data |= {
                    "active": True,
                    "has_button_access": True,
                    "button_access": {
                        "url": f"{self.get_base_url()}/dealer/contact",
                        "title": self.env._("See the messages"),
                    },
                }
        return groups
