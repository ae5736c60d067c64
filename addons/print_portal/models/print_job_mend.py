from odoo import models
from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import UserError


class PrintJob(models.Model):
    """What a client does with a job that was returned, or waits for its files."""

    _inherit = "print.job"

    def _mend(self, values, accepted_rules=(), file_ids=()):
        """Take the client's corrections of form and files, and send the job again.

        What was ordered before is kept as an older version of the spec.

        :param values: as ``print.order.type._parse_form`` returns them
        :param file_ids: ids of the client's files for this job
        :raise SpecErrors: with every error of the form
        :raise UserError: when the job is not with the client, or still lacks its files
        """
        self.ensure_one()
        # Accounts change a job through this door only, and see no table of statuses.
        job = self.sudo()
        job._check_is_with_client()
        spec = job.spec_id._revise(values, accepted_rules)
        spec.accepted_rules = list(accepted_rules)
        spec._set_files(file_ids)
        SpecErrors.raise_for(spec._check())
        if spec._get_first_status() == "awaiting_files":
            raise UserError(self.env._("Add at least one file, then send it."))
        if spec != job.spec_id:
            spec._freeze()
            job._revise_spec(spec)
        job._resubmit()
