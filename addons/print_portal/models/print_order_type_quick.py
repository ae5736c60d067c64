from odoo import models

from ..first_words import get_first_words

LONGEST_JOB_TITLE = 80


class PrintOrderType(models.Model):
    """Work that a client has told in a few words, until staff fill in the form."""

    _inherit = "print.order.type"

    def _prepare_outline(self, comment, file_ids):
        """Return the values of a spec that is only outlined.

        :param file_ids: ids of files that the user may use; the first names the work
        """
        self.ensure_one()
        files = self.env["print.file"].browse(file_ids)
        words = _get_stem(files[:1].name) or get_first_words(comment)
        values = self._drop_hidden(
            {
                **self._get_default_values(),
                "job_title": words[:LONGEST_JOB_TITLE].strip(),
            }
        )
        return {**self._prepare_spec(values, (), file_ids), "is_brief": True}


def _get_stem(name):
    """Return the name of a file without its ending."""
    return (name or "").rsplit(".", 1)[0]
