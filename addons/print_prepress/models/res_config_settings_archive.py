from odoo import api, fields, models
from odoo.addons.print_portal.file_size import size_words
from odoo.addons.print_portal.filestore import StoreError

from ..prepress.naming_rule import TOKENS, BadRule, check_rule, with_ending

EXAMPLE = {
    "order": "i-000123",
    "line": "2",
    "part": "Обложка",
    "pages": "001-016",
    "size": "745x605",
    "inks": "CMYK+PANTONE-185-C",
    "version": "1",
    "client": "poligraf",
    "title": "Каталог Осень",
    "name": "Обложка final",
}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_archive_auto = fields.Boolean(
        related="company_id.print_archive_auto", readonly=False
    )
    print_archive_rule = fields.Char(
        related="company_id.print_archive_rule", readonly=False, required=True
    )
    print_archive_latin = fields.Boolean(
        related="company_id.print_archive_latin", readonly=False
    )
    print_archive_originals = fields.Boolean(
        related="company_id.print_archive_originals", readonly=False
    )
    print_archive_ink = fields.Boolean(
        related="company_id.print_archive_ink", readonly=False
    )
    print_archive_days = fields.Integer(
        related="company_id.print_archive_days", readonly=False
    )
    print_archive_example = fields.Char(
        "Makes", compute="_compute_print_archive_example"
    )
    print_archive_tokens = fields.Char(
        "Tokens", compute="_compute_print_archive_example"
    )
    print_archive_usage = fields.Char(
        "On the disk", compute="_compute_print_archive_usage"
    )

    @api.depends("print_archive_rule", "print_archive_latin")
    def _compute_print_archive_example(self):
        """Show what a rule makes while it is typed."""
        for settings in self:
            rule = settings.print_archive_rule or ""
            settings.print_archive_tokens = ", ".join(f"{{{each}}}" for each in TOKENS)
            try:
                check_rule(rule)
            except BadRule:
                settings.print_archive_example = False
                continue
            typed = self.env["res.company"].new(
                {
                    "print_archive_rule": rule,
                    "print_archive_latin": settings.print_archive_latin,
                }
            )
            name = typed._fill_archive_rule(EXAMPLE, self.env.company.partner_id.lang)
            settings.print_archive_example = with_ending(name, "cover.pdf")

    @api.depends("company_id")
    def _compute_print_archive_usage(self):
        """Say how much room archives take, and how much there is."""
        archives = self.env["print.archive"]
        for settings in self:
            [(count, size)] = archives._read_group(
                [("path", "!=", False)], aggregates=["__count", "size:sum"]
            )
            words = self.env._(
                "Archives: %(count)s, %(size)s",
                count=count,
                size=size_words(self.env, size or 0),
            )
            try:
                free = size_words(self.env, max(archives._get_store().free(), 0))
            except (StoreError, OSError):  # the disk is away
                settings.print_archive_usage = words
            else:
                settings.print_archive_usage = self.env._(
                    "%(archives)s. Free: %(free)s", archives=words, free=free
                )
