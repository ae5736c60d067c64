from odoo import models
from odoo.tools.misc import format_datetime

from .print_proof import ALL, APPROVED, CHANGES, COUNT, VOID, WAITING

TONES = {WAITING: "you", APPROVED: "ok", CHANGES: "bad", VOID: "off"}


class PrintProof(models.Model):
    """What those who decide on a proof read of it: no price, no note of the staff."""

    _inherit = "print.proof"

    def _portal_values(self, account=None, approver=None):
        """Return everything that a reader may see of this version.

        :param account: ``res.users`` that reads, found by his own rights
        :param approver: ``print.proof.approver`` who reads by link, or by mail
        :return: dict of

            ``id``, ``version``, ``name`` (of the job), ``title``, ``type``,
            ``summary``, ``url``;
            ``state`` (waiting, approved, changes, void), ``state_words``, ``tone``,
            ``lead`` (one sentence: whose move it is), ``void_words``;
            ``date`` (sent), ``sender``, ``note``, ``due`` and ``decided``, texts;
            ``files``, see ``print.proof.file``; ``pages`` of them together;
            ``approvers``, see ``print.proof.approver``; ``rule_words``;
            ``is_newest``, ``can_decide``, ``can_pass`` (on to somebody else),
            ``is_open``;
            ``versions``, all of this job from the newest: dicts ``id``, ``version``,
            ``state``, ``words``, ``tone``, ``date``, ``url``, ``is_this``;
            ``order`` (dict ``name``, ``url``), None by link; and ``contact``
        """
        self.ensure_one()
        # The row was found by the reader's right; what he reads is chosen here.
        proof = self.sudo()
        job = proof.job_id
        reader = approver and approver.sudo()
        if account and not reader:
            reader = proof.approver_ids.filtered(lambda row: row.user_id == account)
        is_guest = not account
        return {
            "id": proof.id,
            "version": proof.version,
            "name": job.name,
            "title": job.title or job.name,
            "type": job.order_type_id.name,
            "summary": proof.spec_id.summary or "",
            "url": proof._get_url(),
            "state": proof.state,
            "state_words": proof._get_state_words(),
            "tone": TONES[proof.state],
            "lead": proof._get_lead(reader, account),
            "void_words": proof._get_void_words(),
            "date": proof._format(proof.date),
            "sender": proof.sender_id.name,
            "note": proof.note or "",
            "due": proof._format_due() if proof.date_due else "",
            "decided": proof._format(proof.date_decided),
            "files": [file._portal_values() for file in proof.file_ids],
            "pages": sum(proof.file_ids.mapped("page_count")),
            "approvers": [row._portal_values(reader) for row in proof.approver_ids],
            "rule_words": proof._get_rule_words(),
            "is_newest": proof.is_newest,
            "is_open": proof._is_open(),
            "can_decide": proof._may_be_decided_by(account)
            if account
            else bool(reader and reader._is_awaited() and proof._is_open()),
            "can_pass": bool(reader and reader._is_awaited() and proof._is_open()),
            "versions": [each._get_row(proof) for each in job.proof_ids],
            "order": None
            if is_guest
            else {"name": job.order_id.name, "url": job.order_id._get_print_url()},
            "contact": job.order_id._get_contact_values(),
        }

    def _get_row(self, shown=None):
        """Return this version as a list tells it, see ``_portal_values``."""
        self.ensure_one()
        return {
            "id": self.id,
            "version": self.version,
            "state": self.state,
            "words": self._get_state_words(),
            "tone": TONES[self.state],
            "date": self._format(self.date_decided or self.date),
            "url": self._get_url(),
            "is_this": self == shown,
        }

    def _get_state_words(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return labels[self.state]

    def _get_lead(self, reader=None, account=None):
        """Return whose move it is with this version, as a sentence for the reader."""
        self.ensure_one()
        _ = self.env._
        values = {"version": self.version}
        if self.state == WAITING:
            if not self._is_open():
                return _("The work is stopped for now: decide as soon as it goes on.")
            is_asked = bool(reader) and reader._is_awaited()
            if is_asked or (account and self._may_be_decided_by(account)):
                return _("Waiting for you: approve proof %(version)s.", **values)
            return _("Waiting for %s.", self.awaited_names)
        if self.state == APPROVED:
            return _("Proof %(version)s is approved: we print exactly this.", **values)
        if self.state == CHANGES:
            return _("Changes are asked for: proof %s comes.", self.version + 1)
        return self._get_void_words()

    def _get_rule_words(self):
        """Return who has to approve, "" where it is one person anyway."""
        self.ensure_one()
        asked = len(self.approver_ids._get_principals())
        if asked < 2:
            return ""
        if self.rule == ALL:
            return self.env._("All of them have to approve.")
        if self.rule == COUNT:
            return self.env._("Approvals needed: %s.", min(self.quorum, asked))
        return self.env._("One of them is enough.")

    def _format(self, moment):
        if not moment:
            return ""
        return format_datetime(self.env, moment, dt_format="d MMMM, HH:mm")
