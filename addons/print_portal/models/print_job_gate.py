import json
from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .print_gate import GATED

RIGHT = "print_portal.group_gate_override"


class PrintJob(models.Model):
    """The gates of a job: what has to be true before it goes on.

    Which of them it asks at is data, see ``print.gate``; all doors ask here.
    """

    _inherit = "print.job"

    date_files = fields.Datetime(
        "Files changed on",
        readonly=True,
        copy=False,
        help="A file came, or was replaced.",
    )
    override_ids = fields.One2many(
        "print.gate.override", "job_id", "Opened gates", readonly=True
    )
    is_openable = fields.Boolean(
        compute="_compute_is_openable",
        help="Stands at a gate that this user may open.",
    )

    @api.depends(
        "artwork_ids.certified_checksum",
        "artwork_ids.is_current",
        "artwork_ids.state",
        "order_type_id.gate_ids",
        "override_ids",
    )
    def _compute_next_status(self):
        return super()._compute_next_status()

    @api.depends("blocker")
    @api.depends_context("uid")
    def _compute_is_openable(self):
        may_open = self.env.user.has_group(RIGHT)
        for job in self:
            # Gates look into money and files, which who works on a job may not read.
            job.is_openable = bool(
                may_open
                and job.blocker
                and job.sudo()._get_closed_gates(job.next_status_id)
            )

    def _get_blockers(self, status):
        """Add what the gates on the way to ``status`` say."""
        return super()._get_blockers(status) + self._get_gate_blockers(status)

    def _get_gate_blockers(self, status):
        """Return what is missing at the gates on the way to ``status``, as sentences.

        Each says what is missing, from whom, and the way out; none names an amount.
        """
        self.ensure_one()
        # Gates look at money and stock, which who moves jobs may not read.
        job = self.sudo()
        answers = job._get_gate_answers()
        return [
            sentence
            for gate in job._get_closed_gates(status)
            for sentence in answers[gate.rule]()
        ]

    def _get_asked_gates(self, status):
        """Return the gates at which this job asks on its step to ``status``."""
        self.ensure_one()
        if status.kind not in GATED:
            return self.env["print.gate"]
        place = self._get_reached_status().sequence
        return self.order_type_id.gate_ids.filtered(
            lambda gate: gate._is_asked(place, status)
        ).sorted()

    def _get_closed_gates(self, status):
        """Return those of the asked gates that do not let this job pass."""
        answers = self._get_gate_answers()
        return self._get_asked_gates(status).filtered(
            lambda gate: answers[gate.rule]() and not self._is_opened(gate)
        )

    def _get_gate_answers(self):
        """Return ``{rule: method}``; each returns sentences, none lets the job pass.

        Add-ons above add the rules that they bring, by super.
        """
        return {
            "files": self._get_file_blockers,
            "certified": self._get_certificate_blockers,
            "proof": self._get_proof_blockers,
            "prepaid": self._get_prepaid_blockers,
            "limit": self._get_limit_blockers,
            "price": self._get_price_blockers,
            "document": self._get_document_blockers,
        }

    def _asks_at(self, rule):
        """Whether this kind of work has a gate of ``rule``, wherever it stands."""
        self.ensure_one()
        # Who works on a job may not read how the shop is set up.
        return rule in self.sudo().order_type_id.gate_ids.mapped("rule")

    # Opened with a reason ------------------------------------------------------------

    def _is_opened(self, gate):
        """Whether somebody let this job pass, and all he knew is still true."""
        opened = self.override_ids.filtered(lambda override: override.gate_id == gate)
        return bool(opened) and self._get_gate_basis(gate) in opened.mapped("basis")

    def _get_gate_basis(self, gate):
        """Return a fingerprint of what ``gate`` looks at; no amount is read in it."""
        facts = [self.spec_id.id, *self._get_gate_facts(gate.rule)]
        return sha256(json.dumps(facts, default=str).encode()).hexdigest()

    def _get_gate_facts(self, rule):
        """Return what an opened gate of ``rule`` was opened for, as plain values.

        Whatever changes in it closes the gate again. Add-ons above add by super.
        """
        self.ensure_one()
        if rule in ("files", "certified", "proof"):
            artwork = self._get_current_artwork()
            return sorted((file.id, file.checksum) for file in artwork)
        if rule in ("prepaid", "limit"):
            order = self.order_id
            return [order.currency_id.name, f"{order.amount_total:.2f}"]
        if rule == "price":
            return [self._get_made_words(), f"{self.line_id.price_subtotal:.2f}"]
        return sorted((move.id, move.state) for move in self.line_id.move_ids)

    def _open_gates(self, reason, gates=None):
        """Let these jobs pass what they stand at now, for a reason.

        It is kept who, when, why, which gate and what was missing. It covers what is
        true now: a new file, another amount or another delivery closes the gate again.

        :param str reason: why, in words
        :param gates: only these ``print.gate``; by default all that are closed
        :return: the new ``print.gate.override``
        :raise AccessError: without the right to open gates
        :raise UserError: without a reason, or where no gate is closed
        """
        if not self.env.user.has_group(RIGHT):
            raise AccessError(
                self.env._("Gates are opened by who has the right: ask your manager.")
            )
        self.check_access("read")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say why the gate is opened: it stays with the job.")
            )
        # What is opened is written by this door alone, by whoever has the right.
        # Gates look into what the user may not read; that he may open them was asked.
        vals = [
            job._prepare_override(gate, reason)
            for job in self.sudo()
            for gate in job._get_closed_gates(job.next_status_id)
            if gates is None or gate in gates
        ]
        if not vals:
            raise UserError(self.env._("No gate is closed: go on with the next step."))
        overrides = self.env["print.gate.override"].sudo().create(vals)
        for override in overrides:
            override.job_id._message_log(
                author_id=self.env.user.partner_id.id,
                body=self.env._(
                    "Gate opened (%(gate)s): %(reason)s. It was missing: %(missing)s",
                    gate=override.gate_id.display_name,
                    reason=reason,
                    missing=override.missing,
                ),
            )
        return overrides

    def _prepare_override(self, gate, reason):
        return {
            "job_id": self.id,
            "gate_id": gate.id,
            "user_id": self.env.uid,
            "reason": reason,
            "missing": " ".join(self._get_gate_answers()[gate.rule]()),
            "basis": self._get_gate_basis(gate),
        }

    def action_open_gates(self):
        """Ask for the reason, then let the jobs pass."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open the gate"),
            "res_model": "print.gate.open",
            "view_mode": "form",
            "target": "new",
            "context": {"default_job_ids": self.ids},
        }
