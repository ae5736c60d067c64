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
        job._send_again(spec)

    def _mend_words(self, typed, file_ids=()):
        """Take what the client tells anew about work that staff have not described yet.

        :param typed: texts ``type`` (code of a kind of work), ``comment`` and ``phone``
        :param file_ids: ids of the client's files for this job
        :raise FormErrors: with every error of the form
        :raise UserError: when the job is not with the client, or described by now
        """
        self.ensure_one()
        # Accounts change a job through this door only, and see no table of statuses.
        job = self.sudo()
        job._check_is_with_client()
        if not job.spec_id.is_brief:
            raise UserError(
                self.env._("We have described this job by now: look again.")
            )
        order, spec = self.order_id, job.spec_id
        kind = order._get_quick_type(typed.get("type")) or spec.order_type_id
        phone, comment, file_ids = order._read_words(typed, kind, file_ids)
        if kind == spec.order_type_id:
            spec._set_files(file_ids)
        else:
            # Accounts write no specs: what is asked for comes through this door.
            spec = (
                self.env["print.spec"]
                .sudo()
                .create(
                    {
                        **kind._prepare_outline(comment, file_ids),
                        "version": spec.version + 1,
                        "previous_id": spec.id,
                    }
                )
            )
            job.line_id.product_id = kind.product_id
        # Clients may not write orders: this much of a mended outline is theirs.
        order.sudo().write({"print_note": comment, "print_recipient_phone": phone})
        job._send_again(spec)

    def _send_again(self, spec):
        """Point this job to ``spec``, if that is another one, and send it to us."""
        if spec != self.spec_id:
            spec._freeze()
            self._revise_spec(spec)
        self._resubmit()
