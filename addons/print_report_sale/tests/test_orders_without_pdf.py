from unittest.mock import patch

from odoo.addons.account_payment.tests.common import AccountPaymentCommon
from odoo.addons.print_report.models import ir_actions_report
from odoo.addons.sale.tests.common import SaleCommon
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ShortPasswords

SENDERS = (
    "odoo.addons.print_report_sale.models.mail_template",
    "odoo.addons.print_report_sale.models.account_move_send",
)


@tagged("post_install", "-at_install")
class TestOrdersWithoutPdf(AccountPaymentCommon, SaleCommon, ShortPasswords):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "force_report_rendering": True})
        cls.sale_order = cls.sale_order.with_env(cls.env)
        cls.partner.email = "client@shop.example"
        cls.sale_order.require_signature = False
        cls.template = cls.env["mail.template"].create(
            {
                "name": "Invoice",
                "model_id": cls.env["ir.model"]._get("account.move").id,
                "subject": "Your invoice",
                "body_html": "<p>Here is <t t-out='object.name'/>.</p>",
                "use_default_to": True,
                "report_template_ids": cls.env.ref("account.account_invoices").ids,
            }
        )
        cls.invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.partner.id,
                "invoice_line_ids": [Command.create({"name": "x", "price_unit": 9})],
            }
        )
        cls.invoice.action_post()

    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(ir_actions_report, "ENGINE", None))
        self.enterContext(mute_logger(*SENDERS))

    def _mails(self, record):
        return record.message_ids.filtered(lambda message: message.partner_ids)

    def _tell_client(self):
        """Send a mail with a document, as core does for orders and invoices."""
        self.invoice.message_post_with_source(
            self.template, subtype_xmlid="mail.mt_comment"
        )

    def test_an_order_is_confirmed(self):
        self.sale_order._validate_order()
        self.assertEqual(self.sale_order.state, "sale")

    def test_the_client_is_told_without_the_document(self):
        self._tell_client()
        mail = self._mails(self.invoice)
        self.assertIn(self.invoice.name, mail.body)
        self.assertFalse(mail.attachment_ids)

    def test_staff_see_that_the_document_is_missing(self):
        self._tell_client()
        notes = "".join(self.invoice.message_ids.mapped("body"))
        self.assertIn("prepared without its document", notes)
        self.assertIn("WeasyPrint", notes)

    def test_a_payment_is_processed_and_invoiced(self):
        self.env["ir.config_parameter"].set_param("sale.automatic_invoice", "True")
        self.sale_order.action_confirm()
        transaction = self._create_transaction(
            flow="redirect",
            sale_order_ids=[Command.set(self.sale_order.ids)],
            amount=self.sale_order.amount_total,
            state="done",
        )
        transaction._post_process()
        self.assertTrue(transaction.is_post_processed)
        invoice = self.sale_order.invoice_ids
        self.assertEqual(invoice.state, "posted")
        self.assertFalse(invoice.is_move_sent)
        self.assertIn("not sent yet", "".join(invoice.message_ids.mapped("body")))

    def test_staff_may_write_to_the_client_by_hand(self):
        action = self.sale_order.action_quotation_send()
        composer = Form(
            self.env["mail.compose.message"].with_context(**action["context"])
        ).save()
        self.assertFalse(composer.attachment_ids)
        composer._action_send_mail()
        self.assertTrue(self._mails(self.sale_order))

    def test_printing_by_hand_says_what_is_wrong(self):
        with self.assertRaisesRegex(UserError, "WeasyPrint"):
            self.env["ir.actions.report"]._render_qweb_pdf(
                "sale.report_saleorder", self.sale_order.ids
            )

    def test_a_fault_in_a_template_is_not_hidden(self):
        reports = type(self.env["ir.actions.report"])
        fault = UserError("This template is broken.")
        with (
            patch.object(reports, "_render_qweb_pdf", side_effect=fault),
            self.assertRaisesRegex(UserError, "broken"),
        ):
            self._tell_client()
