from odoo import fields, models
from odoo.exceptions import UserError


class PrintJob(models.Model):
    """Files that come out of a job: scans, finished pages."""

    _inherit = "print.job"

    result_ids = fields.One2many(
        "print.file",
        "outgoing_job_id",
        string="Files for the client",
        help="He fetches them from the page of his order and from his folder.",
    )
    download_ids = fields.One2many(
        "print.file.download",
        "job_id",
        readonly=True,
        groups="print_portal.group_prepress,sales_team.group_sale_salesman",
    )

    def _check_outgoing(self):
        """Refuse whoever may not put files out for this job.

        :raise AccessError: for whoever may not change the job
        :raise UserError: with the way out
        """
        self.ensure_one()
        self.check_access("write")
        if self.kind == "cancel":
            raise UserError(
                self.env._("%s is cancelled: nothing is put out.", self.name)
            )
        # Who puts files out need not read contacts.
        if not self.partner_id.sudo().print_client_id:
            raise UserError(
                self.env._("Give the client a client code first: files need one.")
            )

    def _get_outgoing_folder(self):
        """Return the folder below the client's in which the files of its order lie."""
        return self.order_id.sudo().name  # who works on jobs may not read orders

    def _receive_outgoing(self, name, stream, size=None, on_ready=None):
        """Put out a file that came out of this job.

        :param stream: has ``read(count)``
        :return: the new ``print.file``
        :raise UserError: with the way out
        """
        self._check_outgoing()
        buyer = self.partner_id
        file = (
            self.env["print.file"]
            ._putting_out()
            ._receive(
                buyer.sudo().print_client_id,  # who works on jobs may not read contacts
                self.env.user,
                name,
                stream,
                size=size,
                on_ready=on_ready,
                buyer=buyer,
                folder=self._get_outgoing_folder(),
            )
        )
        file._put_out(self)
        return file

    def action_put_out(self):
        """Open the page on which staff put out files of any size."""
        self._check_outgoing()
        return {
            "type": "ir.actions.act_url",
            "url": f"/print/outgoing/{self.id}",
            "target": "self",
        }
