from odoo import models


class ResUsers(models.Model):
    """Which mails an account wants."""

    _inherit = "res.users"

    def _get_own_notices(self):
        """Return the notices of which this account may be told, as superuser.

        Who may not see money is not asked about mails that are about money alone.
        """
        self.ensure_one()
        # The texts are everybody's; the list of templates behind them is not.
        notices = self.env["print.notice"].sudo().search([("active", "=", True)])
        if self._has_print_right("see_finance"):
            return notices
        return notices.filtered(lambda notice: not notice.is_money)

    def _get_notice_values(self):
        """Return the choices of this account: dicts ``id``, ``name``, ``hint``,
        ``is_mandatory`` and ``is_on``."""
        contact = self.sudo().partner_id  # the choice is his own
        return [
            {
                "id": notice.id,
                "name": notice.name,
                "hint": notice.hint or "",
                "is_mandatory": notice.is_mandatory,
                "is_on": notice._is_wanted_by(contact),
            }
            for notice in self._get_own_notices()
        ]

    def _save_notices(self, wanted_ids):
        """Keep of which events this account wants to be told.

        :param wanted_ids: ids of notices; mandatory ones stay on whatever is said
        """
        self.ensure_one()
        offered = self._get_own_notices()
        wanted = offered.filtered(lambda notice: notice.id in set(wanted_ids))
        asked_for = wanted.filtered("is_asked_for")
        muted = (offered - wanted).filtered(
            lambda notice: not notice.is_mandatory and not notice.is_asked_for
        )
        # Contacts are not theirs to write; these choices are.
        contact = self.sudo().partner_id
        contact.print_muted_ids = contact.print_muted_ids - offered + muted
        contact.print_wished_ids = contact.print_wished_ids - offered + asked_for
