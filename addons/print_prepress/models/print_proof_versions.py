from odoo import models
from odoo.tools.misc import format_date

from .print_proof import APPROVED, CHANGES, VOID


class PrintProof(models.Model):
    """The other versions of a proof, as its page names them and shows one beside it."""

    _inherit = "print.proof"

    def _get_past(self, proof):
        """Return this version as the page of ``proof`` names it."""
        is_earlier = self.version < proof.version
        return {
            "version": self.version,
            "heading": self.env._("Proof %s", self.version),
            "url": self._get_url(),
            "words": self._get_outcome_words(),
            "compare_url": f"{proof._get_url()}?with={self.version}"
            if is_earlier
            else "",
        }

    def _get_outcome_words(self):
        """Return what became of this version, as a half-sentence."""
        _ = self.env._
        day = format_date(
            self.env, self.date_decided or self.date_void, date_format="d MMMM"
        )
        if self.state == APPROVED:
            return _("approved on %s", day)
        if self.state == CHANGES:
            return _("changes were asked for on %s", day)
        if self.state == VOID:
            return _("void since %s", day)
        return _("waits for a decision")

    def _get_other_view(self, proof, place):
        """Return the stage of this version beside that of ``proof``.

        Its files stand in the order of theirs, and have their keys, so that both stages
        turn to the same page.
        """
        partners = self._get_partners(proof)
        mine = {partner: file for file, partner in partners.items()}
        files = []
        for file in proof.file_ids:
            # What this version did not have is an empty place in its row.
            if file in mine:
                values = mine[file]._get_stage_file(self._get_url())
            else:
                values = file._get_stage_file("") | {"count": 0, "pages": []}
            files.append(values | {"key": file._get_key()})
        files += [
            file._get_stage_file(self._get_url())
            for file in self.file_ids
            if file not in partners
        ]
        place = choose_place(files, place)
        return {
            "files": files,
            "pins": [],
            "file": place[0],
            "page": place[1] or 1,
            "can_pin": False,
            "title": self.env._("Proof %s", self.version),
            "back": {},
        }

    def _get_partners(self, proof):
        """Return ``{file: file of proof}``: by name, else by the place in the list."""
        left = list(proof.file_ids)
        partners = {}
        for file in self.file_ids:
            same = [each for each in left if each.name == file.name]
            if same:
                partners[file] = same[0]
                left.remove(same[0])
        for file in self.file_ids:
            if file not in partners and left:
                partners[file] = left.pop(0)
        return partners

    def _get_same_keys(self, other):
        """Return the keys of files of which both versions have the same bytes."""
        if not other:
            return ""
        return " ".join(
            mine._get_key()
            for theirs, mine in other._get_partners(self).items()
            if theirs.checksum == mine.checksum
        )


def choose_place(files, place):
    """Return ``(key, page)``: what was asked for, if these files have it.

    The page is 0 where no file can be shown page by page.
    """
    key, page = place
    shown = [file for file in files if file["count"]]
    file = next((file for file in shown if file["key"] == key), *shown[:1] or [None])
    if not file:
        return files[0]["key"], 0
    return file["key"], page if 1 <= page <= file["count"] else 1
