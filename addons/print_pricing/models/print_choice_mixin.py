from odoo import api, models
from odoo.fields import Domain

from ..form import NO_CHOICE


class PrintChoiceMixin(models.AbstractModel):
    """Records that forms offer: the shop's, and those that the client keeps himself.

    They have ``client_id``, empty for the shop's, ``company_id`` and ``_to_choice``.
    """

    _name = "print.choice.mixin"
    _description = "Choice of a Form"

    @api.model
    def _get_offered_domain(self):
        """Return which of these can be chosen: the shop's, and the client's own."""
        client = self.env["print.press"]._get_client()
        return Domain("client_id", "in", [False, *client.ids]) & Domain(
            "company_id", "in", [False, self.env.company.id]
        )

    @api.model
    def _get_offered(self):
        """Return those that can be chosen, the client's own first."""
        found = self.search(self._get_offered_domain())
        return found.sorted(lambda each: not each.client_id)

    @api.model
    def _get_choice(self, code, is_offered=False):
        """Return the record whose id is ``code`` as a :class:`Choice`.

        :param is_offered: leave out what cannot be chosen any more
        """
        text = str(code or "")
        if not text.isdecimal() or len(text) > 9:
            return NO_CHOICE
        domain = self._get_offered_domain() & Domain("id", "=", int(text))
        found = self.with_context(active_test=is_offered).search(domain)
        return found._to_choice() if found else NO_CHOICE

    def _to_choice(self):
        """Return this record as a :class:`Choice`."""
        raise NotImplementedError
