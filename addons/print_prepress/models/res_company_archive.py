from functools import partial

from odoo import api, fields, models
from odoo.addons.print_portal.naming import to_latin
from odoo.exceptions import ValidationError

from ..prepress.naming_rule import DEFAULT_RULE, TOKENS, BadRule, check_rule, fill


class ResCompany(models.Model):
    """How the shop has its orders packed."""

    _inherit = "res.company"

    print_archive_auto = fields.Boolean(
        "Pack orders by themselves",
        default=True,
        help="A new order is packed in the background, and again when its files change."
        " Staff are told of it when the archive is ready. Otherwise on demand.",
    )
    print_archive_rule = fields.Char(
        "Names of files for the press", required=True, default=DEFAULT_RULE
    )
    print_archive_latin = fields.Boolean(
        "Latin letters only",
        default=True,
        help="For platesetters and programs that read no others.",
    )
    print_archive_originals = fields.Boolean(
        "Add what the client has sent",
        help="Beside what prepress has put in its place. What is printed as it was sent"
        " is there once.",
    )
    print_archive_ink = fields.Boolean(
        "Add ink previews (CIP3)",
        default=True,
        help="Of certified sheets, for presses that set their ink zones by them. Each"
        " takes some seconds to draw.",
    )
    print_archive_days = fields.Integer(
        "Archives are kept",
        default=30,
        help="Days after the order is over; later they are packed anew on demand.",
    )

    _print_archive_days_positive = models.Constraint(
        "CHECK(print_archive_days >= 0)", "Archives: keep them 0 days or more."
    )

    @api.constrains("print_archive_rule")
    def _check_archive_rule(self):
        for company in self:
            try:
                check_rule(company.print_archive_rule or "")
            except BadRule as error:
                token = str(error)
                raise ValidationError(
                    self.env._(
                        "Names of files: {%(token)s} is not known. Known: %(tokens)s",
                        token=token,
                        tokens=", ".join(TOKENS),
                    )
                    if token
                    else self.env._(
                        "Names of files: write tokens in braces, such as {order}."
                    )
                ) from error

    def _fill_archive_rule(self, values, lang=None):
        """Return the name, without its ending, that the rule gives to a file.

        :param values: text by token
        :param lang: language code of the client, whose letters are transliterated
        """
        self.ensure_one()
        latin = partial(to_latin, lang=lang) if self.print_archive_latin else None
        return fill(self.print_archive_rule, values, latin)
