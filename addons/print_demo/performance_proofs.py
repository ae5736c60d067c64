class ProofActs:
    """What is shown to clients, said of its pages, and decided.

    :param play: the ``Performance`` that these acts belong to
    """

    def __init__(self, play):
        self.play = play

    def get(self):
        """Return ``{act: method}``."""
        return {
            "proof": self._send,
            "remark": self._remark,
            "settle": self._settle,
            "decide": self._decide,
            "renew": self._renew,
        }

    def _send(self, order, step, note="", guest=None):
        """Send the first job of an order for approval, as prepress does.

        :param guest: dict ``name`` and ``email`` of an approver without account
        """
        job = self._job(order).with_user(self.play.prepress)
        people = job._get_default_approvers()
        if guest:
            people.append({**guest, "lang": job.partner_id.lang})
        job._send_proof(note=note, people=people, rule="all" if guest else None)

    def _remark(
        self, order, step, who, text, page=0, spot=None, answers=None, audience="all"
    ):
        """Say something of a page.

        :param spot: ``(left, top)`` in percent of it
        :param str answers: the beginning of the remark that is answered
        """
        proof = self._proof(order).with_user(self.play._user(who))
        # Who sees the proof sees its files, as its page shows them.
        file = proof.sudo().file_ids[:1].artwork_id
        place = (file.id, page, *(spot or (None, None))) if page else None
        parent = self._find(order, answers) if answers else None
        proof._comment(text, place, parent=parent, audience=audience)

    def _settle(self, order, step, who, text):
        proof = self._proof(order).with_user(self.play._user(who))
        proof._settle_comment(self._find(order, text), is_done=True)

    def _decide(self, order, step, who, decision, reason=""):
        proof = self._proof(order).with_user(self.play._user(who))
        proof._decide(decision, reason)

    def _renew(self, order, step, file):
        """Replace the file of the job by what we have mended."""
        job = self._job(order)
        kept = self.play._upload(self.play.sales, file, job.partner_id.print_client_id)
        old = job._get_current_artwork()
        job.with_user(self.play.prepress)._add_artwork(kept, replaces=old)

    def _job(self, order):
        return self.play._order(order).print_job_ids.sorted("number")[:1]

    def _proof(self, order):
        return self._job(order).proof_ids.sorted("version")[-1:]

    def _find(self, order, text):
        """Return the remark on an order that begins with ``text``."""
        remarks = self._job(order).proof_ids.comment_ids
        return remarks.filtered(lambda remark: remark.body.startswith(text))[:1]
