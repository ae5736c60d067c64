from odoo import api, models
from odoo.addons.print_portal.models.print_job_gate_files import NAME_LETTERS
from odoo.addons.print_portal.models.print_job_ticket import _shorten_name
from odoo.addons.print_portal.models.print_order_type_dates import NO_PROOF

from .print_proof import APPROVED, CHANGES, FILE, SPEC, VOID, WAITING, WITHDRAWN

GATE = "print_portal.gate_proof"
WORKING = ("work", "ready", "done")


class PrintJob(models.Model):
    """Nothing goes to the press but what the client has approved, byte for byte."""

    _inherit = "print.job"

    @api.depends("proof_ids.state")
    def _compute_next_status(self):
        return super()._compute_next_status()

    def _asks_for_proof(self):
        """Whether this job may not go to the press without a word of the client.

        Because the order asks for it, or because he was sent one.
        """
        self.ensure_one()
        if any(proof.void_reason != WITHDRAWN for proof in self.proof_ids):
            return True
        wanted = (self.spec_id.values or {}).get("proof_kind")
        return wanted not in NO_PROOF and self.order_type_id.product_id.type == "consu"

    def _get_asked_gates(self, status):
        """Ask for the proof, too, where the order does, whatever its kind asks for."""
        gates = super()._get_asked_gates(status)
        if "proof" in gates.mapped("rule") or status.kind not in WORKING:
            return gates
        if self._asks_at("proof") or not self._asks_for_proof():
            return gates
        gate_id = self.env["ir.model.data"]._xmlid_to_res_id(GATE)
        gate = self.env["print.gate"].browse(gate_id or ())
        place = self._get_reached_status().sequence
        if gate.active and gate._is_asked(place, status):
            return (gates | gate).sorted()
        return gates

    def _get_blockers(self, status):
        """Nobody takes a job on while the client is looking at its proof."""
        return super()._get_blockers(status) + self._get_proof_stops(status)

    def _get_proof_stops(self, status):
        self.ensure_one()
        job = self.sudo()  # who moves a job reads what it waits for
        is_away = job.status_id.code == "awaiting_proof"
        if is_away and status.kind in WORKING and job._get_waiting_proof():
            # A gate in the way says it already.
            asked = job._get_asked_gates(status).mapped("rule")
            return [] if "proof" in asked else job._get_proof_blockers()
        is_coming_back = status.code == "awaiting_proof" and job.kind == "hold"
        if is_coming_back and job.proof_ids and not job._get_waiting_proof():
            return [self.env._("Send a new proof: the client has none to look at.")]
        return []

    def _get_proof_blockers(self):
        """Compare what would be printed with what the client has approved.

        Jobs that never had a proof of ours are asked as they are without this add-on.
        """
        self.ensure_one()
        proof = self._get_newest_proof()
        if not proof:
            return super()._get_proof_blockers()
        _ = self.env._
        version = proof.version
        if proof.state == WAITING:
            return [
                _(
                    "Proof %(version)s is not approved yet. Awaited: %(who)s.",
                    version=version,
                    who=_shorten_name(proof.awaited_names or "", NAME_LETTERS),
                )
            ]
        if proof.state == CHANGES:
            return [_("Changes are asked for in proof %s: send a new one.", version)]
        if proof.state == VOID:
            return [
                _(
                    "Proof %(version)s holds no more. %(why)s Send a new one.",
                    version=version,
                    why=proof._get_void_words(),
                )
            ]
        return self._compare_with_proof(proof)

    def _compare_with_proof(self, proof):
        """Return what differs from the approved ``proof``, as sentences.

        The bytes on disk count, too, not only what is written down of them.
        """
        difference = proof._get_difference()
        if difference == SPEC:
            return [
                self.env._(
                    "The order is not the one approved in proof %s: send a new proof.",
                    proof.version,
                )
            ]
        if difference == FILE:
            changed = proof._get_changed_file()
        elif not (changed := self._get_current_artwork()._get_overwritten()[:1]):
            return []
        return [
            self.env._(
                "%(file)s is not as approved in proof %(version)s: send a new one.",
                file=_shorten_name(changed.name or "", NAME_LETTERS),
                version=proof.version,
            )
        ]

    def _get_gate_facts(self, rule):
        """A gate opened for one proof does not let the next one pass."""
        facts = super()._get_gate_facts(rule)
        if rule != "proof":
            return facts
        proof = self._get_newest_proof()
        return [*facts, [proof.id, proof.state]]

    # Void by a change -----------------------------------------------------------------

    def _check_proofs(self):
        """Void the proofs that show something else than would be printed now.

        Called when a file or the order has changed; both sides are told, once.
        """
        for job in self.sudo():  # a consequence of the change
            proof = job._get_newest_proof()
            is_living = proof.state in (WAITING, APPROVED)
            difference = proof._get_difference() if is_living else ""
            if difference:
                was_waiting = proof.state == WAITING
                proof._void(difference)
                proof._tell_void()
                if was_waiting:
                    job._go_on_after_proof()

    def _revise_spec(self, spec):
        """Another order is another proof."""
        result = super()._revise_spec(spec)
        self._check_proofs()
        return result
