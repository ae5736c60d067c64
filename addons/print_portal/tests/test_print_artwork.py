import os

from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged

from .files_common import PDF, FilesMixin
from .orders_common import PrintOrdersCommon, PrintOrdersHttpCommon


class ArtworkMixin(FilesMixin):
    def _job(self, *files, account=None):
        """Return the job of a new order, sent with ``files`` by ``ivanova``."""
        account = account or self.ivanova
        basket_sudo = self.env["sale.order"].with_user(account)._create_basket()
        order_type = self.plates.with_user(account).sudo()
        form = self._form(files_later=False)
        basket_sudo._add_print_job(order_type, form, file_ids=[f.id for f in files])
        basket_sudo._submit_basket()
        return self.env["print.job"].search([("order_id", "=", basket_sudo.id)])

    def _return(self, job):
        job._move_to("returned", reason=self.env.ref("print_portal.reason_no_bleed"))

    def _bytes(self, stored):
        return (self.root / stored.sudo().path).read_bytes()


@tagged("post_install", "-at_install")
class TestPrintArtwork(ArtworkMixin, PrintOrdersCommon):
    def test_files_chosen_on_the_form_belong_to_the_job_once_it_is_sent(self):
        file = self._receive(self.ivanova)
        job = self._job(file)
        artwork = job.artwork_ids
        self.assertEqual(job.status_id.code, "checking")
        self.assertEqual((artwork.name, artwork.version), ("cover.pdf", 1))
        self.assertEqual((artwork.file_id, artwork.checksum), (file, file.checksum))
        self.assertEqual(artwork.state, "checking")
        self.assertEqual(artwork.user_id, self.ivanova)
        held, given = (self.root / record.sudo().path for record in (artwork, file))
        self.assertTrue(os.path.samefile(held, given), "the bytes were copied")

    def test_the_order_shows_its_files(self):
        file = self._receive(self.ivanova)
        order = self._job(file).order_id
        [line] = order._portal_values(self.ivanova)["lines"]
        [shown] = line["files"]
        self.assertEqual((shown["name"], shown["size_text"]), ("cover.pdf", "10.0 KB"))
        self.assertIn("/my/print/artwork/", shown["url"])

    def test_two_jobs_share_the_bytes_of_one_file(self):
        file = self._receive(self.ivanova)
        first, second = self._job(file).artwork_ids, self._job(file).artwork_ids
        self.assertEqual(first.sudo().path, second.sudo().path)
        self.assertEqual((self.root / first.sudo().path).stat().st_nlink, 2)

    def test_a_job_keeps_its_bytes_whatever_happens_to_the_clients_file(self):
        file = self._receive(self.ivanova)
        job = self._job(file)
        path = self.root / file.sudo().path
        path.unlink()
        path.write_bytes(b"something else")
        self.assertEqual(self._bytes(job.artwork_ids), PDF)

    def test_a_mended_file_is_the_next_version_and_the_old_one_stays(self):
        job = self._job(self._receive(self.ivanova))
        self._return(job)
        mended = self._receive(self.ivanova, "cover.pdf", b"%PDF mended")
        mended.sudo().name = "cover.pdf"  # as FTP leaves it: there a name is replaced
        job.spec_id._set_files(mended.ids)
        job.with_user(self.ivanova)._resubmit()
        new, old = job.artwork_ids.sorted("version", reverse=True)
        self.assertEqual((new.version, new.is_current), (2, True))
        self.assertEqual((old.version, old.is_current), (1, False))
        self.assertEqual(self._bytes(new), b"%PDF mended")
        self.assertEqual(self._bytes(old), PDF)

    def test_a_file_left_out_is_not_printed_and_a_kept_one_stays_as_it_is(self):
        cover = self._receive(self.ivanova, "cover.pdf")
        block = self._receive(self.ivanova, "block.pdf", b"%PDF block")
        job = self._job(cover, block)
        kept = job.artwork_ids.filtered(lambda artwork: artwork.name == "block.pdf")
        self._return(job)
        final = self._receive(self.ivanova, "cover_final.pdf", b"%PDF final")
        job.spec_id._set_files((block | final).ids)
        job.with_user(self.ivanova)._resubmit()
        current = job._get_current_artwork()
        self.assertEqual(set(current.mapped("name")), {"block.pdf", "cover_final.pdf"})
        self.assertIn(kept, current)
        self.assertEqual(len(job.artwork_ids), 3)

    def test_a_doubtful_file_is_not_taken(self):
        file = self._receive(self.ivanova)
        file.sudo().state = "suspect"
        with self.assertRaises(SpecErrors) as caught:
            self._job(file)
        self.assertIn("Look at cover.pdf", caught.exception.errors[0].message)
        job = self._job(self._receive(self.ivanova, "good.pdf"))
        with self.assertRaisesRegex(UserError, "may be incomplete"):
            job._add_artwork(file)

    def test_another_clients_file_is_not_taken(self):
        foreign = self._receive(self.rival)
        with self.assertRaises(SpecErrors):  # not seen, so no file was chosen
            self._job(foreign)
        job = self._job(self._receive(self.ivanova))
        with self.assertRaises(AccessError):
            job._add_artwork(foreign)

    def test_bytes_that_changed_since_are_not_taken(self):
        file = self._receive(self.ivanova)
        job = self._job(self._receive(self.ivanova, "good.pdf"))
        path = self.root / file.sudo().path
        path.unlink()
        path.write_bytes(PDF[::-1])
        logger = "odoo.addons.print_portal.models.print_stored_mixin"
        with (
            self.assertLogs(logger),
            self.assertRaisesRegex(UserError, "changed on our disk"),
        ):
            job._add_artwork(file)

    def test_once_in_work_only_we_replace_files(self):
        job = self._job(self._receive(self.ivanova))
        self._accept_files(job)
        job.order_id.action_confirm()
        mended = self._receive(self.ivanova, "mended.pdf", b"%PDF mended")
        with self.assertRaisesRegex(UserError, "is in work"):
            job.with_user(self.ivanova)._add_artwork(mended)
        old = job.artwork_ids
        new = job.with_user(self.prepress)._add_artwork(mended, replaces=old)
        self.assertEqual(
            (new.version, new.is_current, old.is_current), (2, True, False)
        )

    def test_work_does_not_begin_with_a_lost_file(self):
        job = self._job(self._receive(self.ivanova))
        job.artwork_ids.sudo().state = "missing"
        with self.assertRaisesRegex(UserError, "Missing on our disk: cover.pdf"):
            job.order_id.action_confirm()

    # Who sees what

    def test_artwork_is_seen_with_its_order_and_changed_by_nobody(self):
        artwork = self._job(self._receive(self.ivanova)).artwork_ids
        domain = [("id", "=", artwork.id)]
        artworks = self.env["print.artwork"]
        for user in (self.ivanova, self.head, self.main, self.prepress):
            self.assertTrue(artworks.with_user(user).search(domain), user.login)
        for user in (self.buh, self.rival, self.stranger):
            self.assertFalse(artworks.with_user(user).search(domain), user.login)
        for user in (self.ivanova, self.main, self.prepress):
            own = artwork.with_user(user)
            with self.assertRaises(AccessError):
                own.write({"state": "accepted"})
            with self.assertRaises(AccessError):
                own.unlink()

    # What is used is not deleted

    def test_a_file_in_use_is_not_deleted_before_the_job_is_done(self):
        file = self._receive(self.ivanova)
        job = self._job(file)
        with self.assertRaisesRegex(UserError, job.order_id.name):
            file.with_user(self.ivanova)._delete_by(self.ivanova)
        job._move_to("cancelled")
        file.with_user(self.ivanova)._delete_by(self.ivanova)
        self.env.cr.postcommit.run()
        self.assertFalse(file.exists())
        self.assertEqual(self._bytes(job.artwork_ids), PDF)

    def test_a_file_in_a_basket_is_not_deleted(self):
        file = self._receive(self.ivanova)
        basket = self.env["sale.order"].with_user(self.ivanova)._create_basket()
        basket._add_print_job(self.plates, self._form(), file_ids=file.ids)
        with self.assertRaisesRegex(UserError, "basket"):
            file.with_user(self.ivanova)._delete_by(self.ivanova)

    def test_a_colleagues_order_is_not_named_to_who_may_not_see_it(self):
        file = self._receive(self.buh)
        order = self._job(file, account=self.main).order_id
        with self.assertRaises(UserError) as refused:
            file.with_user(self.buh)._delete_by(self.buh)
        self.assertNotIn(order.name, str(refused.exception))
        self.assertIn("with a colleague", str(refused.exception))
        usage = file.with_user(self.head)._get_usage()
        self.assertEqual(usage[file][0]["label"], order.name)

    def test_a_file_of_a_finished_order_says_which(self):
        file = self._receive(self.ivanova)
        job = self._job(file)
        name = job.order_id.name
        job._move_to("cancelled")
        usage = file.with_user(self.ivanova)._get_usage()[file]
        self.assertEqual([place["label"] for place in usage], [f"{name}, cancelled"])
        self.assertFalse(usage[0]["is_held"])
        done = self._job(file)
        self._accept_files(done)
        done.order_id.action_confirm()
        self._walk(done, self.env.ref("print_portal.status_closed"))
        held = self._job(file).order_id
        usage = file.with_user(self.ivanova)._get_usage()[file]
        self.assertEqual(
            [(place["label"], place["is_held"]) for place in usage],
            [
                (held.name, True),
                (f"{done.order_id.name}, finished", False),
                (f"{name}, cancelled", False),
            ],
        )
        self.assertTrue(all(place["url"] for place in usage))
        # A colleague's number stays untold, what became of his order does not.
        usage = file.with_user(self.buh)._get_usage()[file]
        self.assertEqual(usage[-1]["label"], "with a colleague, cancelled")

    def test_usage_of_many_files_costs_no_query_per_file(self):
        for number in range(10):
            self._job(self._receive(self.ivanova, f"{number}.pdf"))
        files = self.files.with_user(self.ivanova).search([])
        self.env.invalidate_all()
        files._get_usage()
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            files._get_usage()

    # Disk against records

    def test_a_lost_object_is_marked_and_told(self):
        artwork = self._job(self._receive(self.ivanova)).artwork_ids
        kept = self.root / artwork.sudo().path
        kept.rename(self.root / "away")
        logger = "odoo.addons.print_portal.models.print_file_reconcile"
        with self.assertLogs(logger, "ERROR") as logs:
            self.files._cron_reconcile()
        self.assertIn("is missing", logs.output[0])
        self.assertEqual(artwork.state, "missing")
        (self.root / "away").rename(kept)
        self.files._cron_reconcile()
        self.assertEqual(artwork.state, "checking")


