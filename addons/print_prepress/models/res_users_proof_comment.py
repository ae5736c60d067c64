from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What an account has said of proofs: who reads it, what becomes of it."""

    _inherit = "res.users"

    def _print_executor_domain(self, model_name):
        """Who makes a job reads what is said of its proofs."""
        if model_name == "print.proof.comment":
            return Domain("job_id.executor_id", "=", self.id)
        return super()._print_executor_domain(model_name)

    def _get_print_export(self, whole_client):
        yield from super()._get_print_export(whole_client)
        yield "proof_comments", self._export_proof_comments(whole_client)

    def _export_proof_comments(self, whole_client):
        for comment in self._find_export_comments("print.proof.comment", whole_client):
            yield {
                "job": comment.job_id.name,
                "version": comment.proof_id.version,
                "file": comment.artwork_id.name,
                "page": comment.page,
                "author": comment.author,
                "date": comment.date,
                "text": comment.body,
            }

    def _blank_print_account(self):
        """What was said stays, who it was does not."""
        # Staff blank accounts whose jobs they may not all see.
        comments_sudo = self.env["print.proof.comment"].sudo()
        said_sudo = comments_sudo.search([("user_id", "=", self.id)])
        result = super()._blank_print_account()
        said_sudo.author = self.env._("Deleted")
        return result
