from odoo.addons.print_prepress.tests.findings_common import FindingsMixin, facts


class ProofPageMixin(FindingsMixin):
    """Proofs of plates that wait for ``ivanova``; beside ``PrintOrdersCommon``."""

    def _proof(self, *files, account=None, **options):
        """Return a proof that was just sent, as who decides on it sees it."""
        account = account or self.ivanova
        files = files or (self._checked(facts(pages=3), account=account),)
        job = self._job(*files, account=account)
        self._accept_files(job)
        return self._send(job, account, **options)

    def _send(self, job, account=None, **options):
        proof = job.with_user(self.prepress)._send_proof(**options)
        return proof.with_user(account or self.ivanova)

    def _renew(self, proof, name="cover.pdf", pages=3):
        """Return the next version of a proof, of another file."""
        job = proof.sudo().job_id
        file = self._checked(facts(pages=pages), name=name)
        job._add_artwork(file.sudo(), replaces=job._get_current_artwork())
        self._accept_files(job)
        return self._send(job.with_env(self.env))

    def _artwork_id(self, proof):
        return proof.sudo().file_ids[:1].artwork_id.id

    def _remark(self, proof, text="Make it bigger", page=2, at=(30.0, 40.0), **options):
        """Say something of a page, as whoever holds ``proof`` in his hands."""
        place = (self._artwork_id(proof), page, *at)
        return proof._comment(text, place, **options)
