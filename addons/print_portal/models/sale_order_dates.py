from odoo import fields, models
from odoo.tools.misc import format_datetime


class SaleOrder(models.Model):
    """When the jobs of an order are ready, as its client reads it."""

    _inherit = "sale.order"

    def write(self, vals):
        """A delivery date that staff set is told like any other."""
        result = super().write(vals)
        if "commitment_date" in vals:
            self.print_job_ids._tell_new_dates()
        return result

    def _portal_values(self, account):
        """Add to the jobs of a basket when they would be ready if it were sent now."""
        values = super()._portal_values(account)
        if not self.is_basket:
            return values
        # The basket was found by the account's own rights; dates need the calendar.
        dates = self.sudo()._get_basket_dates()
        for line in values["lines"]:
            line["dates"] = dates.get(line["id"])
        return values

    def _get_basket_dates(self):
        """Return dict of line id to texts, see ``print.order.type._get_form_dates``."""
        lines = self.order_line.filtered("print_spec_id")
        offers = lines.print_spec_id._get_offers(fields.Datetime.now(), self.company_id)
        dates = {}
        for line in lines:
            spec = line.print_spec_id
            order_type, values = spec.order_type_id, spec.values or {}
            chosen = order_type._choose_offer(values, offers[spec])
            dates[line.id] = order_type._get_offer_texts(values, chosen)
        return dates

    def _format_promise(self, with_year=False):
        """Return the day on which all jobs are promised, by the shop's calendar.

        :param with_year: for papers, which are read years later
        """
        if self.is_basket:
            return ""  # promised is what has been ordered
        dates = [job.date_promised for job in self.print_job_ids if job.date_promised]
        if not dates:
            return ""
        return format_datetime(
            self.env,
            max(dates),
            tz=self.company_id._get_print_tz(),
            dt_format="EEE d MMM y" if with_year else "EEE d MMM",
        )

    def _format_promise_end(self):
        """Return that day for the end of a sentence.

        Where the month is abbreviated, its full stop is the sentence's, too.
        """
        return self._format_promise().rstrip(".")

    def _get_mail_values(self):
        """Say in every mail which dates have moved later, the old beside the new."""
        values = super()._get_mail_values()
        # Whoever gets the mail about an order may know its dates.
        moved = self.sudo().print_job_ids.filtered(lambda job: job._is_date_later())
        return values | {
            "moved": [
                {
                    "title": job.title or job.name,
                    "ready": job._format_date(job.date_promised),
                    "was": job._format_date(job.date_told),
                }
                for job in moved
            ]
        }
