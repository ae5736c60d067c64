from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html
from odoo.tools.mail import formataddr

from .print_proof import CHANGES, WAITING
from .print_proof_comment import ALL, STAFF

LONGEST_COMMENT = 2000
MOST_COMMENTS = 500  # on one proof
MOST_PAGES = 99999
# Whoever goes through the pages says many things: the other side is told of them once.
QUIET = timedelta(minutes=15)


class PrintProof(models.Model):
    """What is said about the pages of a proof, by both sides."""

    _inherit = "print.proof"

    comment_ids = fields.One2many(
        "print.proof.comment", "proof_id", "Comments", readonly=True
    )

    # Who may, and when ---------------------------------------------------------------

    def _get_latest(self):
        """Return the last proof of the same job, as superuser."""
        self.ensure_one()
        # Whoever sees one version of a proof knows which one is the last.
        return self.sudo().job_id.proof_ids.sorted("version")[-1:]

    def _takes_comments(self):
        """Whether something may be said of this version: it is the one at hand."""
        self.ensure_one()
        # Asked by the page, too, for who sees no other version; it tells yes or no.
        proof_sudo = self.sudo()
        is_undecided = proof_sudo.state in (WAITING, CHANGES)
        return is_undecided and proof_sudo._get_latest() == proof_sudo

    def _check_takes_comments(self):
        if not self._takes_comments():
            raise UserError(
                self.env._(
                    "This proof is closed: write in the discussion of the order."
                )
            )

    # The doors -----------------------------------------------------------------------

    def _comment(self, text, place=None, parent=None, audience=ALL, approver=None):
        """Say something about this proof, and tell the other side; the only door.

        Whoever sees the proof may say something. A client's word is always for both.

        :param str text: what is said
        :param place: ``(artwork id, page, left, top)``, the last two in percent of the
            page or None; None for the proof as a whole
        :param parent: the ``print.proof.comment`` that is answered
        :param str audience: "all", or "staff" for what the client never reads
        :param approver: the ``print.proof.approver`` who speaks by his link
        :raise UserError: with the field and the way out
        """
        self.ensure_one()
        if not approver:
            self.check_access("read")
        self._check_takes_comments()
        text = self._read_comment(text)
        # Nobody writes comments but this door; who sees the proof may speak of it.
        proof = self.sudo()
        if (
            proof.env["print.proof.comment"].search_count(
                [("proof_id", "=", proof.id)], limit=MOST_COMMENTS
            )
            >= MOST_COMMENTS
        ):
            raise UserError(
                self.env._("Enough comments on one proof: send a list as a message.")
            )
        is_ours = not approver and not self.env.user.share
        audience = audience if is_ours and audience in (ALL, STAFF) else ALL
        vals = {
            "proof_id": self.id,
            "body": text,
            "audience": audience,
            **self._prepare_author(approver),
            **self._prepare_place(place, parent, is_ours),
        }
        if parent and parent.audience == STAFF:
            vals["audience"] = STAFF  # an answer to a hidden note is one
        is_first = not proof._was_said_lately(vals)
        comment = proof.env["print.proof.comment"].create(vals)
        if parent and not is_ours and parent.done_version:
            # Whoever answers is not content yet; comments are written by their doors.
            parent.sudo()._reopen()
        if is_first and comment.audience == ALL:
            proof._tell_of_comment(comment)
        return comment.with_env(self.env)

    def _settle_comment(self, comment, is_done, approver=None):
        """Note that a remark is dealt with, or that it is not.

        :param comment: a ``print.proof.comment`` of a proof of the same job
        :raise AccessError: for what the user may not read
        :raise UserError: when no decision is awaited any more
        """
        self.ensure_one()
        is_ours = not approver and not self.env.user.share
        is_hidden = comment.audience == STAFF and not is_ours
        # Who sees a proof may not see its job; the two are only compared. So below.
        if is_hidden or comment.job_id != self.sudo().job_id:
            raise AccessError(self.env._("This comment is not there."))
        comment._check_settles()
        # Comments are written by their doors alone.
        if is_done:
            comment.with_env(self.env).sudo()._settle(approver)
        else:
            comment.sudo()._reopen()

    def _read_comment(self, text):
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Comment: write what is to be changed."))
        if len(text) > LONGEST_COMMENT:
            raise UserError(
                self.env._("Comment: shorten it to %s characters.", LONGEST_COMMENT)
            )
        return text

    def _prepare_author(self, approver):
        if approver:
            return {"approver_id": approver.id, "author": approver.name}
        return {"user_id": self.env.uid, "author": self.env.user.name}

    def _prepare_place(self, place, parent, is_ours):
        """Return where a comment stands; an answer stands where its remark does.

        :raise AccessError: for a remark of another job, or one that is hidden
        :raise UserError: for a place that is on no page of this proof
        """
        if parent:
            is_hidden = parent.audience == STAFF and not is_ours
            if is_hidden or parent.job_id != self.sudo().job_id:
                raise AccessError(self.env._("This comment is not there."))
            root = parent.parent_id or parent
            return {
                "parent_id": root.id,
                "artwork_id": root.artwork_id.id,
                "page": root.page,
            }
        if not place:
            return {}
        artwork_id, page, left, top = place
        # Files are read to check the place alone; who sees the proof sees its pages.
        pages = {file.artwork_id.id: file.page_count for file in self.sudo().file_ids}
        # Of a file that nobody has read yet the number of its pages is not known.
        last = pages.get(artwork_id) or MOST_PAGES
        if artwork_id not in pages or not 1 <= page <= last:
            raise UserError(self.env._("Comment: choose a page of this proof."))
        vals = {"artwork_id": artwork_id, "page": page}
        if left is not None and top is not None:
            vals |= {
                "left_percent": min(max(left, 0.0), 100.0),
                "top_percent": min(max(top, 0.0), 100.0),
                "is_placed": True,
            }
        return vals

    # Reading -------------------------------------------------------------------------

    def _get_remarks(self, for_staff):
        """Return the remarks that go with this version: its own and those before.

        :param bool for_staff: with the notes among staff
        :return: ``print.proof.comment`` without answers, as superuser, oldest first
        """
        self.ensure_one()
        # Accounts have no right on comments; the proof, which they see, leads there.
        proof_sudo = self.sudo()
        domain = [
            ("job_id", "=", proof_sudo.job_id.id),
            ("proof_id.version", "<=", proof_sudo.version),
            ("parent_id", "=", False),
        ]
        if not for_staff:
            domain.append(("audience", "=", ALL))
        return proof_sudo.env["print.proof.comment"].search(domain)

    def _get_open_remarks(self):
        """Return what the client has asked for, and is not done, as superuser."""
        self.ensure_one()
        return self._get_remarks(for_staff=False).filtered(
            lambda remark: not remark._is_done() and not remark._is_ours()
        )

    # Telling the other side ----------------------------------------------------------

    def _was_said_lately(self, vals):
        """Whether whoever speaks has spoken a moment ago, and the others know."""
        who = "approver_id" if vals.get("approver_id") else "user_id"
        return bool(
            self.env["print.proof.comment"].search_count(
                [
                    ("proof_id", "=", self.id),
                    (who, "=", vals[who]),
                    ("audience", "=", ALL),
                    ("date", ">", fields.Datetime.now() - QUIET),
                ],
                limit=1,
            )
        )

    def _tell_of_comment(self, comment):
        """Tell the other side, as superuser, that something was said."""
        self.ensure_one()
        if comment._is_ours():
            self._tell_client_of_comment(comment)
        else:
            who, version = comment.author, self.version
            self.job_id.order_id._tell_staff(
                lambda order: order.env._(
                    "%(order)s: %(who)s has commented on proof %(version)s.",
                    order=order.name,
                    who=who,
                    version=version,
                )
            )

    def _tell_client_of_comment(self, comment):
        """Write to whoever ordered, and to all who have said something themselves."""
        order = self.job_id.order_id
        spoken = self.job_id.proof_ids.comment_ids.filtered(
            lambda said: not said._is_ours()
        )
        persons = order._get_print_contact() | spoken.user_id.partner_id
        for lang, receivers in persons.grouped("lang").items():
            localized = order.with_context(lang=lang)
            localized.message_notify(
                author_id=order.company_id.partner_id.id,
                partner_ids=receivers.ids,
                subject=self._get_comment_subject(localized),
                body=self._get_comment_body(
                    localized, comment, f"{self.get_base_url()}{self._get_url()}"
                ),
                email_layout_xmlid="mail.mail_notification_light",
            )
        # Only who was asked about this version has a link to it.
        for guest in (spoken.approver_id & self.approver_ids).filtered("email"):
            localized = order.with_context(lang=guest.lang)
            localized.env["mail.mail"].create(
                {
                    "author_id": order.company_id.partner_id.id,
                    "email_from": order.company_id.partner_id.email_formatted,
                    "email_to": formataddr((guest.name, guest.email)),
                    "subject": self._get_comment_subject(localized),
                    "body_html": self._get_comment_body(
                        localized, comment, guest._get_url()
                    ),
                    "auto_delete": True,
                }
            )
        order._hurry_mail()

    def _get_comment_subject(self, order):
        return order.env._(
            "%(order)s: a comment on proof %(version)s",
            order=order.name,
            version=self.version,
        )

    def _get_comment_body(self, order, comment, url):
        return Markup('%s<p><a href="%s">%s</a></p>') % (
            plaintext2html(comment.body),
            url,
            order.env._("Look at proof %s", self.version),
        )
