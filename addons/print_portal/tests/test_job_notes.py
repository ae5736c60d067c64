from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon, PrintOrdersHttpCommon


class FileTalkCase(FilesMixin, PrintOrdersCommon):
    def _artwork(self):
        order = self._order()
        return order.print_job_ids.artwork_ids

    def _mails(self, act):
        before = self.env["mail.message"].search([])
        act()
        return self.env["mail.message"].search([]) - before


@tagged("post_install", "-at_install")
class TestJobNotes(FileTalkCase):
    """Notes on a job and on its files: each has its readers."""

    def _shown(self, artwork, account=None):
        order = artwork.job_id.order_id
        [line] = order._portal_values(account or self.ivanova)["lines"]
        return line

    def test_a_client_reads_what_is_said_to_him_and_nothing_else(self):
        artwork = self._artwork()
        staff = artwork.with_user(self.prepress)
        staff._comment("Awful typography", "staff")
        staff._comment("The logo is grey: is that right?", "all")
        [file] = self._shown(artwork)["files"]
        [said] = file["comments"]
        self.assertEqual(said["body"], "The logo is grey: is that right?")
        self.assertTrue(said["is_us"])
        self.assertNotIn("Awful", str(self._shown(artwork)))
        self.assertEqual(artwork.comment_count, 2)

    def test_a_client_hides_nothing_from_us(self):
        artwork = self._artwork()
        artwork.with_user(self.ivanova)._comment("Yes, grey", "staff")
        self.assertEqual(artwork.comment_ids.audience, "all")
        self.assertEqual(artwork.comment_ids.user_id, self.ivanova)

    def test_the_other_side_is_told(self):
        artwork = self._artwork()
        for user, audience, told in (
            (self.ivanova, "all", self.salesperson.partner_id),
            (self.prepress, "all", self.ivanova.partner_id),
            (self.prepress, "staff", self.env["res.partner"]),
        ):
            own = artwork.with_user(user)
            news = self._mails(lambda own=own, who=audience: own._comment("Hm", who))
            with self.subTest(user=user.login, audience=audience):
                self.assertEqual(news.partner_ids, told)

    def test_a_comment_is_one_and_stays(self):
        artwork = self._artwork()
        for text, refusal in (("  ", "write what"), ("x" * 2001, "shorten it")):
            with self.assertRaisesRegex(UserError, refusal):
                artwork.with_user(self.ivanova)._comment(text)
        comment = artwork.with_user(self.prepress)._comment("Once", "staff")
        for user in (self.prepress, self.salesperson):
            with self.assertRaises(AccessError):
                comment.with_user(user).write({"audience": "all"})
            with self.assertRaises(AccessError):
                comment.with_user(user).unlink()
        for user in (self.ivanova, self.rival, self.colleague):
            with self.subTest(user.login), self.assertRaises(AccessError):
                comment.with_user(user).read(["body"])

    def test_the_export_of_an_account_has_what_was_said_to_it(self):
        artwork = self._artwork()
        artwork.with_user(self.prepress)._comment("Hidden words", "staff")
        artwork.with_user(self.ivanova)._comment("Grey is right")
        for user, texts in ((self.ivanova, ["Grey is right"]), (self.buh, [])):
            rows = user.with_user(user)._export_comments(False)
            self.assertEqual([row["text"] for row in rows], texts)

    def test_who_does_not_see_a_file_says_nothing_about_it(self):
        artwork = self._artwork()
        for user in (self.rival, self.buh, self.stranger):
            with self.subTest(user.login), self.assertRaises(AccessError):
                artwork.with_user(user)._comment("Hello")

    def test_staff_say_who_reads_it(self):
        artwork = self._artwork()
        wizard = self.env["print.artwork.say"].with_user(self.prepress)
        wizard = wizard.create({"artwork_id": artwork.id, "body": "Careful"})
        wizard.action_say()
        self.assertEqual(artwork.comment_ids.audience, "staff")

    def test_each_note_has_its_readers(self):
        job = self._order().print_job_ids
        job.with_user(self.prepress).write(
            {
                "note_finishing": "Crease at 105 mm",
                "note_production": "Old blanket",
                "note_internal": "Pays late",
            }
        )
        line = self._shown(job.artwork_ids)
        self.assertEqual(line["job"]["finishing"], "Crease at 105 mm")
        for hidden in ("Old blanket", "Pays late"):
            self.assertNotIn(hidden, str(line))
        own = job.with_user(self.ivanova)
        self.assertEqual(own.note_finishing, "Crease at 105 mm")
        for name in (
            "note_production",
            "note_internal",
            "control_level",
            "override_ids",
            "hold_user_id",
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                own.read([name])
        for name in ("accepted_by_id", "certified_by_id", "comment_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                own.artwork_ids.read([name])

    def test_a_hold_has_somebody_who_settles_it(self):
        job = self._job_in("started")
        wizards = self.env["print.job.stop"].with_user(self.prepress)
        wizards.create(
            {
                "job_ids": job.ids,
                "kind": "hold",
                "reason_id": self.env.ref("print_portal.reason_control").id,
                "note": "Colour of sheet 3",
                "user_id": self.salesperson.id,
                "control_level": "every",
            }
        ).action_stop()
        self.assertEqual(job.control_level, "every")
        self.assertEqual(job.hold_user_id, self.salesperson)
        self.assertEqual(job.activity_ids.user_id, self.salesperson)
        self.assertEqual(job.activity_ids.summary, "Taken out for control")
        awaited = job.order_id._get_awaited_line()
        self.assertIn("we look at the work once more", awaited["lead"])
        self.assertNotIn(self.salesperson.name, str(awaited))
        job.with_user(self.prepress).action_next()
        self.assertFalse(job.hold_user_id or job.activity_ids)
        self.assertEqual(job.control_level, "every")


@tagged("post_install", "-at_install")
class TestFileTalkHttp(FilesMixin, PrintOrdersHttpCommon):
    def test_a_client_comments_on_the_page_of_his_order(self):
        artwork = self._order().print_job_ids.artwork_ids
        order = artwork.job_id.order_id
        artwork.with_user(self.prepress)._comment("Hidden words", "staff")
        self.authenticate(self.ivanova.login, self.ivanova.login)
        token = {"csrf_token": Request.csrf_token(self)}
        url = f"/my/print/artwork/{artwork.id}/comment"
        answer = self.url_open(url, data=token | {"comment": "Grey is right"})
        self.assertIn(f"/my/print/orders/{order.id}", answer.url)
        self.assertIn("Grey is right", answer.text)
        self.assertNotIn("Hidden words", answer.text)
        long = "x" * 2001
        answer = self.url_open(url, data=token | {"comment": long})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("shorten it to 2000", answer.text)
        self.assertIn(long, answer.text)
        self.authenticate(self.rival.login, self.rival.login)
        token = {"csrf_token": Request.csrf_token(self)}
        answer = self.url_open(url, data=token | {"comment": "Hello"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(artwork.comment_count, 2)

    def test_prepress_replaces_a_file_from_its_own_computer(self):
        artwork = self._order().print_job_ids.artwork_ids
        url = f"/print/artwork/{artwork.id}/replace"
        picture = b"\xff\xd8\xff\xe0 CMYK " + bytes(range(256)) * 8000
        files = {"file": ("cover_cmyk.jpg", picture, "image/jpeg")}
        self.authenticate(self.prepress.login, self.prepress.login)
        self.assertIn(artwork.name, self.url_open(url).text)
        token = {"csrf_token": Request.csrf_token(self)}
        answer = self.url_open(url, data=token | {"reason": " "}, files=files)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("What is different", answer.text)
        self.assertEqual(artwork.job_id._get_current_artwork(), artwork)
        answer = self.url_open(
            url,
            data=token | {"reason": "Now in CMYK"},
            files=files,
            allow_redirects=False,
        )
        self.assertEqual(answer.status_code, 303)
        new = artwork.job_id._get_current_artwork()
        self.assertEqual((new.name, new.version), ("cover_cmyk.jpg", 2))
        self.assertEqual((self.root / new.path).read_bytes(), picture)
        self.assertEqual(new.comment_ids.body, "Now in CMYK")
        for user in (self.salesperson, self.ivanova):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open(url).status_code, 404)
