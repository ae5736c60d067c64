from odoo import api, fields, models
from odoo.exceptions import UserError

from .print_proof import ANY, NEWER, STOPPED, WAITING, WITHDRAWN
from .print_proof_mail import TASK

REJECTED = "print_portal.reason_proof_rejected"
# Statuses at which a proof has no meaning any more, or not yet.
STOPPING = ("returned", "cancelled", "awaiting_files")
LONGEST_NOTE = 2000


class PrintJob(models.Model):
    """The proofs of a job: how they are sent, and where the job goes with them."""

    _inherit = "print.job"

    proof_ids = fields.One2many("print.proof", "job_id", "Proofs", readonly=True)
    proof_id = fields.Many2one(
        "print.proof", "Newest proof", compute="_compute_proof_id"
    )
    proof_state = fields.Selection(
        selection=lambda self: self.env["print.proof"]._fields["state"].selection,
        string="Proof",
        compute="_compute_proof_state",
    )
    is_proofable = fields.Boolean(
        compute="_compute_is_proofable", help="A proof may be sent to the client now."
    )

    @api.depends("proof_ids.version", "proof_ids.state")
    def _compute_proof_state(self):
        for job in self:
            job.proof_state = job.proof_id.state

    @api.depends("proof_ids.version")
    def _compute_proof_id(self):
        for job in self:
            job.proof_id = job._get_newest_proof()

    @api.depends("status_id", "resume_status_id", "artwork_ids.is_current")
    def _compute_is_proofable(self):
        for job in self:
            job.is_proofable = bool(
                job._get_current_artwork() and job._is_before_proof()
            )

    def _is_before_proof(self):
        """Whether the way of this job leads to "out for approval" from here."""
        self.ensure_one()
        code = "awaiting_proof"
        allowed = self._get_allowed_statuses().mapped("code")
        return self.status_id.code == code or code in allowed

    def _get_newest_proof(self):
        """Return the newest version, empty without one."""
        self.ensure_one()
        # By its version: one that was sent just now stands at the end until it is read.
        # And a board reads those of all its jobs at once, not that of each.
        proofs = self.proof_ids
        newest = proofs.sorted("version", reverse=True)[:1]
        return newest.with_prefetch(proofs._prefetch_ids)

    def _get_waiting_proof(self):
        """Return the version on which the client is to decide, empty without one."""
        proof = self._get_newest_proof()
        return proof if proof.state == WAITING else proof.browse()

    def _is_before_output(self):
        """Whether nothing of this job has gone to the press yet."""
        self.ensure_one()
        output = self.env["print.status"]._get("output").sequence
        return self._get_reached_status().sequence < output

    # Sending --------------------------------------------------------------------------

    def _send_proof(self, note="", due=None, people=None, rule=None, quorum=None):
        """Show the files of this job to the client: the next version of its proof.

        Older versions hold no more. The job waits for the decision from here on.

        :param str note: to the client
        :param date due: until when he is asked to decide
        :param people: who decides: list of ``res.users`` and of dicts ``name``,
            ``email``; by default see ``_get_default_approvers``
        :param str rule: of ``print.proof.rule``, by default the client's, else that of
            the kind of work
        :param int quorum: how many, for the rule "count"
        :return: the new ``print.proof``
        :raise UserError: with the way out
        """
        self.ensure_one()
        self.check_access("write")
        note = (note or "").strip()
        self._check_proofable(note)
        usual_rule, usual_quorum = self._get_proof_rule()
        people = self._get_default_approvers() if people is None else people
        approvers = self.env["print.proof.approver"]
        rows = _drop_doubles([approvers._prepare_person(each) for each in people])
        if not rows:
            raise UserError(
                self.env._("Approvers: name at least one person who has an address.")
            )
        self.proof_ids._void(NEWER)
        # The new version is here, whoever was to make it.
        self.sudo().activity_unlink([TASK])
        # Nobody writes proofs but their doors; the right was asked above.
        proof = (
            self.env["print.proof"]
            .sudo()
            .create(
                {
                    "job_id": self.id,
                    "version": max(self.proof_ids.mapped("version"), default=0) + 1,
                    "spec_id": self.spec_id.id,
                    "spec_hash": self.spec_id.hash,
                    "sender_id": self.env.uid,
                    "note": note or False,
                    "date_due": due,
                    "rule": rule or usual_rule,
                    "quorum": max(quorum or usual_quorum, 1),
                    "file_ids": [
                        fields.Command.create(file._prepare_proof_file())
                        for file in self._get_current_artwork()
                    ],
                    "approver_ids": [fields.Command.create(row) for row in rows],
                }
            )
        )
        if self.status_id.code != "awaiting_proof":
            self._move_to("awaiting_proof")
        self._message_log(
            body=self.env._(
                "Proof %(version)s sent to %(who)s.",
                version=proof.version,
                who=", ".join(proof.approver_ids.mapped("name")),
            )
        )
        proof._call_in_stand_ins()
        proof.approver_ids._tell()
        return proof.with_env(self.env)

    def _check_proofable(self, note):
        _ = self.env._
        artwork = self._get_current_artwork()
        if not self._is_before_proof():
            raise UserError(
                _(
                    "%(job)s is at %(status)s: no proof is sent from there.",
                    job=self.name,
                    status=self.status_id.name,
                )
            )
        if not artwork:
            raise UserError(_("%s has no file to show: add one first.", self.name))
        if changed := artwork._get_overwritten()[:1]:
            raise UserError(
                _("%s changed on our disk: replace it, then send it.", changed.name)
            )
        if len(note) > LONGEST_NOTE:
            raise UserError(_("Note: shorten it to %s characters.", LONGEST_NOTE))

    def _get_proof_rule(self):
        """Return ``(rule, quorum)`` that hold for this job when nobody says otherwise.

        The client's own come before those of the kind of work.
        """
        self.ensure_one()
        places = self._get_proof_places()
        chosen = next((each for each in places if each.proof_rule), None)
        chosen = chosen or self.order_type_id
        return chosen.proof_rule or ANY, chosen.proof_quorum or 1

    def _get_proof_places(self):
        """Return the companies whose settings count: the branch, then its client."""
        # Who works on jobs may not read all contacts.
        buyer = self.partner_id.sudo()
        return [buyer, *(buyer.print_client_id - buyer)]

    def _get_default_approvers(self):
        """Return who decides when nobody says otherwise.

        Those whom the client has named for this kind of work, else for all kinds; else
        whoever ordered.

        :return: list as ``_send_proof`` takes it
        """
        self.ensure_one()
        for place in self._get_proof_places():
            named = place.proof_person_ids._choose_for(self.order_type_id)
            if named:
                return [person._get_person() for person in named]
        order = self.order_id.sudo()  # who works on jobs may not read orders
        contact = order.partner_id
        account = order.print_account_id or contact.user_ids.filtered("share")[:1]
        if account:
            return [account]
        contact = contact if contact.email else contact.commercial_partner_id
        if not contact.email:
            return []
        return [{"name": contact.name, "email": contact.email, "lang": contact.lang}]

    # Buttons --------------------------------------------------------------------------

    def action_send_proof(self):
        """Ask what to write beside the proof, and who decides on it."""
        self.check_access("write")
        return self._open_proof_wizard(
            "print.proof.send", self.env._("Send a proof"), default_job_id=self.id
        )

    def action_send_proofs(self):
        """Send a proof of each of these jobs to those who decide as a rule."""
        for job in self:
            job._send_proof()

    def _open_proof_wizard(self, model, title, **context):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    # Where the job goes ---------------------------------------------------------------

    def _move_to(self, code, reason=None, note=None):
        """What is stopped, or goes back to the client, is not decided on any more."""
        result = super()._move_to(code, reason=reason, note=note)
        if code in STOPPING:
            self.proof_ids._void(STOPPED)
        return result

    @api.model
    def _get_usual_next(self, status):
        """From "out for approval" the work goes on; to checking it only goes back."""
        if status.code == "awaiting_proof":
            return status.next_ids.filtered(lambda step: step.kind == "work")[:1]
        return super()._get_usual_next(status)

    def _notify_client(self):
        """Whoever is asked about a proof by a mail of its own needs no second one."""
        # Two addresses are compared; who moves a job may read neither.
        asked = self.filtered(
            lambda job: (
                job.status_id.code == "awaiting_proof"
                and job.order_id.sudo()._get_print_contact().email_normalized
                in job.sudo()._get_waiting_proof().approver_ids._get_addresses()
            )
        )
        return super(PrintJob, self - asked)._notify_client()

    def _stop_for_changes(self, proof, words):
        """The client wants changes: the next step is ours."""
        self.ensure_one()
        note = words or self.env._("See the comments on proof %s.", proof.version)
        self._move_to("on_hold", reason=self.env.ref(REJECTED), note=note)

    def _go_on_after_proof(self):
        """Nothing waits for the client any more: go on, or back to where we check.

        Whatever keeps the work from going on is read there, before anybody presses.
        """
        for job in self.filtered(lambda job: job.status_id.code == "awaiting_proof"):
            begun = job.move_ids.to_id.filtered(
                lambda status: status.code == "prepress"
            )
            step = begun or self.env["print.status"]._get("started")
            is_free = not job._get_blockers(step)
            job._move_to(step.code if is_free else "checking")

    def _withdraw_proof(self, reason):
        """Take back the version that waits; the job goes on with us.

        :param str reason: why, for staff
        :raise UserError: when none waits
        """
        self.ensure_one()
        self.check_access("write")
        reason = (reason or "").strip()
        proof = self._get_waiting_proof()
        if not proof:
            raise UserError(self.env._("%s has no proof that waits.", self.name))
        proof._void(WITHDRAWN, reason)
        self._message_log(
            body=" ".join(
                filter(
                    None,
                    [self.env._("Proof %s withdrawn.", proof.version), reason],
                )
            )
        )
        self._go_on_after_proof()


def _drop_doubles(rows):
    """Return ``rows`` without a second one for the same account or address."""
    seen, kept = set(), []
    for row in rows:
        key = row.get("user_id") or row["email"]
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept
