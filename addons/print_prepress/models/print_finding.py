from odoo import fields, models
from odoo.addons.print_portal.typed_reason import read_reason
from odoo.exceptions import AccessError, UserError

# Kinds of status in which files may still be mended.
UNBEGUN = ("check", "client", "hold")
OPEN, ACCEPTED, WAIVED = "open", "accepted", "waived"
ERROR, WARNING, NOTE = "error", "warning", "note"
GRADES = (ERROR, WARNING, NOTE)
# What findings mean together.
GOOD, REMARKS, ERRORS, UNKNOWN = "good", "remarks", "errors", "unknown"
VERDICT_TONES = {GOOD: "ok", REMARKS: "you", ERRORS: "bad", UNKNOWN: "run"}
_STAFF_FIELDS = frozenset({"decided_by_id", "reason"})
# What a new judgement may change; anything of it asks for a new decision.
_CONTENT = ("pages", "page", "box", "value", "limit", "has_limit", "details")
LONGEST_REASON = 500
TONES = {ERROR: "bad", WARNING: "you"}
ICONS = {
    "bad": "fa-times-circle",
    "you": "fa-exclamation-triangle",
    "ok": "fa-check",
}


class PrintFinding(models.Model):
    """One thing in the files of a job that contradicts its order or our limits.

    Kept by ``print.job._judge_files`` alone. The client may accept a remark, prepress
    may waive anything with a reason; a decision holds as long as nothing else is found
    in its place.
    """

    _name = "print.finding"
    _description = "Finding of Preflight"
    _order = "job_id, rank, id"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    artwork_id = fields.Many2one(
        "print.artwork",
        string="File",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: found in all files of the job together.",
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    rule = fields.Char(required=True, readonly=True)
    severity = fields.Selection(
        [
            (ERROR, "Cannot be printed like this"),
            (WARNING, "The client's call"),
            (NOTE, "Good to know"),
        ],
        string="Grade",
        required=True,
        readonly=True,
    )
    rank = fields.Integer(readonly=True, help="The gravest comes first.")
    pages = fields.Json(readonly=True, default=list)
    page = fields.Integer("Worst page", readonly=True)
    box = fields.Json(
        readonly=True, help="Place on that page: left, bottom, right, top, in mm."
    )
    value = fields.Float("Found", readonly=True, digits=(16, 2))
    limit = fields.Float("Allowed", readonly=True, digits=(16, 2))
    has_limit = fields.Boolean(readonly=True)
    details = fields.Json(readonly=True, default=dict)
    state = fields.Selection(
        [
            (OPEN, "Open"),
            (ACCEPTED, "Accepted by the client"),
            (WAIVED, "Waived by prepress"),
        ],
        required=True,
        readonly=True,
        default=OPEN,
    )
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="restrict"
    )
    date_decided = fields.Datetime("Decided on", readonly=True)
    reason = fields.Char(readonly=True, help="Why it was waived. For staff only.")

    _place_uniq = models.UniqueIndex(
        "(job_id, COALESCE(artwork_id, 0), rule, severity)"
    )

    def _has_field_access(self, field, operation):
        """Who has waived something, and why, is between us."""
        if not super()._has_field_access(field, operation):
            return False
        is_client = self.env.user.share and not self.env.su
        return not (is_client and field.name in _STAFF_FIELDS)

    # Judging --------------------------------------------------------------------------

    def _keep(self, job, found):
        """Make ``found`` the findings of ``job``; decisions on what stays hold.

        :param found: list of ``(print.artwork or empty, prepress.Finding)``
        """
        known = {(each.artwork_id.id, each.rule, each.severity): each for each in self}
        new, kept = [], self.browse()
        for artwork, finding in found:
            vals = self._prepare(finding)
            same = known.get((artwork.id, finding.rule, finding.severity))
            if same is None:
                key = {"rule": finding.rule, "severity": finding.severity}
                new.append({"job_id": job.id, "artwork_id": artwork.id, **key, **vals})
                continue
            kept |= same
            if same._differs_from(vals):
                same.write({**vals, **self._prepare_decision(OPEN)})
        (self - kept).unlink()
        return kept | self.create(new)

    def _differs_from(self, vals):
        """Whether a new judgement found something else; an empty value is none."""
        self.ensure_one()
        return any((self[name] or None) != (vals[name] or None) for name in _CONTENT)

    def _preview(self, found):
        """Return findings of files that no job has yet: read, never stored.

        :param found: list of ``prepress.Finding``
        """
        return self.browse().concat(
            *(
                self.new(
                    {
                        "rule": finding.rule,
                        "severity": finding.severity,
                        "state": OPEN,
                        **self._prepare(finding),
                    }
                )
                for finding in found
            )
        )

    def _prepare(self, finding):
        # As the database gives them back, so that nothing seems to have changed.
        return {
            "rank": GRADES.index(finding.severity),
            "pages": list(finding.pages),
            "page": finding.page or 0,
            "box": [round(side, 1) for side in finding.box] if finding.box else False,
            "value": round(finding.value or 0.0, 2),
            "limit": round(finding.limit or 0.0, 2),
            "has_limit": finding.limit is not None,
            "details": finding.facts,
        }

    def action_waive(self):
        """Ask why these may be printed as they are."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print it like this"),
            "res_model": "print.finding.waive",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_ids": self.ids},
        }

    def action_reopen(self):
        """Button of prepress."""
        self._reopen()

    # Deciding -------------------------------------------------------------------------

    def _accept(self):
        """The client takes these remarks as they are.

        :raise AccessError: for an account that may only look
        :raise UserError: for what cannot be printed like this, or was decided before
        """
        for order in self.job_id.order_id:
            order._check_may_be_changed()
        if self.filtered(lambda finding: finding.severity == ERROR):
            raise UserError(
                self.env._("This cannot be printed as it is: replace the file.")
            )
        if self.filtered(lambda finding: not finding._is_open()):
            raise UserError(self.env._("This was decided meanwhile: look at it again."))
        if self.job_id.filtered(lambda job: not job.is_unbegun):
            raise UserError(
                self.env._("This is in work already: write to us if it may not be.")
            )
        # Accounts write no findings; whoever may mend the order decides on them.
        self.sudo().write(self._prepare_decision(ACCEPTED))
        self._log_decision(
            lambda job, words: job.env._("Accepted by the client as it is: %s", words)
        )

    def _waive(self, reason):
        """Prepress lets these findings pass.

        :param str reason: for staff, it is logged
        :raise AccessError: for everybody but prepress
        :raise UserError: without a reason
        """
        if not self.env.user.has_group("print_portal.group_prepress"):
            raise AccessError(
                self.env._("Only prepress waives what a check has found.")
            )
        reason = read_reason(self.env, reason, LONGEST_REASON, is_needed=False)
        if not reason:
            raise UserError(self.env._("Reason: say why it may be printed like this."))
        # Nobody writes findings; the right was asked for above.
        self.sudo().write({**self._prepare_decision(WAIVED), "reason": reason})
        self._log_decision(
            lambda job, words: job.env._(
                "Waived by prepress: %(what)s Reason: %(reason)s",
                what=words,
                reason=reason,
            )
        )

    def _reopen(self):
        """Take a decision back: it is open again.

        :raise AccessError: for everybody but prepress
        """
        if not self.env.user.has_group("print_portal.group_prepress"):
            raise AccessError(
                self.env._("Only prepress waives what a check has found.")
            )
        # As for ``_waive``.
        self.sudo().write(self._prepare_decision(OPEN))
        self._log_decision(lambda job, words: job.env._("Open again: %s", words))

    def _prepare_decision(self, state):
        is_open = state == OPEN
        return {
            "state": state,
            "decided_by_id": False if is_open else self.env.uid,
            "date_decided": False if is_open else fields.Datetime.now(),
            "reason": False,
        }

    def _log_decision(self, tell):
        """Keep on each job who has decided what."""
        for job, findings in self.grouped("job_id").items():
            words = " ".join(findings.mapped(lambda finding: finding._get_line()))
            # A consequence of the decision, not a right of who makes it.
            job.sudo()._message_log(
                body=tell(job, words), author_id=self.env.user.partner_id.id
            )

    def _is_open(self):
        """Whether somebody has still to decide; a note asks for nothing."""
        self.ensure_one()
        return self.state == OPEN and self.severity != NOTE

    def _get_verdict(self):
        """Return what these findings mean for printing."""
        grades = set(self.filtered(lambda each: each._is_open()).mapped("severity"))
        if ERROR in grades:
            return ERRORS
        return REMARKS if grades else GOOD

    # What the client reads ------------------------------------------------------------

    def _portal_values(self):
        """Return what a client may see of this finding, which is no note.

        :return: dict of ``id``, ``line``, ``tone``, ``icon``, ``is_open``,
            ``is_acceptable``, ``decision`` (words, "" while open) and ``picture``
            (address or "")
        """
        self.ensure_one()
        is_open = self._is_open()
        tone = TONES[self.severity] if self.state == OPEN else "ok"
        return {
            "id": self.id or 0,
            "line": self._get_line(),
            "tone": tone,
            "icon": ICONS[tone],
            "decision": self._get_decision_words(),
            "is_open": is_open,
            "is_acceptable": is_open and self.severity == WARNING,
            "picture": self._get_picture_url(),
        }

    def _get_judged_values(self, verdict, words):
        """Return what a client reads of a file in which these were found.

        :param str words: pages and size of the file
        :return: dict of ``words``, ``verdict``, ``verdict_words``, ``tone``,
            ``summary`` (both words in one line) and ``findings``
        """
        verdict_words = self._get_verdict_words(verdict)
        return {
            "words": words,
            "verdict": verdict,
            "verdict_words": verdict_words,
            "tone": VERDICT_TONES[verdict],
            "summary": ", ".join(filter(None, [words, verdict_words])),
            "findings": self._get_told_values(),
        }

    def _get_told_values(self):
        """Return these as a client reads them, without what asks for nothing."""
        told = self.filtered(lambda finding: finding.severity != NOTE)
        # Pictures are looked for once for all files of a page.
        told = told.with_prefetch(self._prefetch_ids)
        return [finding._portal_values() for finding in told]

    def _get_verdict_words(self, verdict):
        count = len(self.filtered(lambda finding: finding._is_open()))
        _ = self.env._
        return {
            UNKNOWN: "",
            GOOD: _("good to print"),
            REMARKS: _("1 remark") if count == 1 else _("%s remarks", count),
            ERRORS: _("cannot be printed like this"),
        }[verdict]

    def _get_decision_words(self):
        if self.state == ACCEPTED:
            return self.env._("Accepted by you as it is")
        if self.state == WAIVED:
            return self.env._("We print it like this")
        return ""

    def _get_picture_url(self):
        """Return the address of a picture of the place, "" where there is none.

        Who renders pages says it by super.
        """
        self.ensure_one()
        return ""
