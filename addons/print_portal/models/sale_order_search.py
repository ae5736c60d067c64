import re

from odoo import api, fields, models
from odoo.fields import Domain

# A number as people type it: with the letter of its kind, zeros or both left out.
NUMBER = re.compile(r"(?:([a-z])\s*-?\s*)?0*(\d{1,9})", re.IGNORECASE)
KINDS = ("i", "o")  # web and office, see ``print_source``
DIGITS = 6


class SaleOrder(models.Model):
    """How a client finds one of his orders."""

    _inherit = "sale.order"

    print_search_text = fields.Text(
        "Searched text",
        compute="_compute_print_search_text",
        store=True,
        index="trigram",
        help="All that a client knows of his order: its number, title, his own number,"
        " names of jobs and files. One column, so that one index answers.",
    )

    @api.depends(
        "name",
        "client_order_ref",
        "print_title",
        "print_job_ids.title",
        "print_job_ids.artwork_ids.name",
    )
    def _compute_print_search_text(self):
        for order in self:
            jobs = order.print_job_ids
            known = [order.name, order.client_order_ref, order.print_title]
            known += jobs.mapped("title") + jobs.artwork_ids.mapped("name")
            order.print_search_text = "\n".join(dict.fromkeys(filter(None, known)))

    @api.model
    def _get_words_domain(self, words):
        """Return the domain of orders that each of ``words`` appears in, in any order.

        :param str words: as somebody typed them
        """
        return Domain.AND(
            Domain("print_search_text", "ilike", word) for word in words.split()
        )

    @api.model
    def _find_by_number(self, words):
        """Return the sent order whose number was typed, or none.

        ``i-000123``, ``I 123`` and ``123`` are the same number; where an order of the
        office has those digits too, the bare ones name neither.

        :param str words: as somebody typed them
        """
        match = NUMBER.fullmatch(words.strip())
        if not match:
            return self.browse()
        letter, digits = match.groups()
        kinds = (letter.lower(),) if letter else KINDS
        names = [f"{kind}-{digits.zfill(DIGITS)}" for kind in kinds]
        found = self.search(self._get_list_domain() & Domain("name", "in", names))
        return found if len(found) == 1 else self.browse()
