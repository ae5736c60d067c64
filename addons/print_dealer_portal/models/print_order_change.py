from odoo import fields, models

ASKED, ACCEPTED, PARTLY, REFUSED, WITHDRAWN = (
    "asked",
    "accepted",
    "partly",
    "refused",
    "withdrawn",
)


class PrintOrderChange(models.Model):
    """What the shop wanted to change on an order of a dealer, and the answer.

    Made by ``sale.order._ask_change`` and answered by ``_answer_change``, the only
    doors. What differs is worked out from the order itself; this keeps who asked, what
    was written, and what came of it.
    """

    _name = "print.order.change"
    _description = "Change Asked of a Client"
    _inherit = "print.question.mixin"
    _rec_name = "words"

    words = fields.Text(
        "What was asked", required=True, readonly=True, help="A line each."
    )
    note = fields.Text(readonly=True, help="What the client has read beside it.")
    state = fields.Selection(
        [
            (ASKED, "Waiting for the client"),
            (ACCEPTED, "Accepted"),
            (PARTLY, "Accepted in part"),
            (REFUSED, "Refused"),
            (WITHDRAWN, "Withdrawn"),
        ],
        "Answer",
        required=True,
        readonly=True,
        default=ASKED,
    )

    _open_uniq = models.UniqueIndex(
        "(order_id) WHERE state = 'asked'",
        "The client is asked about one change of an order at a time.",
    )

    def _get_answer_words(self, env):
        """Return the answer as a sentence, in the language of ``env``."""
        self.ensure_one()
        who = self.answered_by_id.name
        if self.answered_by_id._is_internal():  # who was told by the client
            return self._get_told_words(env)
        if self.state == ACCEPTED:
            return env._("Changes accepted by %s.", who)
        if self.state == PARTLY:
            return env._(
                "Changes accepted in part by %(who)s: %(reason)s",
                who=who,
                reason=self.reason,
            )
        return env._(
            "Changes refused by %(who)s: %(reason)s", who=who, reason=self.reason
        )

    def _get_told_words(self, env):
        """Return an answer that staff were told by mail or telephone."""
        words = {"who": self.answered_by_id.name, "reason": self.reason}
        if self.state == ACCEPTED:
            return env._("Changes accepted, as told to %(who)s: %(reason)s", **words)
        return env._("Changes refused, as told to %(who)s: %(reason)s", **words)
