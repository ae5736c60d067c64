from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.print_draft import DAYS_KEPT
from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

FORM = "/my/print/order/ctp_plates"
BANNER = "div[hasclass('pr-draft')]"


@tagged("post_install", "-at_install")
class TestDraft(FilesMixin, PrintOrdersCommon):
    def _keep(self, user, **raw):
        return self._drafts(user)._keep(self.plates, {"job_title": "Booklet", **raw})

    def _drafts(self, user):
        return self.env["print.draft"].with_user(user)

    def test_one_draft_a_form_follows_what_is_typed(self):
        self.assertTrue(self._keep(self.ivanova, copies="2"))
        self.assertTrue(self._keep(self.ivanova, copies="3"))
        self._drafts(self.ivanova)._keep(self.wide, {"job_title": "Banner"})
        drafts = self.env["print.draft"].search([("user_id", "=", self.ivanova.id)])
        self.assertEqual(len(drafts), 2)
        own = self._drafts(self.ivanova)._find_own(self.plates)
        self.assertEqual(own.typed, {"job_title": "Booklet", "copies": "3"})

    def test_nobody_but_its_user_sees_a_draft(self):
        self._keep(self.ivanova)
        draft = self.env["print.draft"].search([("user_id", "=", self.ivanova.id)])
        self.assertEqual(self._drafts(self.ivanova).search([]), draft)
        for user in (self.main, self.head, self.buh, self.rival, self.stranger):
            with self.subTest(user=user.login):
                self.assertFalse(self._drafts(user).search([]))
                self.assertFalse(self._drafts(user)._find_own(self.plates))
                with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                    draft.with_user(user).read(["typed"])
        for user in (self.salesperson, self.prepress, self.public):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._drafts(user).search([])

    def test_a_draft_is_written_through_its_door_only(self):
        self._keep(self.ivanova)
        own = self._drafts(self.ivanova).search([])
        with self.assertRaises(AccessError):
            own.write({"typed": {}})
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaises(AccessError):
            own.copy({"order_type_id": self.wide.id})

    def test_one_who_is_no_client_keeps_nothing(self):
        self.assertFalse(self._keep(self.stranger))
        self.assertFalse(self.env["print.draft"].search([]))

    def test_a_draft_stays_with_the_client_it_was_typed_for(self):
        self._keep(self.ivanova)
        contact = self.ivanova.partner_id
        contact.sudo().parent_id = self.reklama
        self.env.invalidate_all()
        self.assertFalse(self._drafts(self.ivanova).search([]))
        self.assertFalse(self._drafts(self.ivanova)._find_own(self.plates))
        self.assertTrue(self._keep(self.ivanova, copies="9"))
        [draft] = self.env["print.draft"].search([("user_id", "=", self.ivanova.id)])
        self.assertEqual(draft.client_id, self.reklama)

    def test_only_what_the_form_asks_is_kept_and_never_too_much(self):
        self._keep(self.ivanova, evil="x", copies=2)
        own = self._drafts(self.ivanova)._find_own(self.plates)
        self.assertEqual(own.typed, {"job_title": "Booklet", "copies": "2"})
        self.assertFalse(self._keep(self.ivanova, note_client="x" * 60_000))
        self.assertEqual(own.typed["job_title"], "Booklet")

    def test_files_of_others_are_not_kept(self):
        own = self._receive(self.ivanova, "own.pdf")
        foreign = self._receive(self.rival, "foreign.pdf")
        self._drafts(self.ivanova)._keep(self.plates, {}, (), [own.id, foreign.id])
        draft = self._drafts(self.ivanova)._find_own(self.plates)
        self.assertEqual(draft.file_ids, [own.id])

    def test_a_draft_of_an_older_form_opens_with_what_is_left(self):
        self._keep(self.ivanova, copies="3", plate_format="745x605", note_client="Fold")
        draft = self._drafts(self.ivanova)._find_own(self.plates)
        draft.typed = {**draft.typed, "stone": "limestone"}
        form_fields = self.plates.field_ids
        form_fields.filtered(lambda field: field.code == "note_client").active = False
        values = form_fields.value_ids
        values.filtered(lambda value: value.code == "745x605").active = False
        self.env.invalidate_all()
        typed, gone = draft._restore()
        self.assertEqual((typed["job_title"], typed["copies"]), ("Booklet", "3"))
        self.assertEqual(typed["plate_format"], "")
        self.assertNotIn("note_client", typed)
        self.assertNotIn("stone", typed)
        self.assertEqual(gone, ["Plate size"])
        # What the form asks since then begins as on a new form.
        self.assertEqual(typed["turnaround"], "standard")

    def test_what_nobody_comes_back_for_is_forgotten(self):
        self._keep(self.ivanova)
        self._keep(self.main)
        own = self._drafts(self.ivanova)._find_own(self.plates)
        self.env.flush_all()
        long_ago = fields.Datetime.now() - timedelta(DAYS_KEPT + 1)
        self.env.cr.execute(
            "UPDATE print_draft SET write_date = %s WHERE id = %s", (long_ago, own.id)
        )
        self.env.invalidate_all()
        self.env["print.draft"]._gc_drafts()
        self.assertFalse(own.exists())
        self.assertTrue(self._drafts(self.main)._find_own(self.plates))