@tagged("post_install", "-at_install")
class TestPrintArtworkHttp(ArtworkMixin, PrintOrdersHttpCommon):
    def test_a_jobs_file_is_downloaded_by_who_sees_the_order(self):
        artwork = self._job(self._receive(self.ivanova)).artwork_ids
        url = f"/my/print/artwork/{artwork.id}/download"
        for user, status in (
            (self.ivanova, 200),
            (self.head, 200),
            (self.prepress, 200),
            (self.buh, 404),
            (self.rival, 404),
        ):
            self.authenticate(user.login, user.login)
            answer = self.url_open(url, headers={"Range": "bytes=9-"})
            self.assertEqual(answer.status_code, 206 if status == 200 else status)
            if status == 200:
                self.assertEqual(answer.content, PDF[9:])

    def test_the_folder_says_where_a_file_is_used(self):
        file = self._receive(self.ivanova)
        order = self._job(file).order_id
        self.authenticate(self.ivanova.login, self.ivanova.login)
        page = self.url_open("/my/print/files").text
        self.assertIn(f"/my/print/orders/{order.id}", page)
        self.assertIn("In use", page)
        token = {"csrf_token": Request.csrf_token(self)}
        answer = self.url_open(f"/my/print/files/{file.id}/delete", data=token)
        self.assertIn(f"is used ({order.name})", answer.text)
        self.assertTrue(file.exists())
