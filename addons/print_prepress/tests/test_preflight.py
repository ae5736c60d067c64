import io
from datetime import timedelta
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from odoo import fields
from odoo.addons.print_portal.tests.orders_common import (
    PrintOrdersCommon,
    PrintOrdersHttpCommon,
)
from odoo.addons.print_portal.tests.test_print_artwork import ArtworkMixin
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..models.print_preflight_check import ATTEMPTS


def pdf(pages=2):
    """Return a PDF of so many pages, the same bytes each time."""
    memory = io.BytesIO()
    canvas = Canvas(memory, invariant=True)
    for number in range(pages):
        canvas.drawString(100, 100, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


class PreflightMixin(ArtworkMixin):
    def setUp(self):
        super().setUp()
        self.preflights = self.env["print.preflight"]
        self.judged = []
        self.enterContext(
            patch.object(
                self.env.registry["print.artwork"],
                "_judge",
                lambda artwork: self.judged.append(artwork),
            )
        )

    def _artwork(self, content=None, name="cover.pdf"):
        """Return the artwork of a new job, its check not begun."""
        file = self._receive(self.ivanova, name, content or pdf())
        return self._job(file).artwork_ids

    def _queue_jobs(self, preflight):
        key = f"print.preflight-{preflight.id}"
        return self.env["queue.job"].search([("identity_key", "=", key)])


@tagged("post_install", "-at_install")
class TestPreflight(PreflightMixin, PrintOrdersCommon):
    def test_what_joins_a_job_is_checked_in_the_background(self):
        artwork = self._artwork()
        preflight = artwork.preflight_id
        self.assertEqual(preflight.state, "waiting")
        job = self._queue_jobs(preflight)
        self.assertEqual((job.state, job.channel), ("pending", "root.preflight"))
        self.assertFalse(self.judged)
        preflight._check()
        self.assertEqual((preflight.state, preflight.progress), ("done", 100))
        self.assertEqual(preflight.page_count, 2)
        facts = preflight._get_facts()
        self.assertEqual((facts.format, len(facts.pages)), ("pdf", 2))
        self.assertEqual(self.judged, [artwork])

    def test_a_contractor_learns_nothing_of_files_that_are_not_his(self):
        """Neither their names, which a check tells, nor how they look."""
        contractor = new_test_user(self.env, "test-contractor", "base.group_user")
        artwork = self._artwork()
        artwork.preflight_id._check()
        for model in ("print.preflight", "print.preview"):
            its = [("checksum", "=", artwork.checksum)]
            for user, is_told in ((self.prepress, True), (contractor, False)):
                with self.subTest(model=model, user=user.login):
                    found = self.env[model].with_user(user).search(its)
                    self.assertEqual(bool(found), is_told)

    def test_the_same_bytes_are_read_once(self):
        first, second = self._artwork(), self._artwork(name="again.pdf")
        preflight = first.preflight_id
        self.assertEqual(second.preflight_id, preflight)
        self.assertEqual(len(self._queue_jobs(preflight)), 1)
        preflight._check()
        self.assertEqual(self.judged[0], first | second)
        with patch("odoo.addons.print_prepress.prepress.sandbox.run") as run:
            third = self._artwork(name="third.pdf")
            preflight._check()
        run.assert_not_called()
        self.assertTrue(third.date_judged, "known bytes are judged at once")
        self.assertIn("fonts_embedded", third.finding_ids.mapped("rule"))

    def test_a_job_goes_before_what_lies_in_a_folder(self):
        file = self._receive(self.ivanova, "cover.pdf", pdf())
        job = self._queue_jobs(file.sudo().preflight_id)
        self.assertEqual(job.priority, 20)
        self._job(file)
        self.assertEqual(job.priority, 10)

    def test_a_broken_file_is_checked_all_the_same(self):
        artwork = self._artwork(b"%PDF-1.7 and nothing else")
        artwork.preflight_id._check()
        self.assertEqual(artwork.preflight_id.state, "done")
        self.assertEqual(artwork.preflight_id._get_facts().trouble, "broken")
        self.assertEqual(self.judged, [artwork])

    def test_a_check_that_was_killed_goes_on_where_it_stood(self):
        preflight = self._artwork().preflight_id
        preflight._begin()
        preflight._read()
        self.assertEqual(preflight.state, "running")
        module = "odoo.addons.print_prepress.models.print_preflight_check"
        with patch(f"{module}.inspect") as inspect:
            preflight._check()
        inspect.assert_not_called()  # what was read is kept
        self.assertEqual((preflight.state, preflight.attempts), ("done", 2))

    # Nothing is lost

    def test_a_check_whose_job_is_gone_is_put_back_into_the_queue(self):
        preflight = self._artwork().preflight_id
        preflight.state = "running"
        self._queue_jobs(preflight).with_context(force_delete=True).unlink()
        self.preflights._cron_resume()
        self.assertEqual(self._queue_jobs(preflight).state, "pending")
        self.preflights._cron_resume()
        self.assertEqual(len(self._queue_jobs(preflight)), 1)

    def test_a_check_that_never_ends_is_left_to_a_person(self):
        preflight = self._artwork().preflight_id
        preflight.write({"state": "running", "attempts": ATTEMPTS})
        preflight._check()
        self.assertEqual(preflight.state, "failed")
        self.assertIn(f"Begun {ATTEMPTS} times", preflight.trouble)
        preflight.with_user(self.prepress).action_retry()
        preflight._check()
        self.assertEqual(preflight.state, "done")

    def test_bytes_that_are_gone_are_told_and_checked_again_later(self):
        artwork = self._artwork()
        path = self.root / artwork.sudo().path
        file = self.root / artwork.file_id.sudo().path
        for each in (path, file):
            each.rename(f"{each}.away")
        preflight = artwork.preflight_id
        preflight._check()
        self.assertEqual(preflight.state, "failed")
        self.assertEqual(preflight.trouble, "cover.pdf is not on our disk.")
        preflight._check_failed(exc_message="The queue gave up.")
        self.assertEqual(preflight.trouble, "The queue gave up.")
        (self.root / f"{file}.away").rename(file)
        self.preflights._request(artwork)
        preflight._check()
        self.assertEqual(preflight.state, "done")

    def test_files_from_before_are_checked_too(self):
        artwork = self._artwork()
        artwork.preflight_id.unlink()
        artwork.invalidate_recordset()
        self.preflights._cron_resume()
        artwork.invalidate_recordset()
        self.assertEqual(artwork.preflight_id.state, "waiting")

    def test_what_nobody_has_any_more_is_forgotten(self):
        used = self._artwork().preflight_id
        file = self._receive(self.ivanova, "gone.pdf", pdf(3))
        unused = file.sudo().preflight_id
        file.sudo().unlink()
        self.preflights._gc_unused()
        self.assertTrue(unused.exists(), "it was asked for today")
        long_ago = fields.Datetime.now() - timedelta(days=2)
        (used | unused).write({"date_requested": long_ago})
        self.preflights._gc_unused()
        self.assertEqual((used | unused).exists(), used)

    def test_only_prepress_checks_again(self):
        preflight = self._artwork().preflight_id
        preflight.state = "failed"
        for user in (self.ivanova, self.colleague):
            with self.assertRaises(AccessError):
                preflight.with_user(user).action_retry()
        self.assertEqual(preflight.state, "failed")

    # A queue that stands

    def _make_wait(self, preflight, minutes):
        self.env.flush_all()
        created = fields.Datetime.now() - timedelta(minutes=minutes)
        self.env.cr.execute(
            "UPDATE queue_job SET date_created = %s WHERE uuid = %s",
            (created, preflight.job_uuid),
        )
        self.env.invalidate_all()

    def test_staff_is_warned_once_a_file_has_waited_two_minutes(self):
        preflight = self._artwork().preflight_id
        self.env["queue.job"].search([("uuid", "!=", preflight.job_uuid)]).write(
            {"date_started": False, "state": "done"}
        )
        warned = self.preflights.with_user(self.prepress)
        self.assertFalse(warned.get_queue_trouble())
        self._make_wait(preflight, minutes=3)
        trouble = warned.get_queue_trouble()
        self.assertTrue(trouble["is_standing"])
        self.assertIn("The queue stands. Files that wait: 1", trouble["sentence"])
        begun = self._queue_jobs(self._artwork(pdf(3)).preflight_id)
        begun.write({"state": "started", "date_started": fields.Datetime.now()})
        trouble = warned.get_queue_trouble()
        self.assertFalse(trouble["is_standing"], "it is long, and gets on")
        with self.assertRaises(AccessError):
            self.preflights.with_user(self.ivanova).get_queue_trouble()

    # What the client sees

    def test_a_client_sees_how_far_his_files_are_and_nobody_elses(self):
        artwork = self._artwork()
        key = f"print.artwork-{artwork.id}"
        checks = self.preflights.with_user(self.ivanova)._get_progress([key])
        self.assertEqual(checks[key]["sentence"], "Waiting for the check")
        preflight = artwork.preflight_id
        preflight.write({"state": "running", "progress": 40})
        checks = self.preflights.with_user(self.ivanova)._get_progress([key])
        self.assertEqual(checks[key]["sentence"], "Being checked, 40 %")
        checks = self.preflights.with_user(self.rival)._get_progress([key])
        self.assertEqual(checks, {key: None})
        preflight._check()
        checks = self.preflights.with_user(self.ivanova)._get_progress([key])
        self.assertEqual(checks, {key: None})

    def test_keys_of_other_things_lead_nowhere(self):
        keys = ["res.users-1", "print.artwork-x", "print.artwork-1 or 1", "", "-"]
        checks = self.preflights.with_user(self.ivanova)._get_progress(keys)
        self.assertEqual(checks, dict.fromkeys(keys))

    def test_many_files_cost_no_query_each(self):
        keys = [
            f"print.file-{self._receive(self.ivanova, f'{n}.pdf', pdf(n)).id}"
            for n in range(1, 12)
        ]
        preflights = self.preflights.with_user(self.ivanova)
        preflights._get_progress(keys)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            preflights._get_progress(keys)


@tagged("post_install", "-at_install")
class TestPreflightHttp(PreflightMixin, PrintOrdersHttpCommon):
    def test_the_order_page_shows_the_check_and_asks_again(self):
        artwork = self._artwork()
        url = f"/my/print/orders/{artwork.job_id.order_id.id}"
        key = f"print.artwork-{artwork.id}"
        self.authenticate(self.ivanova.login, self.ivanova.login)
        page = self.url_open(url).text
        self.assertIn(f'data-check="{key}"', page)
        self.assertIn("Waiting for the check", page)
        checks = self.make_jsonrpc_request("/my/print/checks", {"keys": [key]})
        self.assertEqual(checks[key]["progress"], 0)
        artwork.preflight_id._check()
        checks = self.make_jsonrpc_request("/my/print/checks", {"keys": [key]})
        self.assertEqual(checks, {key: None})
        self.assertNotIn("data-check=", self.url_open(url).text)
