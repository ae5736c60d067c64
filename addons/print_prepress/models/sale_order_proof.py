from odoo import models

from .print_proof import APPROVED, FILE, SPEC, VOID, WAITING


class SaleOrder(models.Model):
    """Proofs on the pages of an order, in its lists, and in the mails about it."""

    _inherit = "sale.order"

    def _get_proof_job(self, job=None):
        """Return the job that speaks for the order, or ``job``, if it has proofs."""
        # Whoever may see the order may read where it stands.
        job = (job or self.sudo()._get_speaking_job()).sudo()
        return job if job and job.proof_ids else job.browse()

    def _get_awaited_line(self, job=None, sees_money=False):
        """Say which version waits, and lead to it."""
        values = super()._get_awaited_line(job=job, sees_money=sees_money)
        spoken = self._get_proof_job(job)
        if not spoken:
            return values
        proof = spoken._get_newest_proof()
        if spoken.status_id.code == "awaiting_proof" and proof.state == WAITING:
            return values | self._get_proof_line(proof)
        more = self._get_proof_words(spoken, proof)
        return values | {"more": " ".join(filter(None, [values["more"], more]))}

    def _get_proof_line(self, proof):
        """Return what waits for the client: lead, since, until when, the button."""
        _ = self.env._
        since = self._format_days(proof.date)
        due = ""
        if proof.date_due:
            due = _("We need your answer by %s.", proof._format_due())
        more = _("We go on as soon as it is approved.")
        return {
            "lead": _("Waiting for you: approve proof %s.", proof.version),
            "since": since,
            "more": " ".join(filter(None, [since, due, more])),
            "url": proof._get_url(),
            "label": _("Look at the proof"),
        }

    def _get_proof_words(self, job, proof):
        """Return what else is to be known of the newest proof, before it is printed."""
        if job.kind not in ("check", "work") or not job._is_before_output():
            return ""
        if proof.state == APPROVED and job.kind == "check":
            return self.env._("Proof %s is approved.", proof.version)
        if proof.state == VOID and proof.void_reason in (FILE, SPEC):
            words = proof._get_void_words()
            return self.env._(
                "Proof %(version)s holds no more. %(why)s We send you a new one.",
                version=proof.version,
                why=words,
            )
        return ""

    def _get_staff_line(self, job=None):
        """Staff read the same from their side."""
        spoken = self._get_proof_job(job)
        proof = spoken._get_waiting_proof() if spoken else None
        if proof and spoken.status_id.code == "awaiting_proof":
            return self.env._("Client: approve proof %s.", proof.version)
        return super()._get_staff_line(job)

    def _get_milestones(self, sees_money):
        """Tell of the proofs on the way of the order."""
        steps = super()._get_milestones(sees_money)
        done = [step for step in steps if step["state"] == "done"]
        done[1:1] = self._get_proof_steps()
        done.sort(key=lambda step: step["raw_date"].date())
        return [*done, *(step for step in steps if step["state"] != "done")]

    def _get_proof_steps(self):
        """Return when each version was sent, and what became of it."""
        steps = []
        proofs = self.print_job_ids.proof_ids
        for proof in proofs.sorted(lambda each: (each.date, each.version, each.id)):
            name = self.env._("Proof %s", proof.version)
            url = proof._get_url()
            sent = self.env._("Proof sent")
            steps.append(self._step(sent, proof.date, document=name, url=url))
            if proof.date_decided:
                is_good = any(row.state == APPROVED for row in proof.approver_ids)
                label = (
                    self.env._("Proof approved")
                    if is_good and proof.state != "changes"
                    else self.env._("Changes asked for")
                )
                steps.append(
                    self._step(label, proof.date_decided, document=name, url=url)
                )
        return sorted(steps, key=lambda step: step["raw_date"])

    def _portal_values(self, account):
        """Add the newest proof of each job, and the ones before it.

        ``proofs`` has a dict for each job that was ever shown: ``title``, ``name``, the
        newest version (see ``print.proof._get_row``) and ``older``, a list of such.
        """
        values = super()._portal_values(account)
        if self.is_basket:
            return values | {"proofs": []}
        jobs = self.sudo().print_job_ids  # the order was found by the account's rights
        return values | {
            "proofs": [
                self._get_proof_values(job, account) for job in jobs if job.proof_ids
            ]
        }

    def _get_proof_values(self, job, account):
        newest, *older = job.proof_ids.sorted("version", reverse=True)
        return {
            **newest._get_row(),
            "title": job.title or job.name,
            "name": job.name,
            "can_decide": newest._may_be_decided_by(account),
            "older": [proof._get_row() for proof in older],
        }

    def _get_mail_values(self):
        """See, too, ``proof_news``: what became of the proof that a mail is about."""
        values = super()._get_mail_values()
        proof_id = self.env.context.get("print_proof_id")
        if not proof_id:
            return values
        # The mail is about it, whoever lets it go out.
        proof = self.env["print.proof"].sudo().browse(proof_id)
        news = (
            self.env._("Proof %s is approved.", proof.version)
            if proof.state == APPROVED
            else self.env._(
                "Proof %(version)s holds no more. %(why)s We send you a new one.",
                version=proof.version,
                why=proof._get_void_words(),
            )
        )
        return values | {"proof_news": news}
