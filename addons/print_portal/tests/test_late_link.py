import io
from datetime import timedelta

from werkzeug.formparser import FormDataParser

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import hash_sign

from ..models.print_late_link import MOST_A_DAY
from .files_common import PDF
from .pages_common import PrintPagesCommon


@tagged("post_install", "-at_install")
class TestLateLink(PrintPagesCommon):
    """A link that takes the files of one job, in every hand that may hold it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._send(cls.ivanova)
        cls.job = cls.order.print_job_ids
        cls.links = cls.env["print.late.link"]

    def _link(self, job=None, account=None, **options):
        job = (job or self.job).with_user(account or self.ivanova)
        return job._open_late_link(**options)

    def _path(self, link):
        return "/print/late/" + link._get_url().rpartition("/")[2]

    def _visit(self, path, user=None):
        if user:
            self._login(user)
        else:
            self.authenticate(None, None)
        return self._get(path)

    def _upload(self, path, name="cover.pdf", content=PDF):
        """Send a body as a script does, without any cookie."""
        self.opener.cookies.clear()
        return self.opener.post(
            f"{self.base_url()}{path}/upload",
            params={"name": name},
            data=content,
            headers={"Content-Type": "application/octet-stream"},
        )

    def _add(self, path, *names, content=PDF, **form):
        """Send files of a plain form, without any cookie."""
        self.opener.cookies.clear()
        parts = [("file", (name, io.BytesIO(content))) for name in names]
        return self.opener.post(
            self.base_url() + path,
            files=parts or None,
            data=form,
            allow_redirects=False,
        )

    # Who holds it --------------------------------------------------------------------

    def test_whoever_holds_a_link_sends_files_without_a_login(self):
        path = self._path(self._link(note="Cover and inside, one PDF each"))
        page = self._visit(path)
        text = self._read(page)
        for words in ("Booklet Autumn", self.job.name, "Cover and inside"):
            self.assertIn(words, text)
        self.assertEqual(self._add(path, "cover.pdf", "inside.pdf").status_code, 303)
        self.assertEqual(self.job.status_id.code, "awaiting_files")
        text = self._read(self._visit(path))
        self.assertIn("Files have come: 2", text)
        self.assertEqual(self._add(path, send="1").status_code, 303)
        self.assertEqual(self.job.status_id.code, "checking")
        artwork = self.job._get_current_artwork()
        self.assertEqual(set(artwork.mapped("name")), {"cover.pdf", "inside.pdf"})
        self.assertEqual(artwork.user_id, self.ivanova)
        files = self.files.with_user(self.ivanova).search([])
        self.assertEqual(files.partner_id, self.poligraf)
        self.assertEqual(set(files.mapped("origin")), {"link"})
        page = self._visit(path)
        self.assertIn("The files are with us", self._read(page))
        self.assertFalse(self._find(page, "//input[@type='file']"))

    def test_the_page_tells_nothing_else(self):
        self._receive(self.main, "secret.pdf")
        page = self._visit(self._path(self._link()))
        text = self._read(page, "//body")
        for secret in ("secret.pdf", "96.00", "Poligraf", self.poligraf.email):
            self.assertNotIn(secret, text)
        self.assertFalse(self._find(page, "//main//a"))
        for name, value in (
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex"),
        ):
            self.assertIn(value, page.headers[name])

    def test_a_link_opens_nothing_else(self):
        path = self._path(self._link())
        other = self._send(self.main).print_job_ids
        foreign = self._receive(self.main, "theirs.pdf")
        answer = self._add(path, drop=str(foreign.id), job_id=str(other.id))
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(foreign.exists())
        self._add(path, "cover.pdf", send="1", job_id=str(other.id))
        self.assertFalse(other.artwork_ids)
        for page in (f"/my/print/orders/{self.order.id}", "/my/print/files"):
            answer = self._visit(page)
            self.assertIn("/web/login", answer.headers["Location"])
        file = self.job.spec_id.file_ids
        answer = self._visit(f"/my/print/files/{file.id}/download")
        self.assertIn("/web/login", answer.headers["Location"])

    def test_another_client_with_the_link_is_a_holder_and_no_more(self):
        path = self._path(self._link())
        page = self._visit(path, self.rival)
        self.assertIn("Booklet Autumn", self._read(page))
        answer = self._visit(f"/my/print/orders/{self.order.id}", self.rival)
        self.assertEqual(answer.status_code, 404)

    def test_a_wrong_expired_or_revoked_link_is_one_page(self):
        link = self._link()
        path = self._path(link)
        elsewhere = hash_sign(self.env(su=True), "print_basket_link", link.id)
        wrong = {
            "cut": path[:-4],
            "changed": path[:-4] + "AAAA",
            "short": "/print/late/x",
            "letters": "/print/late/%D1%84",
            "another's": f"/print/late/{elsewhere}",
        }
        texts = {self._read(self._visit(each)) for each in wrong.values()}
        for each in wrong.values():
            self.assertEqual(self._visit(each).status_code, 404)
            self.assertEqual(self._upload(each).status_code, 404)
            self.assertEqual(self._add(each, "cover.pdf").status_code, 404)
        link.expires = fields.Datetime.now() - timedelta(seconds=1)
        texts.add(self._read(self._visit(path)))
        self.assertEqual(self._upload(path).status_code, 404)
        link = self._link()
        path = self._path(link)
        self.job.with_user(self.ivanova)._revoke_late_link(link.id)
        texts.add(self._read(self._visit(path)))
        self.assertEqual(self._add(path, "cover.pdf").status_code, 404)
        self.assertEqual(len(texts), 1)
        self.assertIn("works no more", texts.pop())
        self.assertFalse(self.files.search([]))

    def test_nothing_is_read_from_whoever_has_no_link(self):
        parse = FormDataParser.parse
        read = []

        def note(parser, *args, **kwargs):
            read.append(args)
            return parse(parser, *args, **kwargs)

        self.patch(FormDataParser, "parse", note)
        answer = self._add("/print/late/x", "big.bin", content=bytes(3_000_000))
        self.assertEqual((answer.status_code, read), (404, []))
        path = self._path(self._link())
        answer = self._add(path, "big.bin", content=bytes(11 << 20))
        self.assertEqual((answer.status_code, len(read)), (303, 1))
        self.assertEqual(self.job.spec_id.file_ids.size, 11 << 20)

    def test_a_link_ends_with_the_work_it_was_for(self):
        path = self._path(self._link())
        self._upload(path)
        self._add(path, send="1")
        self.assertEqual(self._upload(path, "late.pdf").status_code, 400)
        self.assertEqual(self._add(path, "late.pdf").status_code, 422)
        self.order.action_confirm()
        self.assertEqual(self.job.kind, "work")
        self.assertEqual(self._visit(path).status_code, 404)
        self.assertEqual(self._upload(path, "late.pdf").status_code, 404)
        names = self.job._get_current_artwork().mapped("name")
        self.assertEqual(names, ["cover.pdf"])

    def test_a_link_ends_with_the_right_of_its_account(self):
        path = self._path(self._link())
        self.ivanova.with_user(self.env.ref("base.user_admin")).action_archive()
        self.assertEqual(self._visit(path).status_code, 404)
        order = self._office_order()
        path = self._path(self._link(order.print_job_ids, self.ivanova))
        self.assertEqual(self._visit(path).status_code, 404)

    def _office_order(self):
        order = self._send(self.main)
        order.print_account_id = False
        return order

    def test_a_revoked_right_ends_a_link_of_an_office_order(self):
        job = self._office_order().print_job_ids
        link = self.links._open(job, self.ivanova)
        path = self._path(link)
        self.assertEqual(self._visit(path).status_code, 200)
        self.ivanova.can_submit = False
        self.assertEqual(self._visit(path).status_code, 404)

    # What is sent --------------------------------------------------------------------

    def test_a_file_of_the_same_name_takes_the_place_of_the_first(self):
        path = self._path(self._link())
        self._upload(path, "cover.pdf")
        self._upload(path, "Cover_v2.pdf", PDF + b"2")
        current = self.job._get_current_artwork()
        self.assertEqual((current.name, current.version), ("Cover_v2.pdf", 2))
        [file] = self.links._find(path.rpartition("/")[2])._get_files()
        self._add(path, drop=str(file.id))
        current = self.job._get_current_artwork()
        self.assertEqual((current.name, current.version), ("cover.pdf", 1))
        self._add(path, send="1")
        self.assertEqual(self.job._get_current_artwork(), current)

    def test_what_was_refused_is_said_and_the_rest_stays(self):
        path = self._path(self._link())
        answer = self._add(path, "good.pdf", "a/../\x01.pdf")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(self.job.spec_id.file_ids.mapped("name"), ["good.pdf"])
        self._set_param("files_quota_gb", "0.000001")
        answer = self._upload(path, "more.pdf")
        self.assertEqual(answer.status_code, 413)
        self.assertIn("your folder has room", answer.json()["error"])
        self.assertEqual(self._add(path).status_code, 303)

    def test_nothing_is_sent_on_without_a_file(self):
        path = self._path(self._link())
        answer = self._add(path, send="1")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Add at least one file", self._read(answer))
        self.assertEqual(self.job.status_id.code, "awaiting_files")

    def test_a_link_works_for_a_returned_job_once_more(self):
        path = self._path(self._link())
        self._upload(path)
        self._add(path, send="1")
        self.job.spec_id.file_ids.date_received -= timedelta(hours=1)
        reason = self.env.ref("print_portal.reason_no_bleed")
        self.job._move_to("returned", reason=reason, note="Pages 2 and 3")
        page = self._visit(path)
        self.assertIn("Pages 2 and 3", self._read(page))
        # What was sent before is no news, and is not taken back.
        self.assertNotIn("cover.pdf", self._read(page))
        self.assertEqual(self._add(path, send="1").status_code, 422)
        self._upload(path, "cover.pdf", PDF + b"bleed")
        self._add(path, send="1")
        self.assertEqual(self.job.status_id.code, "checking")
        self.assertEqual(self.job._get_current_artwork().version, 2)

    def test_the_clock_starts_when_the_files_are_here(self):
        self.assertFalse(self.job.date_promised)
        path = self._path(self._link())
        self._upload(path)
        self.assertFalse(self.job.date_promised)
        self._add(path, send="1")
        self.assertGreater(self.job.date_promised, fields.Datetime.now())

    # Made and taken back -------------------------------------------------------------

    def test_the_page_of_the_order_makes_and_revokes_links(self):
        self._login(self.ivanova)
        address = f"/my/print/orders/{self.order.id}/job/{self.job.id}/link"
        self._post(address, days="7", email="Designer@Example.com", note="Cover")
        link = self.links.search([("email", "=", "designer@example.com")])
        self.assertEqual(link.account_id, self.ivanova)
        page = self._get(f"/my/print/orders/{self.order.id}")
        self.assertIn(
            link._get_url(),
            [
                e.get("value")
                for e in self._find(page, "//section[@id='uploads']//input")
            ],
        )
        self._post(address, revoke=str(link.id))
        self.assertFalse(link.is_open)
        page = self._get(f"/my/print/orders/{self.order.id}")
        self.assertNotIn(link._get_url(), page.text)

    def test_what_was_typed_is_kept_when_it_is_refused(self):
        self._login(self.ivanova)
        address = f"/my/print/orders/{self.order.id}/job/{self.job.id}/link"
        for typed, words in (
            ({"email": "nobody", "days": "7"}, "E-mail: enter an address"),
            ({"email": "a@example.com", "days": "9999"}, "choose how long"),
            ({"days": "7", "note": "x" * 501}, "shorten it to 500"),
        ):
            answer = self._post(address, **typed)
            self.assertEqual(answer.status_code, 422)
            self.assertIn(words, self._read(answer))
            for name in {"email", "note"} & set(typed):
                found = self._find(answer, f"//details[@open]//*[@name='{name}']")
                value = found[0].get("value") or found[0].text_content()
                self.assertEqual(value, typed[name])

    def test_who_may_not_act_on_the_order_makes_no_link(self):
        for user in (self.buh, self.rival, self.stranger):
            with self.assertRaises(AccessError, msg=user.login):
                self._link(account=user)
        self.assertTrue(self._link(account=self.main).is_open)
        self.assertTrue(self._link(account=self.prepress).is_open)
        for user in (self.rival, self.stranger, self.public, self.ivanova):
            with self.assertRaises(AccessError, msg=user.login):
                self.links.with_user(user).search([])
        with self.assertRaises(AccessError):
            self.links.with_user(self.accountant).search([])

    def test_links_are_limited(self):
        for _number in range(MOST_A_DAY):
            self.links.search([], limit=1)._revoke()
            link = self._link()
            if self.links.search_count([]) >= MOST_A_DAY:
                break
        self.assertTrue(link.is_open)
        with self.assertRaisesRegex(UserError, "Enough links"):
            self._link()

    def test_staff_ask_for_files(self):
        wizard = self.env["print.late.link.ask"].with_user(self.prepress)
        asked = wizard.create({"job_id": self.job.id, "note": "Cover"})
        self.assertEqual(asked.email, self.ivanova.partner_id.email)
        asked.action_open()
        link = self.links.search([], limit=1)
        self.assertEqual((link.account_id, link.note), (self.prepress, "Cover"))
        self.assertIn("/print/late/", link.with_user(self.prepress).url)
        link.with_user(self.prepress).action_revoke()
        self.assertFalse(link.is_open)
