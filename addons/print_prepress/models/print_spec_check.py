from odoo import models


class PrintSpec(models.Model):
    """Files that were picked for work which is not ordered yet."""

    _inherit = "print.spec"

    def _get_judged_values(self, file):
        """Return what a client reads of ``file`` if it is to be printed like this.

        :param file: a ``print.file`` that the account sees
        :return: see ``print.artwork._get_judged_values``; nothing can be decided yet
        """
        self.ensure_one()
        return self.order_type_id._get_judged_values(
            file, self._get_ordered(), self._get_preflight_profile()
        )
