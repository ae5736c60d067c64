from odoo import fields, models

from ..prepress import Profile
from .print_finding import UNBEGUN


class PrintPreflightProfile(models.Model):
    """How strict the shop is with the files of some kinds of work."""

    _name = "print.preflight.profile"
    _description = "Preflight Profile"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True, help="For whom these limits are.")
    limit_ids = fields.One2many(
        "print.preflight.limit", "profile_id", string="Limits", copy=True
    )
    order_type_ids = fields.One2many(
        "print.order.type",
        "preflight_profile_id",
        string="Kinds of work",
        help="Files of this work are judged by these limits.",
    )

    def _get_profile(self):
        """Return the limits that are on, as a value; none of them without a profile.

        :rtype: Profile
        """
        # Who is judged may not read the shop's limits.
        limits = self.sudo().limit_ids
        return Profile(tuple(limit._get_limit() for limit in limits if limit.severity))

    def _judge_again(self):
        """Judge the files of unbegun work by the limits as they are now; in a while.

        Nobody who edits limits waits for it.
        """
        for profile in self:
            jobs = profile._get_unbegun_jobs()
            if jobs:
                profile.with_delay(
                    identity_key=f"print.preflight.profile-{profile.id}",
                    description=self.env._("Judge files again: %s", profile.name),
                )._judge_jobs()

    def _judge_jobs(self):
        """Job: compare files with orders once more."""
        self._get_unbegun_jobs()._judge_files()

    def _get_unbegun_jobs(self):
        # Of every client: limits are the shop's.
        return (
            self.env["print.job"]
            .sudo()
            .search(
                [
                    ("order_type_id", "in", self._get_order_types().ids),
                    ("kind", "in", UNBEGUN),
                ]
            )
        )

    def _get_order_types(self):
        return self.env["print.order.type"].search(
            [
                "|",
                ("preflight_profile_id", "in", self.ids),
                ("preflight_digital_profile_id", "in", self.ids),
            ]
        )

    def copy_data(self, default=None):
        """The copy is the shop's own, and does not take the work of its model."""
        return [
            {"name": self.env._("%s (copy)", profile.name), **vals}
            for profile, vals in zip(
                self, super().copy_data(default=default), strict=True
            )
        ]
