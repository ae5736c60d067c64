from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime

from .print_proof import CHANGES

ALL, STAFF = "all", "staff"


class PrintProofComment(models.Model):
    """What client, approver or staff say about a proof, where they mean it on a page.

    Made by ``print.proof._comment`` alone. The words are never changed: what was agreed
    on can be read later. A remark stays with the job, not with one version: the next
    proof shows it again, as open or as done.
    """

    _name = "print.proof.comment"
    _description = "Comment on a Proof"
    _order = "date, id"

    proof_id = fields.Many2one(
        "print.proof", "Said of", required=True, readonly=True, ondelete="cascade"
    )
    job_id = fields.Many2one(
        related="proof_id.job_id", store=True, index=True, string="Job"
    )
    company_id = fields.Many2one(related="proof_id.job_id.company_id", store=True)
    parent_id = fields.Many2one(
        "print.proof.comment",
        "Answer to",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    answer_ids = fields.One2many("print.proof.comment", "parent_id", "Answers")
    artwork_id = fields.Many2one(
        "print.artwork", "File", readonly=True, ondelete="cascade", index=True
    )
    page = fields.Integer(readonly=True, help="Empty: of the whole proof.")
    left_percent = fields.Float(
        "From the left", readonly=True, help="In % of the width of the page."
    )
    top_percent = fields.Float(
        "From the top", readonly=True, help="In % of the height of the page."
    )
    is_placed = fields.Boolean(
        "Has a place", readonly=True, help="Said of a point of the page."
    )
    user_id = fields.Many2one(
        "res.users", "Account", readonly=True, ondelete="restrict"
    )
    approver_id = fields.Many2one(
        "print.proof.approver",
        "Approver without account",
        readonly=True,
        ondelete="cascade",
    )
    author = fields.Char("Said by", required=True, readonly=True)
    date = fields.Datetime(
        "Said on", required=True, readonly=True, default=fields.Datetime.now
    )
    body = fields.Text("Comment", required=True, readonly=True)
    audience = fields.Selection(
        [(ALL, "Client and staff"), (STAFF, "Staff only")],
        "Who reads it",
        required=True,
        readonly=True,
        default=ALL,
    )
    done_version = fields.Integer(
        "Done in proof", readonly=True, help="Version of the proof; 0: still open."
    )
    done_user_id = fields.Many2one(
        "res.users", "Settled by", readonly=True, ondelete="restrict"
    )
    done_approver_id = fields.Many2one(
        "print.proof.approver", "Settled by link", readonly=True, ondelete="set null"
    )
    date_done = fields.Datetime("Settled on", readonly=True)

    _has_author = models.Constraint(
        "CHECK (user_id IS NOT NULL OR approver_id IS NOT NULL)",
        "A comment says who has made it.",
    )
    _is_on_the_page = models.Constraint(
        "CHECK (left_percent BETWEEN 0 AND 100 AND top_percent BETWEEN 0 AND 100)",
        "The place of a comment lies on its page.",
    )
    _proof_idx = models.Index("(proof_id, parent_id)")

    def _is_done(self):
        """Whether it is settled, in this version or in the one to come."""
        self.ensure_one()
        return bool(self.done_version)

    def _is_ours(self):
        """Whether our staff have said this."""
        self.ensure_one()
        return bool(self.user_id) and not self.user_id.share

    def _check_settles(self):
        """Refuse what cannot be settled.

        :raise UserError: when no decision is awaited any more
        """
        self.ensure_one()
        if self.parent_id:
            raise UserError(self.env._("Settle the remark, not an answer to it."))
        self.proof_id._get_latest()._check_takes_comments()

    def _settle(self, approver):
        """Note that this remark is dealt with; the door is ``print.proof``.

        While the client has asked for changes, that is so in the version to come.

        :param approver: who says so by his link, none for the user
        """
        self.ensure_one()
        latest = self.proof_id._get_latest()
        version = latest.version + (latest.state == CHANGES)
        self.write(
            {
                "done_version": version,
                "done_user_id": False if approver else self.env.uid,
                "done_approver_id": approver.id if approver else False,
                "date_done": fields.Datetime.now(),
            }
        )

    def _reopen(self):
        """Note that there is still something to do."""
        self.write(
            {
                "done_version": 0,
                "done_user_id": False,
                "done_approver_id": False,
                "date_done": False,
            }
        )

    def _get_values(self):
        """Return this comment as the page of a proof shows it.

        :return: dict of ``id``, ``author``, ``is_us``, ``is_hidden``, ``date``,
            ``body``, ``is_done``, ``done`` (words), ``answers``
        """
        self.ensure_one()
        return {
            "id": self.id,
            "author": self.author,
            "is_us": self._is_ours(),
            "is_hidden": self.audience == STAFF,
            "date": format_datetime(self.env, self.date, dt_format="d MMM, HH:mm"),
            "body": self.body,
            "is_done": self._is_done(),
            "done": self._get_done_words(),
        }

    def _get_done_words(self):
        if not self._is_done():
            return ""
        if self.done_version > self.proof_id._get_latest().version:
            return self.env._("will be done in proof %s", self.done_version)
        return self.env._("done in proof %s", self.done_version)
