from odoo import models

from .print_proof import APPROVED, WAITING
from .print_proof_notes import key_of
from .print_proof_versions import choose_place


class PrintProof(models.Model):
    """A proof as its page shows it: the stage, the words beside it, the decision.

    Who reads is an account or one of the staff, by his rights, or an approver by his
    link: he sees this version alone, and nothing leads from there to anything else.
    """

    _inherit = "print.proof"

    def _get_page_values(self, place=("", 0), compared=0, approver=None, root=""):
        """Return everything that the page of this proof shows.

        :param place: ``(key of a file, number of a page)`` to begin with
        :param int compared: version of the proof to show beside, 0 for none
        :param approver: ``print.proof.approver`` who reads by his link
        :param str root: address of the page of that link
        :return: dict, see the templates ``proof`` and ``viewer``
        """
        self.ensure_one()
        is_staff = not approver and not self.env.user.share
        # The rows were checked by whoever found the proof; what is told is chosen here.
        proof = self.sudo()
        told = self._portal_values(
            account=None if approver else self.env.user, approver=approver
        )
        action = root or told["url"]
        files = [file._get_stage_file(action) for file in proof.file_ids]
        # Counted when it was sent, unless nobody had read the files by then.
        told["pages"] = told["pages"] or sum(file["count"] for file in files)
        sees_order = not approver and self._is_order_seen()
        counts = {file["key"]: file["count"] for file in files}
        groups = proof._get_groups(is_staff, sees_order, counts)
        place = choose_place(files, place)
        # By link one sees this version alone; by login what one's rights show.
        shown = self if approver else self.search([("job_id", "=", proof.job_id.id)])
        earlier = shown.sudo().filtered(lambda each: each.version < proof.version)
        other = earlier.filtered(lambda each: each.version == compared)
        takes_comments = proof._takes_comments()
        heading = self.env._("Proof %s", proof.version)
        return {
            **told,
            "key": f"proof{proof.id}",
            "heading": heading,
            "title": proof.job_id.title or "",
            "order_name": proof.job_id.order_id.name,
            "sent": self.env._("Sent %s", told["date"]),
            "history": [each._get_past(proof) for each in shown.sudo() - proof],
            "groups": proof._complete_groups(groups, place, files),
            "others": proof._get_other_pages(groups, action),
            "current": key_of(*place),
            "page_heading": self.env._("Page %s", "%s"),
            "can_comment": takes_comments,
            "is_staff": is_staff,
            "decision": proof._get_decision_values(told, shown.sudo()[:1]),
            "view": {
                "files": files,
                "pins": [pin for group in groups for pin in group["pins"]],
                "file": place[0],
                "page": place[1] or 1,
                "can_pin": bool(place[1]) and takes_comments,
                # Beside another version its number tells which is which.
                "title": heading if other else proof.job_id.title or proof.job_id.name,
                "back": {} if other else proof._get_back(is_staff, sees_order),
            },
            "compared": other.version or 0,
            "other": other and other._get_other_view(proof, place),
            "same": proof._get_same_keys(other),
            "compare_with": earlier[:1].version,
            "action": action,
            "order_url": told["order"]["url"] if sees_order else "",
            "staff_url": proof.job_id._get_staff_url() if is_staff else "",
            "sheet_url": f"{action}/pdf" if proof.state != WAITING else "",
        }

    def action_show_page(self):
        """Button of staff."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self._get_url(), "target": "new"}

    def _has_open_comments(self):
        """What the client has said, and is not done, says what to change."""
        return super()._has_open_comments() or bool(self._get_open_remarks())

    def _is_order_seen(self):
        """Whether the user sees the order, too: who is only asked about it does not."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return False
        # Its number is no secret of who sees the proof; the search asks for the right.
        domain = [("id", "=", self.sudo().order_id.id)]
        return bool(orders.search_count(domain, limit=1))

    def _get_back(self, is_staff, sees_order):
        """Return where the reader came from; by link he has been nowhere else."""
        order = self.job_id.order_id
        if is_staff:
            return {"url": self.job_id._get_staff_url(), "name": self.job_id.name}
        if sees_order:
            return {"url": order._get_print_url(), "name": order.name}
        return {}

    def _get_decision_values(self, told, newest):
        """Return what the foot of the words column says and offers.

        :param newest: the last version that the reader sees
        """
        _ = self.env._
        if told["can_decide"]:
            return {
                "can_decide": True,
                "tick": _(
                    "I have looked at all %s pages. These exact files are printed.",
                    told["pages"],
                )
                if told["pages"] > 1
                else _("I have looked at it. This exact file is printed."),
                "open_count": len(self._get_open_remarks()),
            }
        leads_on = newest != self
        is_good = self.state == APPROVED
        return {
            "can_decide": False,
            "lead": told["lead"],
            "more": _("If the file or the order changes later, we ask again.")
            if is_good
            else "",
            "tone": told["tone"] if self.state != WAITING else "run",
            "url": newest._get_url() if leads_on else "",
            "label": _("See proof %s", newest.version) if leads_on else "",
        }
