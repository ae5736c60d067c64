from .pages_common import PrintPagesCommon

NOTICES = "/my/print/profile/notices"


class TestNotices(PrintPagesCommon):
    """A client chooses of what he is told by mail; some of it he has to know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})

    def _notice(self, code):
        return self.env.ref(f"print_portal.notice_{code}")

    def _mails(self, act):
        """Return the mails to ivanova that ``act`` has put into the queue."""
        queue = self.env["mail.mail"]
        before = queue.search([])
        act()
        self.env.flush_all()
        new = queue.search([]) - before
        return new.filtered(lambda mail: self.ivanova.partner_id in mail.recipient_ids)

    def test_he_switches_off_what_may_be_off(self):
        self._login(self.ivanova)
        page = self._get(NOTICES)
        offered = self._find(page, "//input[@name='notice']/@value")
        self.assertIn(str(self._notice("ready").id), offered)
        self.assertNotIn(str(self._notice("mend").id), offered)
        self.assertIn("The order stands still until you answer", self._read(page))
        keep = [str(self._notice("hold").id), "x", str(self._notice("mend").id)]
        self.assertEqual(self._post(NOTICES, notice=keep).status_code, 303)
        muted = self.ivanova.partner_id.print_muted_ids
        self.assertIn(self._notice("ready"), muted)
        self.assertNotIn(self._notice("hold"), muted)
        self.assertNotIn(self._notice("mend"), muted)
        self.assertIn("Switched off", self._read(self._get("/my/print/profile")))

    def test_money_is_offered_to_who_may_see_it(self):
        final = str(self._notice("final_price").id)
        for user, sees in ((self.ivanova, False), (self.buh, True)):
            with self.subTest(user=user.login):
                self._login(user)
                offered = self._find(
                    self._get(NOTICES), "//input[@name='notice']/@value"
                )
                self.assertEqual(final in offered, sees)

    def test_a_choice_is_ones_own(self):
        self.env(user=self.buh).user._save_notices([])
        self.assertTrue(self.buh.partner_id.print_muted_ids)
        self.assertFalse(self.ivanova.partner_id.print_muted_ids)

    def test_the_status_decides_what_its_mail_is_about(self):
        self.ivanova.partner_id.print_muted_ids = self._notice("moves")
        job = self._order().print_job_ids
        self.assertFalse(self._mails(job.order_id.action_confirm))
        ready = self.env.ref("print_portal.status_ready")
        self.assertTrue(self._mails(lambda: self._walk(job, ready)))

    def test_what_waits_for_him_is_told_whatever_he_chose(self):
        self.ivanova.partner_id.print_muted_ids = self.env["print.notice"].search([])
        order = self._order()
        reason = self.env.ref("print_portal.reason_no_bleed")
        sent = self._mails(
            lambda: order.print_job_ids._move_to("returned", reason=reason)
        )
        self.assertEqual(len(sent), 1)

    def test_messages_may_be_off_too(self):
        order = self._order()
        order.message_subscribe(self.ivanova.partner_id.ids)

        def write():
            order.with_user(self.salesperson).message_post(
                body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
            )

        mail = self._mails(write)
        self.assertIn(NOTICES, mail.body_html)
        self.ivanova.partner_id.print_muted_ids = self._notice("message")
        self.assertFalse(self._mails(write))

    def test_every_mail_leads_to_the_choice(self):
        order = self._basket(self.ivanova).with_user(self.ivanova).sudo()
        mail = self._mails(order._submit_basket)
        self.assertIn(NOTICES, mail.body_html)
        self.assertIn("Choose which mails you get", mail.body_html)

    def test_who_has_no_account_has_no_choice_to_make(self):
        walk_in = self.env["res.partner"].create(
            {"name": "Walk-in", "email": "walk-in@example.com"}
        )
        order = self._create_order(client=walk_in)
        template = self.env.ref("print_portal.mail_template_order_offer")
        order._send_print_mail(template)
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertEqual(mail.recipient_ids, walk_in)
        self.assertNotIn(NOTICES, mail.body_html)
