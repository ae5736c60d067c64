from odoo import models

from .print_proof import APPROVED


class SaleOrder(models.Model):
    """The layout that the client has approved, on the page of his order."""

    _inherit = "sale.order"

    def _portal_values(self, account):
        """Add to each of ``proofs`` the picture of the layout that counts.

        It is the one that was approved, else the newest; while none is drawn there is
        ``""``. Of an order that was never shown, its cover stands for the layout.
        """
        values = super()._portal_values(account)
        if not values.get("proofs"):
            return values
        # The order was found by the account's rights, and its proofs with it.
        jobs = self.sudo().print_job_ids.filtered("proof_ids")
        layouts = {job.name: job._get_layout_proof() for job in jobs}
        files = self.env["print.proof.file"].sudo()
        files = files.concat(*(proof.file_ids for proof in layouts.values()))
        pictures = files._get_picture_urls()
        for told in values["proofs"]:
            proof = layouts[told["name"]]
            told["layout"] = {
                "heading": self.env._("Proof %s", proof.version),
                "date": proof._format(proof.date_decided),
                "is_approved": proof.state == APPROVED,
                "url": proof._get_url(),
                "pictures": [
                    {"url": pictures[file], "name": file.name}
                    for file in proof.file_ids
                    if file in pictures
                ],
            }
        return values
