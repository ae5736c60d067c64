from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..prepress import RULES, Limit


class PrintPreflightLimit(models.Model):
    """One rule of a profile: how grave it is to break it, and from which figure on.

    A rule may stand twice, first as a remark, further on as an error.
    """

    _name = "print.preflight.limit"
    _description = "Preflight Limit"
    _order = "profile_id, sequence, id"

    profile_id = fields.Many2one(
        "print.preflight.profile", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    rule = fields.Selection(
        [
            ("opens", "File opens"),
            ("repaired", "End of file missing, rebuilt"),
            ("locked", "Locked against changes"),
            ("damaged", "Page damaged"),
            ("partial", "Too large to be checked whole"),
            ("open_layout", "Open layout instead of a PDF"),
            ("unknown_kind", "Kind of file that is not checked"),
            ("links_missing", "Linked pictures missing"),
            ("package_fonts", "Fonts of the layout missing"),
            ("fonts_embedded", "Fonts not embedded"),
            ("fonts_type3", "Fonts of Type 3"),
            ("fonts_courier", "Courier, perhaps a substitute"),
            ("layers", "Layers"),
            ("output_intent", "No output intent"),
            ("pdf_x", "Not PDF/X"),
            ("pdf_version", "PDF version, at most"),
            ("trapping", "Trapping ordered as in the file, none there"),
            ("R23", "Colours made for another paper"),
            ("page_count", "Page count differs from the order"),
            ("R21F", "Plates or films differ from the order"),
            ("R32", "Rows of the list differ from the quantity"),
            ("R32M", "List of variable data missing"),
            ("trim_box", "No trim box"),
            ("size", "Size off by more than, mm"),
            ("size_percent", "Size off by more than, %"),
            ("sheet", "Does not fit the plate, film or proof"),
            ("pages_alike", "Pages differ in size by more than, mm"),
            ("user_unit", "Page scaled by UserUnit"),
            ("crop_box", "Crop box inside the page"),
            ("bleed", "Bleed, at least, mm"),
            ("live_area", "Text and lines from the edge, at least, mm"),
            ("empty_page", "Empty page"),
            ("pages_most", "Pages in a file, at most"),
            ("R27", "No material for a pocket"),
            ("ppi_low", "Pictures, at least, ppi"),
            ("ppi_ruling", "Pictures, at least, ppi to one lpi"),
            ("ppi_high", "Pictures, at most, ppi"),
            ("bitmap_low", "Line art, at least, ppi"),
            ("jpeg2000", "JPEG 2000 pictures"),
            ("bits", "Bits of a colour, at most"),
            ("rgb", "RGB colours"),
            ("rgb_untagged", "RGB colours without a profile"),
            ("lab", "Lab colours"),
            ("R10", "Inks that are not ordered"),
            ("R10F", "Fewer inks than ordered"),
            ("R11", "Two names of one spot colour"),
            ("spots", "Spot colours are converted"),
            ("registration", "Registration colour inside the page"),
            ("R29", "No cutting line CutContour"),
            ("ink_total", "Total ink, coated paper, at most, %"),
            ("ink_uncoated", "Total ink, uncoated paper, at most, %"),
            ("ink_news", "Total ink, newsprint, at most, %"),
            ("small_text", "Text in several inks or white, at least, pt"),
            ("black_text", "Black text knocks out below, pt"),
            ("line", "Lines in one ink, at least, pt"),
            ("line_inks", "Lines in several inks or white, at least, pt"),
            ("white_overprint", "White overprints"),
            ("transparency", "Transparency"),
        ],
        required=True,
    )
    severity = fields.Selection(
        [
            ("error", "Error: stops"),
            ("warning", "Remark: the client may accept it"),
            ("note", "Note: asks for nothing"),
        ],
        default="warning",
        help="Empty: off.",
    )
    figure = fields.Float(
        digits=(16, 2), help="In the unit of the rule, at the size of the work."
    )
    has_figure = fields.Boolean(compute="_compute_has_figure")

    _figure_positive = models.Constraint(
        "CHECK(figure >= 0)", "Limit: enter a figure of 0 or more."
    )

    @api.depends("rule")
    def _compute_has_figure(self):
        for limit in self:
            rule = RULES.get(limit.rule)
            limit.has_figure = bool(rule) and rule.has_figure()

    @api.depends("rule")
    def _compute_display_name(self):
        names = dict(self._fields["rule"]._description_selection(self.env))
        for limit in self:
            limit.display_name = names.get(limit.rule, "")

    @api.constrains("profile_id", "rule", "severity")
    def _check_once(self):
        """One figure for each severity of a rule, else nobody knows which one holds."""
        for limit in self.filtered("severity"):
            same = limit.profile_id.limit_ids.filtered(
                lambda other, limit=limit: (
                    (other.rule, other.severity) == (limit.rule, limit.severity)
                )
            )
            if len(same) > 1:
                raise ValidationError(
                    self.env._("%s: keep one line for each grade.", limit.display_name)
                )

    def _get_limit(self):
        self.ensure_one()
        return Limit(self.rule, self.severity, self.figure)

    @api.model_create_multi
    def create(self, vals_list):
        limits = super().create(vals_list)
        limits.profile_id._judge_again()
        return limits

    def write(self, vals):
        profiles = self.profile_id
        result = super().write(vals)
        (profiles | self.profile_id)._judge_again()
        return result

    def unlink(self):
        profiles = self.profile_id
        result = super().unlink()
        profiles._judge_again()
        return result