class TestDraftPages(PrintPagesCommon):
    def _type(self, **raw):
        """Let the form keep what was typed, as its script does."""
        typed = self.plates._get_typed(self._form()) | raw
        params = {"code": "ctp_plates", "raw": typed}
        return self.make_jsonrpc_request("/my/print/draft", params)

    def _shown(self, answer, code):
        return self._find(answer, f"//*[@id='f_{code}']/@value")

    def test_whoever_comes_back_finds_the_form_as_he_left_it(self):
        self._login(self.ivanova)
        self.assertFalse(self._find(self._get(FORM), f"//{BANNER}"))
        self.assertTrue(self._type(job_title="Half", copies="3", turnaround="express"))
        self.authenticate(None, None)
        self._login(self.ivanova)
        page = self._get(FORM)
        self.assertEqual(self._shown(page, "job_title"), ["Half"])
        self.assertEqual(self._shown(page, "copies"), ["3"])
        chosen = "//*[@name='turnaround'][@checked]/@value"
        self.assertEqual(self._find(page, chosen), ["express"])
        today = fields.Date.context_today(self.ivanova)
        self.assertIn(str(today.day), self._read(page, f"//{BANNER}"))
        self.assertIn("You began this on", self._read(page, f"//{BANNER}"))
        # A form of other work is as new.
        other = self._get("/my/print/order/wide_format")
        self.assertFalse(self._find(other, f"//{BANNER}"))

    def test_a_colleague_gets_a_new_form(self):
        self._login(self.ivanova)
        self._type(job_title="Half")
        for account in (self.main, self.head, self.rival):
            with self.subTest(account=account.login):
                self._login(account)
                page = self._get(FORM)
                self.assertEqual(self._shown(page, "job_title"), [""])
                self.assertFalse(self._find(page, f"//{BANNER}"))

    def test_starting_anew_forgets_it(self):
        self._login(self.ivanova)
        self._type(job_title="Half")
        answer = self._post(FORM, start_anew="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._shown(self._get(FORM), "job_title"), [""])

    def test_what_is_in_the_basket_is_no_draft_any_more(self):
        self._login(self.ivanova)
        self._type(job_title="Half")
        typed = self.plates._get_typed(self._form(job_title="Whole"))
        typed = {code: text for code, text in typed.items() if text != ""}
        self.assertEqual(self._post(FORM, **typed).status_code, 303)
        self.assertFalse(self.env["print.draft"].search([]))
        # The job in the basket is changed there; that is no draft of a new one.
        self._type(job_title="Next")
        line = self.ivanova.print_basket_id.order_line
        path = f"/my/print/basket/job/{line.id}"
        page = self._get(path)
        self.assertEqual(self._shown(page, "job_title"), ["Whole"])
        self.assertFalse(self._find(page, f"//{BANNER}"))
        self.assertFalse(self._find(page, "//form/@data-draft-url"))
        self._post(path, **{**typed, "job_title": "Whole again"})
        self.assertEqual(self._shown(self._get(FORM), "job_title"), ["Next"])

    def test_without_a_script_a_refused_form_is_kept_as_well(self):
        self._login(self.ivanova)
        answer = self._post(FORM, job_title="Half", copies="-5", plate_format="x")
        self.assertEqual(answer.status_code, 422)
        page = self._get(FORM)
        self.assertEqual(self._shown(page, "job_title"), ["Half"])
        self.assertEqual(self._shown(page, "copies"), ["-5"])

    def test_opening_a_form_asks_no_query_more_with_many_drafts(self):
        self._login(self.main)
        self._type(job_title="Half")
        few = self._count_queries(FORM)
        for account in (self.ivanova, self.head, self.buh, self.rival):
            for order_type in self.env["print.order.type"].search([]):
                self.env["print.draft"].with_user(account)._keep(
                    order_type, {"job_title": "x"}
                )
        self.assertLessEqual(self._count_queries(FORM), few)
