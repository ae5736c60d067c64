import base64

from odoo import models
from odoo.fields import Command

from .print_approval import RETURNED
from .sale_order_mail import LAYOUT

REPORT = "sale.action_report_saleorder"


class SaleOrder(models.Model):
    """Mails about the approval of a basket; written in the background."""

    _inherit = "sale.order"

    def _mail_approvers(self):
        """Ask everybody who may approve this basket, with its paper attached.

        The paper names amounts for those alone who may see them.
        """
        self.ensure_one()
        template = self.env.ref("print_portal.mail_template_basket_approval")
        papers = {}
        for account in self._get_approvers():
            kind = account.lang, account._has_print_right("see_finance")
            if kind not in papers:
                papers[kind] = self._make_basket_paper(account)
            self._send_basket_mail(template, account, papers[kind])

    def _mail_returned(self):
        """Tell the owner that his basket came back, and why."""
        template = self.env.ref("print_portal.mail_template_basket_returned")
        self._send_basket_mail(template, self.print_account_id)

    def _send_basket_mail(self, template, account, paper=None):
        """Queue a mail about this basket to ``account``; see ``_send_print_mail``.

        :param paper: a PDF, as bytes
        """
        contact = account.partner_id
        contact = contact if contact.email else contact.print_client_id
        # Accounts send no mail in the shop's name; who gets it follows from the step.
        order = self.sudo().with_context(print_mail_contact=contact.id)
        attachments = (
            [
                Command.create(
                    {
                        "name": f"{order._get_basket_label()}.pdf".replace("/", "-"),
                        "datas": base64.b64encode(paper),
                        "mimetype": "application/pdf",
                    }
                )
            ]
            if paper
            else []
        )
        template.with_env(order.env).send_mail(
            order.id,
            email_values={
                "author_id": self.company_id.partner_id.id,
                "recipient_ids": [Command.set(contact.ids)],
                "attachment_ids": attachments,
            },
            email_layout_xmlid=LAYOUT,
        )
        self._hurry_mail()

    def _make_basket_paper(self, account):
        """Return this basket as a PDF for ``account``, None without an engine.

        :rtype: bytes
        """
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() != "ok":
            return None
        env = self.with_user(account).with_context(lang=account.lang).env
        # Accounts have no right on reports, nor on texts of products.
        reports_sudo = env["ir.actions.report"].sudo().with_company(self.company_id)
        content, _kind = reports_sudo._render_qweb_pdf(
            REPORT, self.ids, data={"report_type": "pdf"}
        )
        return content

    # What they say ------------------------------------------------------------------

    def _get_mail_values(self):
        """Add to every mail what became of the approval; lead to the basket."""
        values = super()._get_mail_values()
        order = self.sudo()  # as for all other values of a mail
        step = order.print_approval_ids[-1:]
        if order.is_basket:
            values["url"] = f"{order.get_base_url()}/my/print/baskets/{order.id}"
            values["label"] = order.env._("See the basket")
        return values | {
            "approver": order.print_approver_id.name or "",
            "approval": {"who": step.account_id.name, "comment": step.comment or ""},
        }

    def _get_approval_subject(self):
        """Return the subject of a mail about the approval of this basket."""
        order = self.sudo()  # the steps are not the reader's to read
        label = order._get_basket_label()
        if order.print_approval_ids[-1:].kind == RETURNED:
            return order.env._("Sent back: %s", label)
        return order.env._("For your approval: %s", label)
