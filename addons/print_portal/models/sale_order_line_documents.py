import re

from odoo import models

CHECKSUM_LETTERS = 8
LONG_WORD = re.compile(r"\S{31,}")
PLACE_TO_BREAK = re.compile(r"([_./-]|[^\W_]{20})(?=.)")
ZERO_WIDTH_SPACE = "\u200b"


def breakable(text):
    """Return ``text`` with places at which the columns of a paper may break it.

    The name of a file has no blanks: whole, it would push the amounts off the sheet.
    Style sheets can break it too, but the engine takes seconds a page for that.

    >>> breakable("Catalogue_autumn_signature_01_final.pdf").split(ZERO_WIDTH_SPACE)
    ['Catalogue_', 'autumn_', 'signature_', '01_', 'final.', 'pdf']
    >>> breakable("Catalogue_autumn.pdf")
    'Catalogue_autumn.pdf'
    """
    return LONG_WORD.sub(
        lambda word: PLACE_TO_BREAK.sub(rf"\1{ZERO_WIDTH_SPACE}", word[0]), text
    )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        """Name print work on the invoice as it was ordered, the product not twice."""
        values = super()._prepare_invoice_line(**optional_values)
        if self.print_spec_id:
            values["name"] = self.name
        return values

    def _get_document_values(self):
        """Return what papers say of a line of print work, in the document's language.

        :rtype: dict
        """
        self.ensure_one()
        spec = self.print_spec_id
        artwork = self.print_job_ids._get_current_artwork()
        return {
            **self._split_words(self.name),
            "facts": breakable(
                " · ".join(
                    self.env._("%(label)s: %(answer)s", label=field.name, answer=text)
                    for field, text in spec._get_work_answers()
                    if field.section not in ("title", "more")
                )
            ),
            "files": [
                {
                    "name": breakable(file.name),
                    "version": file.version,
                    "checksum": (file.checksum or "")[:CHECKSUM_LETTERS],
                }
                for file in artwork
            ],
            "quantity": self._format_quantity(self.product_uom_qty),
            "unit": self._get_unit_label(),
            "is_on_request": self.print_is_on_request,
        }

    def _split_words(self, name):
        """Return ``title`` and ``words`` of this line, of which ``name`` tells.

        :param name: the text of this line, or of the invoice line that bills it: staff
            may have put it otherwise there, and their words stand
        """
        self.ensure_one()
        title = self.print_spec_id.title or self.product_id.name
        words = (name or "").splitlines()
        return {
            "title": breakable(title),
            "words": [
                breakable(text) for text in words if text.strip() and text != title
            ],
        }
