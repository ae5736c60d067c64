from odoo import fields, models
from odoo.addons.print_portal.form_field import form_field
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class ResUsers(models.Model):
    """The form in which an account says that it is away, and who decides meanwhile."""

    _inherit = "res.users"

    def _get_away_form(self):
        """Return the groups of fields of the form, see ``print_portal.own_form``."""
        self.ensure_one()
        _ = self.env._
        return [
            (
                "",
                [
                    form_field(
                        "until",
                        _("Away until"),
                        kind="date",
                        width="12rem",
                        is_optional=True,
                        help=_("The last day. Empty: you are here."),
                    ),
                    form_field(
                        "stand_in",
                        _("E-mail of the colleague who decides meanwhile"),
                        kind="email",
                        width="24rem",
                        is_optional=True,
                        help=_("Gets the mails, too. You may decide all the same."),
                    ),
                ],
            )
        ]

    def _get_away_typed(self):
        """Return what stands in the form, as texts."""
        self.ensure_one()
        account = self.sudo()  # an account has no right on users; this is its own
        is_away = bool(self._get_proof_stand_in())
        return {
            "until": str(account.proof_away_until) if is_away else "",
            "stand_in": account.proof_stand_in_id.email or "" if is_away else "",
        }

    def _save_away(self, typed):
        """Keep what was typed.

        :param typed: texts ``until`` (as a date is written by programs), ``stand_in``
        :return: dict of errors by name of the field; nothing is kept if there is any
        """
        self.ensure_one()
        text = (typed.get("until") or "").strip()
        email = (typed.get("stand_in") or "").strip()
        try:
            until = fields.Date.to_date(text) if text else None
        except ValueError:
            return {"until": self.env._("Away until: enter a day.")}
        if email and not until:
            return {"until": self.env._("Away until: choose the last day.")}
        try:
            self._set_proof_absence(until, email)
        except UserError as refusal:
            is_day = until < fields.Date.context_today(self)
            return {"until" if is_day else "stand_in": str(refusal)}
        return {}

    def _get_away_words(self):
        """Return how it stands, in a sentence."""
        self.ensure_one()
        stand_in = self._get_proof_stand_in()
        if not stand_in:
            return self.env._("You decide yourself.")
        account = self.sudo()  # as above
        return self.env._(
            "Until %(day)s %(who)s decides, too.",
            day=format_date(self.env, account.proof_away_until, date_format="d MMMM"),
            who=stand_in.sudo().email,  # as he has named him
        )
