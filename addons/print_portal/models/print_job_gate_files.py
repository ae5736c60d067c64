from odoo import fields, models

from .print_job_ticket import _shorten_name

NAME_LETTERS = 32  # of a file in a sentence


class PrintJob(models.Model):
    """What the gates say about the files of a job, and about its proof."""

    _inherit = "print.job"

    def _add_artwork(self, file, replaces=None):
        """Note on the job that its files are not the same any more.

        Who moves the job at this moment writes the same row: the database lets one of
        both through, and the other one is asked again, with the new file in sight.
        """
        before = self._get_current_artwork()
        artwork = super()._add_artwork(file, replaces=replaces)
        if artwork not in before:
            # A consequence of the file, not a right of who gives it.
            self.sudo().date_files = fields.Datetime.now()
        return artwork

    def _get_file_blockers(self):
        """Return what is wrong with the files of this job, as sentences.

        Here a person accepts them. Who checks them extends this by super, and
        ``print.artwork._awaits_acceptance`` where a check takes the person's place.
        """
        self.ensure_one()
        artwork = self._get_current_artwork()
        if not artwork and self.order_type_id.needs_files:
            return [self.env._("No file yet: add one, or ask the client for it.")]
        waiting = artwork.filtered(lambda file: file._awaits_acceptance())
        if not waiting:
            return []
        return [
            self.env._(
                "Not accepted yet: %s. Prepress accepts it on the job.",
                self._tell_files(waiting),
            )
        ]

    def _get_certificate_blockers(self):
        """Return which files nobody has certified as they are now, as sentences."""
        self.ensure_one()
        loose = self._get_current_artwork().filtered(
            lambda file: not file._is_fit_for_output()
        )
        if not loose:
            return []
        return [
            self.env._(
                "Not certified: %s. Prepress certifies it on the job.",
                self._tell_files(loose),
            )
        ]

    def _get_proof_blockers(self):
        """Return whether the client's word about these files is still missing.

        Whoever takes a job on from "out for approval" says that the client has
        approved; files that change later need a new word.
        """
        self.ensure_one()
        if self.status_id.code == "awaiting_proof":
            return []
        approved = self.move_ids.filtered(
            lambda move: (
                move.from_id.code == "awaiting_proof" and move.to_id.kind == "work"
            )
        )
        if approved and approved[0].date >= (self.date_files or approved[0].date):
            return []
        return [self.env._("The client has not approved a proof: send him one first.")]

    def _tell_files(self, files):
        """Return the names of files in a few words, such as ``cover.pdf (+ 2)``."""
        name = _shorten_name(files[:1].name, NAME_LETTERS)
        if len(files) == 1:
            return name
        return self.env._("%(name)s (+ %(more)s)", name=name, more=len(files) - 1)
