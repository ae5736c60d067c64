from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderMail(PrintOrdersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        for lang in ("fr_FR", "bg_BG"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.salesperson.email = "sales@shop.example"
        cls.salesperson.notification_type = "email"

    def _mails(self, act):
        """Return the mails that ``act`` has put into the queue."""
        queue = self.env["mail.mail"]
        before = queue.search([])
        act()
        self.env.flush_all()
        return queue.search([]) - before

    def _to_clients(self, mails):
        return mails.filtered(
            lambda mail: any(user.share for user in mail.recipient_ids.user_ids)
        )

    def _send_basket(self, account=None, *forms):
        basket = self._basket(account, *forms).with_user(account or self.ivanova).sudo()
        return basket, self._mails(basket._submit_basket)

    # The client --------------------------------------------------------------------

    def test_a_sent_order_is_told_once_to_each(self):
        order, mails = self._send_basket()
        self.assertEqual(len(mails), 2)
        self.assertTrue(all(mail.state == "outgoing" for mail in mails))
        mail = self._to_clients(mails)
        self.assertEqual(mail.recipient_ids, self.ivanova.partner_id)
        self.assertEqual(
            mail.subject, f"{order.name} · Waiting for your files · Booklet Autumn"
        )
        self.assertEqual((mails - mail).recipient_ids, self.salesperson.partner_id)

    def test_a_mail_leads_to_our_page_and_names_whom_to_ask(self):
        order, mails = self._send_basket()
        body = self._to_clients(mails).body_html
        self.assertIn(f"/my/print/orders/{order.id}", body)
        self.assertIn(self.salesperson.name, body)
        for secret in ("access_token", "/my/orders/", "/mail/view"):
            self.assertNotIn(secret, body)

    def test_amounts_are_for_who_may_see_them(self):
        order, mails = self._send_basket(self.ivanova)
        amount = order._get_total_values()["total"]
        self.assertNotIn("96", self._to_clients(mails).body_html.split("Questions")[0])
        _order, mails = self._send_basket(self.main)
        self.assertIn(amount, self._to_clients(mails).body_html)

    def test_a_mail_is_in_the_language_of_its_reader(self):
        template = self.env.ref("print_portal.mail_template_order_status")
        template.with_context(lang="fr_FR").body_html = "<p>Bonjour</p>"
        status = self.env.ref("print_portal.status_started")
        status.with_context(lang="fr_FR").client_name = "En fabrication"
        self.ivanova.lang = "fr_FR"
        order = self._order()
        confirm = order.with_user(self.salesperson).with_context(lang="en_US")
        mail = self._to_clients(self._mails(confirm.action_confirm))
        self.assertEqual(
            mail.subject, f"{order.name} · En fabrication · Booklet Autumn"
        )
        self.assertIn("Bonjour", mail.body_html)

    def test_confirming_sends_one_mail_for_all_jobs(self):
        order = self._order(self.ivanova, self._form(), self._form())
        confirm = order.with_user(self.salesperson)
        mails = self._mails(confirm._validate_order)
        self.assertEqual(len(self._to_clients(mails)), 1)
        self.assertIn("In production", self._to_clients(mails).subject)
        jobs = order.print_job_ids.with_user(self.prepress)
        jobs._move_to("output")
        mails = self._mails(lambda: (jobs.action_next(), jobs.action_next()))
        self.assertFalse(mails)
        self.assertEqual(len(self._mails(jobs.action_next)), 1)

    def test_a_return_says_what_and_where(self):
        job = self._job_in("checking").with_user(self.prepress)
        reason = self.env.ref("print_portal.reason_no_bleed")
        mail = self._mails(
            lambda: job._move_to("returned", reason=reason, note="Pages 2 and 3.")
        )
        self.assertEqual(mail.recipient_ids, self.ivanova.partner_id)
        self.assertIn("Correction needed", mail.subject)
        self.assertIn(
            "Waiting for you: replace the file, it has no bleed.", mail.body_html
        )
        self.assertIn("Pages 2 and 3.", mail.body_html)

    def test_who_made_the_step_himself_is_not_told(self):
        job = self._job_in("returned")
        mails = self._mails(job.with_user(self.ivanova)._resubmit)
        self.assertFalse(self._to_clients(mails))
        self.assertEqual(mails.recipient_ids, self.salesperson.partner_id)
        order = job.order_id
        mails = self._mails(order.with_user(self.ivanova)._cancel_by_client)
        self.assertFalse(self._to_clients(mails))
        self.assertEqual(mails.recipient_ids, self.salesperson.partner_id)

    def test_a_colleague_who_cancels_lets_the_owner_know(self):
        order = self._order(self.ivanova)
        mails = self._mails(order.with_user(self.main)._cancel_by_client)
        self.assertEqual(self._to_clients(mails).recipient_ids, self.ivanova.partner_id)

    def test_the_final_price_goes_to_who_may_see_it(self):
        order = self._job_in("ready").order_id
        order.print_job_ids.made_quantity = 7
        wizard = Form.from_action(
            self.env(user=self.salesperson),
            {
                "type": "ir.actions.act_window",
                "res_model": "print.final.price",
                "context": {"default_order_id": order.id},
                "view_mode": "form",
            },
        ).save()
        mail = self._mails(wizard.action_fix)
        self.assertEqual(mail.recipient_ids, self.main.partner_id)
        self.assertIn("84.00", mail.body_html)
        self.assertIn("estimate was", mail.body_html)

    def test_an_account_without_address_is_told_at_the_clients(self):
        self.ivanova.partner_id.email = False
        _order, mails = self._send_basket()
        self.assertEqual(self._to_clients(mails).recipient_ids, self.poligraf)

    # Staff ---------------------------------------------------------------------------

    def test_staff_are_told_in_their_language_with_a_way_to_the_order(self):
        self.env["res.lang"]._activate_lang("bg_BG")
        self.salesperson.lang = "bg_BG"
        order = self._order()
        said = []

        def say(order):
            said.append(order.env.lang)
            return "Ново"

        mail = self._mails(lambda: order.with_user(self.ivanova)._tell_staff(say))
        self.assertEqual(said, ["bg_BG"])
        self.assertEqual(mail.subject, "Ново")
        self.assertIn(f"/odoo/print-orders/{order.id}", mail.body_html)
        self.assertEqual(mail.author_id, self.company.partner_id)

    def test_without_a_salesperson_the_coordinators_who_may_open_it_are_told(self):
        self.poligraf.user_id = False
        order = self._order()
        self.assertFalse(order.with_user(self.coordinator).has_access("read"))
        self.assertNotIn(self.coordinator.partner_id, order._get_print_staff())
        self.assertTrue(order._get_print_staff())
        self.coordinator.write(
            {
                "group_ids": [
                    Command.link(
                        self.env.ref("sales_team.group_sale_salesman_all_leads").id
                    )
                ],
                "notification_type": "email",
            }
        )
        _order, mails = self._send_basket()
        self.assertIn(self.coordinator.partner_id, mails.recipient_ids)

    def test_a_message_of_the_client_reaches_the_salesperson(self):
        order = self._order()
        mails = self._mails(
            lambda: order.with_user(self.ivanova).message_post(
                body="When?", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        )
        self.assertEqual(mails.recipient_ids, self.salesperson.partner_id)

    # What core would tell ----------------------------------------------------------

    def test_an_answer_of_staff_leads_to_our_page_without_amount(self):
        order = self._order()
        self.env.flush_all()
        mails = self._mails(
            lambda: order.with_user(self.salesperson).message_post(
                body="Tomorrow", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        )
        mail = self._to_clients(mails)
        self.assertEqual(mail.recipient_ids, self.ivanova.partner_id)
        self.assertIn(f"/my/print/orders/{order.id}", mail.body_html)
        self.assertNotIn("access_token", mail.body_html)
        self.assertNotIn(order.currency_id.format(order.amount_total), mail.body_html)

    def test_notes_among_staff_reach_no_client(self):
        order = self._job_in("started").order_id
        mails = self._mails(
            lambda: (
                order.with_user(self.salesperson).message_post(body="Note"),
                order.print_job_ids.with_user(self.prepress).message_post(
                    body="Look", message_type="comment", subtype_xmlid="mail.mt_note"
                ),
            )
        )
        self.assertFalse(self._to_clients(mails))

    def test_confirming_from_core_sends_no_mail_of_core(self):
        order = self._create_order(self.ivanova)
        mail = self._to_clients(self._mails(order._validate_order))
        self.assertEqual(len(mail), 1)
        self.assertIn(order.name, mail.subject)
        self.assertFalse(mail.attachment_ids)
        self.assertNotIn("access_token", mail.body_html)

    def test_a_quotation_is_mailed_by_cores_button(self):
        order = self.env["sale.order"].with_user(self.salesperson)
        order = order.create(
            {
                "partner_id": self.petrov.id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "price_unit": 10})
                ],
            }
        )
        action = order.action_quotation_send()
        composer = Form.from_action(self.env(user=self.salesperson), action).save()
        mails = self._mails(composer.action_send_mail)
        self.assertEqual(order.state, "sent")
        mail = self._to_clients(mails)
        self.assertEqual(mail.recipient_ids, self.petrov)
        self.assertIn(f"{order.name} · Quotation", mail.subject)
        self.assertIn("10.00", mail.body_html)
        self.assertNotIn("access_token", mail.body_html)

    def test_a_link_is_no_key_to_the_discussion(self):
        order = self._order()
        token = order._portal_ensure_token()
        orders = self.env["sale.order"].with_user(self.rival)
        self.assertFalse(orders._get_thread_with_access(order.id, token=token))
        partner = order.partner_id
        self.assertFalse(
            orders._get_thread_with_access(
                order.id, hash=order._sign_token(partner.id), pid=partner.id
            )
        )
        orders = self.env["sale.order"].with_user(self.ivanova)
        self.assertTrue(orders._get_thread_with_access(order.id))

    def test_a_stranger_writes_into_no_discussion(self):
        order = self._order()
        for user in (self.rival, self.stranger, self.public):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                order.with_user(user).message_post(body="Hello")
