from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, plaintext2html
from odoo.tools.misc import format_datetime

from ..talk_thread import TalkThread, initials

ENTRIES = 30  # of the discussion, a page
LONGEST_MESSAGE = 5000
# What core leaves of a message that was taken back.
EMPTY_BODIES = (False, '<span class="o-mail-Message-edited"></span>')


class SaleOrder(TalkThread, models.Model):
    """The discussion of an order: what client and staff tell one another, by time.

    Messages at the order and at its jobs, comments on files, and events that matter.
    """

    _inherit = "sale.order"

    # Who reads -----------------------------------------------------------------------

    def _get_talk_readers(self, people):
        """Return those of ``people`` who may see this order; asked as superuser.

        Who has an account is asked for its rights; of all others, those whom the order
        names and those whom staff have let follow.
        """
        self.ensure_one()
        users = people.with_context(active_test=False).user_ids
        reading = users.filtered(
            lambda user: user.active and self.with_user(user).has_access("read")
        )
        named = self.partner_id | self._get_print_contact() | self.message_partner_ids
        named |= self.partner_id.commercial_partner_id
        return reading.partner_id | (people - users.partner_id) & named

    # What is read --------------------------------------------------------------------

    def _get_talk_values(self, account, page=1):
        """Return a page of the discussion, newest first.

        Notes among staff, and mails that only announce a step, are no part of it. The
        number of queries does not depend on how much was said.

        :return: dict of ``page``, ``has_older``, ``has_messages`` (on this page or
            another) and ``entries``: dicts of ``kind``, ``date``, ``is_new`` and what
            ``_tell_talk_messages``, ``_tell_talk_comments`` or ``_get_talk_events`` say
        """
        self.ensure_one()
        # The order was found by the account's own rights; what was said goes with it.
        order = self.sudo()
        events = order._get_talk_events()
        rows = order._find_talk(events, account, ENTRIES + 1, (page - 1) * ENTRIES)
        told = order._tell_talk(rows[:ENTRIES], events, account)
        entries = [
            {
                "kind": kind,
                "date": format_datetime(order.env, date, dt_format="d MMMM, HH:mm"),
                "is_new": bool(is_new) and not told[kind, key]["is_own"],
                **told[kind, key],
            }
            for kind, key, date, is_new in rows[:ENTRIES]
        ]
        has_older = len(rows) > ENTRIES
        has_messages = any(entry["kind"] == "message" for entry in entries)
        return {
            "page": page,
            "has_older": has_older,
            "has_messages": has_messages or has_older or page > 1,
            "entries": entries,
        }

    def _get_talk_domain(self):
        """Return the domain of the messages that the client reads; none of notes."""
        of_order = Domain("model", "=", self._name) & Domain("res_id", "in", self.ids)
        jobs = self.print_job_ids
        of_jobs = Domain("model", "=", jobs._name) & Domain("res_id", "in", jobs.ids)
        comment_id = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        return (
            (of_order | of_jobs)
            & Domain("message_type", "in", ("comment", "email"))
            & Domain("subtype_id", "=", comment_id)
            & Domain("is_internal", "=", False)
            & (
                Domain("body", "not in", EMPTY_BODIES)
                | Domain("attachment_ids", "!=", False)
            )
        )

    def _find_talk(self, events, account, limit, offset):
        """Return what was said and done, newest first.

        Mails count from when they came: their own date is what a sender's clock says.

        :return: list of ``(kind, key, date, whether it came after the last visit)``;
            the latter is None for an ``account`` that was never here
        """
        messages = self.env["mail.message"]._search(self._get_talk_domain())
        comments = self.env["print.artwork.comment"]._search(
            Domain("job_id", "in", self.print_job_ids.ids)
            & Domain("audience", "=", "all")
        )
        found = SQL(" UNION ALL ").join(
            [
                _select_talk(messages, "message", "create_date"),
                _select_talk(comments, "comment", "date"),
                SQL(
                    """SELECT 'event', number, moment
                         FROM unnest(%s::int[], %s::timestamp[])
                              AS event (number, moment)""",
                    list(range(len(events))),
                    [event["moment"] for event in events],
                ),
            ]
        )
        return self.env.execute_query(
            SQL(
                """SELECT kind, key, moment, moment > (%s)
                     FROM (%s) AS talk (kind, key, moment)
                    ORDER BY moment DESC, kind, key DESC LIMIT %s OFFSET %s""",
                self._select_talk_seen(account),
                found,
                limit,
                offset,
            )
        )

    def _tell_talk(self, rows, events, account):
        """Return ``{(kind, key): dict}`` with the words of each of ``rows``."""

        def keys(kind):
            return [key for each, key, *_rest in rows if each == kind]

        messages = self.env["mail.message"].browse(keys("message"))
        comments = self.env["print.artwork.comment"].browse(keys("comment"))
        told = {
            ("message", message.id): self._tell_talk_message(message, account)
            for message in messages
        }
        for comment in comments:
            told["comment", comment.id] = self._tell_talk_comment(comment, account)
        for number in keys("event"):
            told["event", number] = {"is_own": False, **events[number]}
        return told

    def _tell_talk_message(self, message, account):
        """Say, too, at which ``job`` it was said: its title, "" at the order."""
        jobs = self.print_job_ids.filtered(
            lambda job: message.model == job._name and message.res_id == job.id
        )
        told = super()._tell_talk_message(message, account)
        return {**told, "job": jobs.title or ""}

    def _tell_talk_comment(self, comment, account):
        """Return what the client reads of a comment on a file, as of a message."""
        name = comment.user_id.name
        return {
            "author": name,
            "initials": initials(name),
            "is_us": not comment.user_id.share,
            "is_own": comment.user_id == account,
            "job": comment.job_id.title or "",
            "file": comment.artwork_id.name,
            "body": plaintext2html(comment.body),
        }

    def _get_talk_file_url(self, attachment):
        return f"{self._get_print_url()}/attached/{attachment.id}"

    # What is said --------------------------------------------------------------------

    def _say(self, text, attachments=None):
        """Add what the user wrote to the discussion, and tell who serves the order.

        :param attachments: ``ir.attachment`` that he has just uploaded
        :return: the message; none where there was nothing to say
        :raise UserError: when the text is longer than LONGEST_MESSAGE
        """
        self.ensure_one()
        text = (text or "").strip()
        if not text and not attachments:
            return self.env["mail.message"]
        if len(text) > LONGEST_MESSAGE:
            raise UserError(
                self.env._("Message: shorten it to %s characters.", LONGEST_MESSAGE)
            )
        # Accounts may not write orders; whoever sees one may write about it.
        return self.sudo().message_post(
            body=plaintext2html(text) if text else "",
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.sudo()._get_print_staff().ids,
            attachment_ids=attachments.ids if attachments else [],
        )


def _select_talk(query, kind, moment):
    """Return the SQL of the rows of a query, as the discussion lists them."""
    return query.select(
        SQL("%s", kind),
        SQL.identifier(query.table, "id"),
        SQL.identifier(query.table, moment),
    )
