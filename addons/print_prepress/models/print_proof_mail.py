from odoo import api, models
from odoo.addons.print_portal.signed_link import read_signed
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from .print_proof import APPROVED, CHANGES

TASK = "print_prepress.mail_activity_proof"
PICTURE_SCOPE = "print_proof_picture"


class PrintProof(models.Model):
    """Who is told what became of a proof."""

    _inherit = "print.proof"

    @api.model
    def _find_picture(self, token):
        """Return the artwork, as superuser, whose picture a mail may show."""
        file_id = read_signed(self.env, PICTURE_SCOPE, token)
        # Whoever has the mail may see its picture.
        file_sudo = self.env["print.proof.file"].sudo().browse(file_id or ()).exists()
        return file_sudo.artwork_id

    def _tell_decision(self, row):
        """Tell both sides once this version is decided."""
        self.ensure_one()
        if self.state not in (APPROVED, CHANGES):
            return
        version, who, is_good = self.version, row.name, self.state == APPROVED

        def say(order):
            if is_good:
                return order.env._(
                    "%(order)s: %(who)s has approved proof %(version)s.",
                    order=order.name,
                    who=who,
                    version=version,
                )
            return order.env._(
                "%(order)s: %(who)s asks for changes in proof %(version)s.",
                order=order.name,
                who=who,
                version=version,
            )

        self.order_id._tell_staff(say)
        if not is_good:
            self._plan_new_version()
        elif not self.job_id.status_id.is_client_told:
            self._tell_client()

    def _tell_void(self):
        """Tell both sides that what was approved is not what would be printed now."""
        self.ensure_one()
        version = self.version

        def say(order):
            return order.env._(
                "%(order)s: proof %(version)s holds no more, send a new one.",
                order=order.name,
                version=version,
            )

        self.sudo().order_id._tell_staff(say)  # a consequence of the change
        self._plan_new_version()
        self._tell_client()

    def _tell_client(self):
        """Write to whoever ordered, unless he did it himself."""
        # A consequence of the step, whoever makes it.
        order = self.sudo().order_id
        if order.print_account_id != self.env.user:
            order.with_context(print_proof_id=self.id)._send_print_mail(
                self.env.ref("print_prepress.mail_template_proof_news")
            )

    def _plan_new_version(self):
        """Put a new version on the list of who makes it, once."""
        job = self.sudo().job_id  # who causes it sees no tasks of the staff
        server = job.order_id._get_print_server()._get_stand_in()
        maker = job.executor_id or server
        if not maker or job.activity_search([TASK]):
            return
        localized = job.with_context(
            lang=maker.lang,
            mail_activity_quick_update=True,  # told by ``_tell_staff`` already
        )
        # Why it is needed is written for the maker, not for who causes it.
        why = self.with_context(lang=maker.lang).sudo()._get_why_new()
        localized.activity_schedule(
            TASK,
            user_id=maker.id,
            summary=localized.env._("Send proof %s", self.version + 1),
            note=plaintext2html(why),
        )

    def _get_why_new(self):
        """Return why a new version is needed: what to change, or what has changed."""
        self.ensure_one()
        if self.state == CHANGES:
            wishes = self.approver_ids.filtered(lambda row: row.state == CHANGES)
            return wishes[:1].reason or self.env._("See the comments on the pages.")
        return self._get_void_words()

    def _format_due(self):
        return format_date(self.env, self.date_due, date_format="d MMMM")
