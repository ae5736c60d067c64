from odoo import api, models
from odoo.addons.print_portal.filestore import Known


class PrintFile(models.Model):
    """The nightly look at the disk knows imposed files as it knows artwork."""

    _inherit = "print.file"

    @api.model
    def _known_files(self):
        made = self.env["print.imposed"].search_fetch(
            [("path", "!=", False)], ["path", "stamp"]
        )
        return super()._known_files() + [
            Known(imposed.path, imposed.stamp) for imposed in made
        ]

    def _mark_missing(self, paths):
        result = super()._mark_missing(paths)
        imposed = self.env["print.imposed"]
        gone = imposed.search([("path", "in", list(paths)), ("state", "=", "done")])
        gone.state = "missing"
        back = imposed.search(
            [
                ("path", "!=", False),
                ("path", "not in", list(paths)),
                ("state", "=", "missing"),
            ]
        )
        back.state = "done"
        return result
