from odoo import fields, models


class PrintDealerAction(models.Model):
    """A page of the partner portal that staff tick for a group of dealers.

    Add-ons above bring their own as data.
    """

    _name = "print.dealer.action"
    _description = "Page of the Partner Portal"
    _inherit = "print.cached.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What the menu says.")
    code = fields.Char(
        required=True, readonly=True, help="Key of the section that pages mark."
    )
    sequence = fields.Integer(default=10)
    place = fields.Selection(
        [
            ("bar", "Line of sections"),
            ("name", "Behind the user's name"),
            ("basket", "Basket in the header"),
        ],
        required=True,
        default="bar",
    )
    url = fields.Char(
        string="Address", required=True, readonly=True, help="Where the menu leads."
    )
    opens = fields.Char(
        readonly=True,
        help="Further addresses that are closed without the tick, separated by spaces.",
    )
    needs_finance = fields.Boolean(
        string="Shows money",
        readonly=True,
        help="Only for accounts that see prices and balance.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "There is such a page already.")

    def _get_paths(self):
        """Return the addresses that these ticks open, as a set."""
        return {
            path
            for action in self
            for path in [action.url, *(action.opens or "").split()]
        }
