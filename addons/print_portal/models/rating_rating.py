from odoo import models


class RatingRating(models.Model):
    _inherit = "rating.rating"

    # An account has one vote on an article, however fast it clicks.
    _print_help_vote = models.UniqueIndex(
        "(res_id, partner_id) WHERE res_model = 'print.help.article'"
    )
