from odoo import SUPERUSER_ID, models


class PrintAskedMixin(models.AbstractModel):
    """What somebody outside asks of the coordinators, who answer it."""

    _name = "print.asked.mixin"
    _description = "Asked of the Coordinators"

    def _put_to_coordinators(self, activity_xmlid, make_summary):
        """Put this on every coordinator's list; core mails each of them.

        :param make_summary: function of an environment in the coordinator's language
            that returns the line of the list
        """
        # Mail waits for the queue: the visitor does not wait for a mail server. It
        # comes from the system, not from whom core calls "Public user".
        asked = self.with_user(SUPERUSER_ID).with_context(mail_notify_force_send=False)
        for user in self.env.ref("print_portal.group_coordinator").all_user_ids:
            told = asked.with_context(lang=user.lang)
            told.activity_schedule(
                activity_xmlid, user_id=user.id, summary=make_summary(told.env)
            )
