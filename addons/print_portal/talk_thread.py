from markupsafe import Markup

from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .quoted_text import split_quoted


class TalkThread:
    """A model whose discussion a client reads, beside notes that only staff read.

    Messages are for the client and everybody who follows; notes are for staff. What is
    posted as the one never turns into the other, whichever door it comes by. A plain
    class: an abstract model would come behind ``mail.thread``, which it changes.
    """

    def _get_talk_order(self):
        """Return the order on whose page the client reads what is said here."""
        self.ensure_one()
        return self

    # What is posted ------------------------------------------------------------------

    def message_post(self, **values):
        """Look at what people and mails say before it is kept and sent.

        :raise UserError: where a note would reach a client, or be answered in public
        """
        self.ensure_one()
        if values.get("message_type") == "email":
            values = self._receive_mail(values)
        elif values.get("message_type") == "comment":
            values = self._check_said(values)
        return super().message_post(**values)

    def _message_update_content(self, message, /, *, body, partner_ids=None, **kwargs):
        # A note is one, whoever may read it.
        if message.sudo()._is_staff_note():
            self._check_readers_of_note(partner_ids)
        return super()._message_update_content(
            message, body=body, partner_ids=partner_ids, **kwargs
        )

    def _check_can_update_message_content(self, messages):
        """Refuse to change what the client was asked to confirm.

        :raise UserError: with the way out
        """
        # Whoever may write here may not read what was asked.
        questions = self.env["print.confirmation"].sudo()
        if questions.search_count(
            [("message_id", "in", messages.ids), ("state", "!=", "withdrawn")], limit=1
        ):
            raise UserError(
                self.env._("The client is asked to confirm this: write a new message.")
            )
        return super()._check_can_update_message_content(messages)

    def _check_said(self, values):
        """Return ``values`` of a message as they may be posted.

        A client's word is always for both sides, and goes to who serves the order.
        """
        if self.env.user.share:
            # Clients see no staff, but speak to who serves them.
            served = self._get_talk_order().sudo()._get_print_staff()
            told = served | self.sudo().message_partner_ids
            named = self.env["res.partner"].browse(values.get("partner_ids") or ())
            return values | {
                "subtype_id": False,
                "subtype_xmlid": "mail.mt_comment",
                "is_internal": False,
                "partner_ids": (named & told).ids,
            }
        if self._is_note(values):
            self._check_readers_of_note(values.get("partner_ids"))
            return values
        # Whoever answers may not read what he answers.
        parent = self.env["mail.message"].sudo().browse(values.get("parent_id") or ())
        if parent.exists() and parent._is_staff_note():
            raise UserError(
                self.env._(
                    "This answers a note for staff: write a new message instead."
                )
            )
        return values

    def _is_note(self, values):
        if values.get("is_internal"):
            return True
        if xmlid := values.get("subtype_xmlid"):
            subtype = self.env.ref(xmlid)
        else:
            subtype = self.env["mail.message.subtype"].browse(values.get("subtype_id"))
        # What has no subtype, core makes a note.
        return not subtype or subtype.sudo().internal

    def _check_readers_of_note(self, partner_ids):
        people = self.env["res.partner"].browse(partner_ids or ())
        if clients := people.filtered("partner_share"):
            raise UserError(
                self.env._(
                    "Only staff read notes: leave out %s, or send a message.",
                    ", ".join(clients.mapped("name")),
                )
            )

    # What is read --------------------------------------------------------------------

    def _tell_talk_message(self, message, account):
        """Return what the client reads of a message.

        :param account: ``res.users`` that reads
        :return: dict ``id``, ``author``, ``initials``, ``is_us``, ``is_own``, ``body``,
            ``quoted`` (sanitized), ``files`` (dicts ``name``, ``url``)
        """
        author = message.author_id
        name = author.name or message.email_from or ""
        written, quoted = message.body or "", ""
        if message.message_type == "email":
            written, quoted = split_quoted(written)
        return {
            "id": message.id,
            "author": name,
            "initials": initials(name),
            "is_us": _is_of_shop(author, self.company_id),
            "is_own": author == account.partner_id,
            # Sanitized when it was kept.
            "body": Markup(written),
            "quoted": Markup(quoted),
            "files": [
                {"name": file.name, "url": self._get_talk_file_url(file)}
                for file in message.attachment_ids
            ],
        }

    # What comes by mail --------------------------------------------------------------

    def _receive_mail(self, values):
        """Return ``values`` of a mail with its author; a stranger's is for staff alone.

        The reference in a mail, which may have been passed on, is no key to the order.
        """
        parent = self.env["mail.message"].browse(values.get("parent_id") or ())
        if author := self._find_mail_author(values.get("email_from"), parent):
            if self._is_note(values):
                # Core names whom it answers: that may be a stranger.
                named = self.env["res.partner"].browse(values.get("partner_ids") or ())
                staff = named.filtered(lambda person: not person.partner_share)
                values = values | {"partner_ids": staff.ids}
            return values | {"author_id": author.id}
        sender = values.get("email_from") or ""
        self._tell_of_stranger(sender)
        return values | {
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
            "partner_ids": [],
        }

    def _tell_of_stranger(self, sender):
        """Tell our staff of a mail that nobody wrote who may write here."""
        self._get_talk_order()._tell_staff(
            lambda order: order.env._(
                "%(order)s: mail of %(sender)s, who may not see the order.",
                order=order.name,
                sender=sender,
            )
        )

    def _find_mail_author(self, email_from, parent):
        """Return who of those with this address writes: one who may see the order.

        Accounts may share an address: whose order it is, and who follows, comes first.
        """
        people = self.env["res.partner"]
        if email := email_normalize(email_from):
            people = people.search([("email_normalized", "=", email)])
        order = self._get_talk_order()
        followers = order.message_partner_ids | self.message_partner_ids
        # Staff may have written to somebody who has no account.
        accounts = people.with_context(active_test=False).user_ids
        may_write = parent.partner_ids & people - accounts.partner_id
        may_write |= order._get_talk_readers(people)
        # Whoever works on a job may not read its order.
        may_write |= accounts.filtered(
            lambda user: user.active and self.with_user(user).has_access("read")
        ).partner_id
        return may_write.sorted(
            lambda person: (
                person != order._get_print_contact(),
                person not in followers,
                person.partner_share,
            )
        )[:1]

    # Who is told ---------------------------------------------------------------------

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who may see the order no longer."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        # Whom it goes to is asked for everybody, not for who wrote it.
        message_sudo = message.sudo()
        named = (msg_vals or {}).get("partner_ids") or message_sudo.partner_ids.ids
        following = [
            each["id"]
            for each in recipients
            if each["id"] and each["share"] and each["id"] not in named
        ]
        if not following:
            return recipients
        # Accounts see no colleagues; whether these may read is asked, nothing is told.
        people = self.env["res.partner"].sudo().browse(following)
        lost = people - self._get_talk_order().sudo()._get_talk_readers(people)
        return [each for each in recipients if each["id"] not in lost.ids]

    def _notify_by_email_get_headers(self, headers=None):
        """Nobody learns addresses of colleagues: core would add them for answers."""
        headers = super()._notify_by_email_get_headers(headers=headers)
        headers.pop("X-Msg-To-Add", None)
        return headers


def _is_of_shop(author, company):
    return bool(author) and (not author.partner_share or author == company.partner_id)


def initials(name):
    """Return what stands for somebody where there is no room for his name."""
    return "".join(word[0] for word in name.split()[:2]).upper()
