from pathlib import Path
from tempfile import TemporaryDirectory

from odoo import fields, models
from odoo.exceptions import UserError

from ..prepress.impose import NotImposed, preview_inks
from ..prepress.imposition.xjdf import ticket
from ..prepress.sandbox import SandboxError


class PrintImposed(models.Model):
    """What machines read of the sheets of a job."""

    _inherit = "print.imposed"

    def _get_ticket(self):
        """Return the job ticket of these sheets, as XJDF.

        :rtype: bytes
        """
        self.ensure_one()
        job = self.job_id
        return ticket(
            self._get_plan(),
            job.order_id.sudo().name,  # who works on jobs may not read orders
            title=job.title or "",
            part=job.name,
        )

    def _get_ink_preview(self, sheet):
        """Return the ink preview of a sheet, as CIP3: some ten megabytes of text.

        It takes seconds: presses read it sheet by sheet, so it is drawn when asked for.

        :param int sheet: its number, from 1
        :rtype: bytes
        :raise UserError: if there is none
        """
        with TemporaryDirectory() as folder:
            target = Path(folder) / "preview"
            self._write_ink_preview(sheet, target)
            return target.read_bytes()

    def _write_ink_preview(self, sheet, target):
        """Write what ``_get_ink_preview`` returns to a file that is not there yet."""
        self.ensure_one()
        plan = self._get_plan()
        if not 1 <= sheet <= len(plan.sheets):
            raise UserError(self.env._("%s has no such sheet.", self.name))
        with self._sentences(self.name):
            source = self._store().path(self.path)
        now = fields.Datetime.now()
        try:
            preview_inks(source, target, plan, sheet, self.job_id.name, now)
        except (NotImposed, SandboxError, OSError) as error:
            raise UserError(
                self.env._("The plates of %s cannot be drawn here.", self.name)
            ) from error

    def _get_preview_ending(self, sheet):
        """Return how the name of the ink preview of a sheet ends."""
        return f"_s{sheet:02d}.ppf"

    def _get_machine_name(self, ending):
        """Return the name of a file that belongs to these sheets."""
        self.ensure_one()
        return f"{self.name.removesuffix('.pdf')}{ending}"

    def action_ink_preview(self):
        """Fetch the ink preview; of several sheets, ask for which of them."""
        self.ensure_one()
        if len(self._get_plan().sheets) == 1:
            return self._open_document("ppf/1")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ink preview"),
            "res_model": "print.imposed.sheet",
            "view_mode": "form",
            "target": "new",
            "context": {"default_imposed_id": self.id},
        }
