from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..file_size import size_words

MOST_FILES = 10  # with one message
MOST_BYTES = 25 * 1024**2  # of all files of a message
# Where Odoo keeps what was uploaded for a message that is not yet sent.
PENDING = "mail.compose.message"


class SaleOrder(models.Model):
    """Files that go with messages, and the list of them."""

    _inherit = "sale.order"

    # What is attached ----------------------------------------------------------------

    def _get_talk_files(self, limit, offset=0):
        """Return the files attached to messages that the client reads, newest first.

        :return: list of dicts ``name``, ``size``, ``author``, ``date``, ``url``
        """
        self.ensure_one()
        # The order was found by the rights of who asks; its messages go with it.
        order = self.sudo()
        rows = order._find_talk_files(limit, offset)
        attachments = order.env["ir.attachment"].browse([row[0] for row in rows])
        messages = order.env["mail.message"].browse([row[1] for row in rows])
        return [
            {
                "id": attachment.id,
                "name": attachment.name,
                "size": size_words(order.env, attachment.file_size),
                "author": message.author_id.name or message.email_from or "",
                "date": format_date(
                    order.env, message.create_date, date_format="d MMM y"
                ),
                "url": order._get_talk_file_url(attachment),
            }
            for attachment, message in zip(attachments, messages, strict=True)
        ]

    def _find_talk_files(self, limit=None, offset=0):
        """Return ``[(attachment id, message id), ...]`` of what is attached."""
        messages = self.env["mail.message"]._search(self._get_talk_domain())
        return self.env.execute_query(
            SQL(
                """SELECT attachment_id, max(message_id)
                     FROM message_attachment_rel
                    WHERE message_id IN (%s)
                 GROUP BY attachment_id
                 ORDER BY max(message_id) DESC, attachment_id DESC
                    LIMIT %s OFFSET %s""",
                messages.select(),
                limit,
                offset,
            )
        )

    def _count_talk_files(self):
        """Return how many files are attached to what the client reads."""
        return len(self.sudo()._find_talk_files())  # as above

    def _find_talk_file(self, attachment_id):
        """Return the attachment of a message that the client reads, as superuser."""
        order = self.sudo()  # as above
        domain = order._get_talk_domain() & Domain("attachment_ids", "=", attachment_id)
        found = order.env["mail.message"].search_count(domain, limit=1)
        attachments = order.env["ir.attachment"]
        return attachments.browse(attachment_id) if found else attachments

    def action_talk_files(self):
        """Show staff the files that both sides see, and nothing of notes."""
        self.ensure_one()
        self.check_access("read")
        # Who sees the order sees what is attached to its messages.
        ids = [
            attachment_id for attachment_id, _message in self.sudo()._find_talk_files()
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Files that client and staff see"),
            "res_model": "ir.attachment",
            "view_mode": "list,form",
            "views": [
                (self.env.ref("print_portal.talk_file_view_list").id, "list"),
                (False, "form"),
            ],
            "domain": [("id", "in", ids)],
            "context": {"create": False},
        }

    # What is uploaded ----------------------------------------------------------------

    def _get_talk_values(self, account, page=1):
        """Say how much may go with a message, before it is sent in vain."""
        limits = {
            "bytes": MOST_BYTES,
            "hint": self.env._(
                "Up to %(count)s files, %(size)s together. Larger ones, and those to"
                " print, go into",
                count=MOST_FILES,
                size=size_words(self.env, MOST_BYTES),
            ),
            "words": self._get_too_large_words(),
        }
        return super()._get_talk_values(account, page) | {"files": limits}

    def _keep_talk_uploads(self, uploads, pending):
        """Keep what was uploaded for a message, until that is sent.

        :param uploads: of werkzeug, in the order of the form
        :param pending: ``ir.attachment`` that wait already
        :return: ``(all that wait, refusals)``; what fits is kept, whatever does not
        """
        room, refusals = MOST_BYTES - sum(pending.mapped("file_size")), []
        for upload in uploads:
            content = upload.stream.read(room + 1)
            if len(content) > room:
                refusals.append(self._get_too_large_words())
            elif not content:
                refusals.append(
                    self.env._("%s is empty: choose it once more.", upload.filename)
                )
            elif len(pending) >= MOST_FILES:
                refusals.append(
                    self.env._("Files: at most %s go with a message.", MOST_FILES)
                )
            else:
                room -= len(content)
                pending += self._keep_talk_upload(upload, content)
        return pending, list(dict.fromkeys(refusals))

    def _get_too_large_words(self):
        return self.env._(
            "Files: a message takes %s. Put larger ones into your folder, under Files.",
            size_words(self.env, MOST_BYTES),
        )

    def _keep_talk_upload(self, upload, content):
        # Accounts may not make attachments; this one waits for their own message. The
        # bytes stay as they are: Odoo would shrink pictures.
        attachments = self.env["ir.attachment"].sudo()
        return attachments.with_context(image_no_postprocess=True).create(
            {
                "name": upload.filename,
                "raw": content,
                "res_model": PENDING,
                "res_id": 0,
            }
        )

    def _find_talk_uploads(self, ids):
        """Return those of ``ids`` that the user has uploaded and not yet sent."""
        # Accounts may not read attachments: these are their own.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                Domain("id", "in", ids)
                & Domain("res_model", "=", PENDING)
                & Domain("res_id", "=", 0)
                & Domain("create_uid", "=", self.env.uid),
                order="id",
            )
        )
