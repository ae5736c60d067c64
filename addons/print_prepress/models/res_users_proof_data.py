from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Proofs among the data of an account: handed out, and blanked with its person."""

    _inherit = "res.users"

    def _get_print_export(self, whole_client):
        yield from super()._get_print_export(whole_client)
        yield "proofs", self._export_proofs(whole_client)

    def _export_proofs(self, whole_client):
        """What the account has decided; all decisions of its orders, too."""
        orders = self._find_export_orders(whole_client)
        # The orders were found by the account's rights; their proofs go along.
        rows_sudo = (
            self.env["print.proof.approver"]
            .sudo()
            .search(
                Domain("job_id.order_id", "in", orders.ids)
                | Domain("user_id", "=", self.env.uid),
                order="id",
            )
        )
        for row in rows_sudo:
            yield {
                "job": row.job_id.name,
                "version": row.proof_id.version,
                "sent": row.proof_id.date,
                "approver": row.name,
                "decision": row.state,
                "date": row.date_decided,
                "how": row.how,
                "reason": row.reason,
                "files": row.proof_id.file_ids.mapped("name"),
                "checksums": row.checksums,
            }

    def _blank_print_account(self):
        """What was decided stays, who it was does not."""
        # Rows of proofs are written by their doors alone; so is this one.
        account = self.sudo()
        rows = (
            self.env["print.proof.approver"].sudo().search([("user_id", "=", self.id)])
        )
        self.env["print.proof.person"].sudo().search(
            [("user_id", "=", self.id)]
        ).unlink()
        account.write({"proof_away_until": False, "proof_stand_in_id": False})
        result = super()._blank_print_account()
        rows.write({"name": self.env._("Deleted"), "email": False})
        return result
