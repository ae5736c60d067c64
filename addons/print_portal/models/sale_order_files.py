from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _create_print_jobs(self):
        """The files chosen on the forms join the jobs they were chosen for."""
        jobs = super()._create_print_jobs()
        jobs._follow_spec_files()
        return jobs
