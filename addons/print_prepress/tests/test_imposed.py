import hashlib
import io
import zipfile
from unittest.mock import patch

import pikepdf
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.print_portal.tests.orders_common import (
    PrintOrdersCommon,
    PrintOrdersHttpCommon,
)
from odoo.addons.print_portal.tests.test_print_artwork import ArtworkMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import print_imposed_archive, print_imposed_machine
from ..prepress import ghostscript
from ..prepress.impose import NotImposed
from .programs import needs_ghostscript

MM = 72 / 25.4
A5 = (148, 210)


def book(pages=16, size=A5, mark=""):
    """Return a PDF whose pages say their numbers."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(size[0] * MM, size[1] * MM), invariant=True)
    for number in range(1, pages + 1):
        canvas.drawString(20 * MM, 20 * MM, f"page {number} {mark}")
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


class ImposedMixin(ArtworkMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.booklet = cls.env.ref("print_prepress.imposition_saddle_a5_16")
        cls.maker = cls.prepress

    def _checked(self, content=None, name="book.pdf", account=None):
        file = self._receive(account or self.ivanova, name, content or book())
        file.sudo().preflight_id._check()
        return file

    def _job(self, *files):
        """Return the job of sent plates that are to be imposed by the booklet."""
        typed = {
            "plate_format": "745x605",
            "scheme": str(self.booklet.id),
            "pages": 16,
            "finished_width": A5[0],
            "finished_height": A5[1],
        }
        plates = self.plates.with_user(self.ivanova).sudo()
        basket_sudo = self.env["sale.order"].with_user(self.ivanova)._create_basket()
        basket_sudo._add_print_job(
            plates,
            self._form(plates, files_later=False, colors_back=4, **typed),
            file_ids=[file.id for file in files],
        )
        basket_sudo._submit_basket()
        return self.env["print.job"].search([("order_id", "=", basket_sudo.id)])

    def _impose(self, job):
        """Have ``job`` imposed as ordered; return the sheets, made."""
        wizard = self.env["print.job.impose"].with_user(self.maker)
        wizard = wizard.create({"job_id": job.id})
        self.assertTrue(wizard.is_as_ordered)
        wizard.action_impose()
        imposed = job.imposed_ids.sorted("version")[-1:]
        imposed._make()
        return imposed

    def _path(self, imposed):
        return imposed._store().path(imposed.path)


@tagged("post_install", "-at_install")
class TestImposed(ImposedMixin, PrintOrdersCommon):
    """Sheets of a job: made of its file, kept, and void when that changes."""

    def test_sixteen_pages_come_on_one_sheet_with_two_sides(self):
        job = self._job(self._checked())
        imposed = self._impose(job)
        self.assertEqual((imposed.state, imposed.trouble), ("done", False))
        self.assertRegex(imposed.name, r"_p001-016_720x520_imposed_v1\.pdf$")
        self.assertTrue(imposed.is_current)
        with pikepdf.open(self._path(imposed)) as sheets:
            self.assertEqual(len(sheets.pages), 2)
            box = [float(side) / MM for side in sheets.pages[0].mediabox]
            self.assertEqual([round(side) for side in box], [0, 0, 720, 520])

    def test_a_page_of_another_size_is_named(self):
        file = self._checked(book(size=(140, 200)))
        imposed = self._impose(self._job(file))
        self.assertEqual(imposed.state, "failed")
        self.assertRegex(imposed.trouble, "is 140 × 200 mm, planned is 148 × 210 mm")

    def test_other_bytes_void_the_sheets_and_the_gate_says_so(self):
        job = self._job(self._checked())
        imposed = self._impose(job)
        imposed.with_user(self.maker).action_certify()
        self.assertTrue(imposed.is_certified)
        self.assertFalse(self._say_gate(job, imposed))
        extra = job._add_artwork(self._checked(book(mark="a cover")))
        self.assertFalse(imposed.is_current)
        extra.is_current = False
        self.assertTrue(imposed.is_current)
        mended = self._checked(book(mark="mended"))
        job._add_artwork(mended, replaces=job._get_current_artwork())
        self.assertFalse(imposed.is_current)
        self.assertIn("void", self._say_gate(job, imposed))
        with self.assertRaisesRegex(UserError, "impose the job again"):
            imposed.with_user(self.maker).action_certify()
        again = self._impose(job)
        self.assertEqual((again.version, again.is_current), (2, True))
        self.assertIn("Not certified", self._say_gate(job, again))

    def _say_gate(self, job, imposed):
        self.env.invalidate_all()
        sentences = job._get_certificate_blockers()
        return " ".join(each for each in sentences if imposed.name in each)

    def test_another_order_voids_the_sheets(self):
        job = self._job(self._checked())
        imposed = self._impose(job)
        spec = job.spec_id
        changed = spec._revise({**spec.values, "colors_back": 1})
        self.env.cr.execute(
            "UPDATE print_job SET spec_id = %s WHERE id = %s", (changed.id, job.id)
        )
        self.env.invalidate_all()
        self.assertFalse(imposed.is_current)

    def test_figures_are_those_of_the_day_of_the_order(self):
        job = self._job(self._checked())
        self.booklet.write({"sheet_width": 900, "sheet_height": 700})
        self.assertEqual(self._impose(job)._get_plan().scheme.sheet.width_mm, 720)

    def test_only_prepress_imposes(self):
        job = self._job(self._checked())
        scheme = self.booklet._get_scheme()
        with self.assertRaises(AccessError):
            job.with_user(self.ivanova)._impose(scheme, "x")
        with self.assertRaises(AccessError):
            job.with_user(self.accountant)._impose(scheme, "x")

    def test_one_pdf_with_all_pages_is_needed(self):
        job = self._job(self._checked(), self._checked(book(2), "cover.pdf"))
        with self.assertRaisesRegex(UserError, "this job has 2 files"):
            job.with_user(self.maker).action_impose()

    def test_the_night_knows_the_sheets(self):
        imposed = self._impose(self._job(self._checked()))
        self.assertIn(imposed.path, {known.path for known in self.files._known_files()})
        self._path(imposed).unlink()
        self.files._cron_reconcile()
        self.assertEqual(imposed.state, "missing")

    def test_the_client_fetches_what_is_put_out(self):
        job = self._job(self._checked())
        imposed = self._impose(job)
        imposed.with_user(self.maker).action_put_out()
        self.assertEqual(job.result_ids.checksum, imposed.checksum)

    def _pack(self, job):
        """Return the archive for the press, opened."""
        archive = self.env["print.archive"]._want(job.order_id)
        archive._build()
        self.assertFalse(archive.trouble)
        opened = zipfile.ZipFile(archive._get_store().path(archive.path))
        self.addCleanup(opened.close)
        self.assertIsNone(opened.testzip())
        return opened

    def _previews(self, job):
        return [name for name in self._pack(job).namelist() if name.endswith(".ppf")]

    @needs_ghostscript
    def test_the_press_gets_ink_previews_of_what_is_certified(self):
        job = self._job(self._checked())
        imposed = self._impose(job)
        self.assertFalse(self._previews(job))
        imposed.with_user(self.maker).action_certify()
        [name] = self._previews(job)
        self.assertEqual(
            name, f"print/{job.name}_imposed_p001-016_720x520_K_v1_s01.ppf"
        )
        opened = self._pack(job)
        self.assertIn(name.replace("_s01.ppf", ".pdf"), opened.namelist())
        preview = opened.read(name)
        self.assertTrue(preview.startswith(b"%!PS-Adobe-3.0\n%%CIP3-File"))
        checksum = hashlib.sha256(preview).hexdigest()
        self.assertIn(f"{checksum}  {name}\n", opened.read("SHA256SUMS").decode())
        packed = opened.getinfo(name)
        self.assertLess(packed.compress_size * 20, packed.file_size)
        self.company.print_archive_ink = False
        self.assertFalse(self._previews(job))

    def test_plates_that_cannot_be_drawn_hold_no_archive_back(self):
        job = self._job(self._checked())
        self._impose(job).with_user(self.maker).action_certify()
        with (
            patch.object(
                print_imposed_machine, "preview_inks", side_effect=NotImposed("failed")
            ),
            self.assertLogs(print_imposed_archive.__name__, "WARNING") as logged,
        ):
            self.assertFalse(self._previews(job))
        self.assertIn("_s01.ppf", logged.output[0])

    def test_accounts_of_clients_see_no_sheets(self):
        self._impose(self._job(self._checked()))
        with self.assertRaises(AccessError):
            self.env["print.imposed"].with_user(self.ivanova).search([])


@tagged("post_install", "-at_install")
class TestImposedHttp(ImposedMixin, PrintOrdersHttpCommon):
    def test_sheets_are_fetched_by_staff_alone(self):
        imposed = self._impose(self._job(self._checked()))
        url = f"/print/imposed/{imposed.id}/pdf"
        self.authenticate(self.maker.login, self.maker.login)
        response = self.url_open(url)
        self.assertEqual(response.content, self._path(imposed).read_bytes())
        ticket = etree.fromstring(self.url_open(url.replace("pdf", "xjdf")).content)
        self.assertEqual(ticket.get("JobPartID"), imposed.job_id.name)
        # Without Ghostscript there are no plates.
        preview = self.url_open(url.replace("pdf", "ppf/1"))
        if ghostscript.program():
            self.assertTrue(preview.content.startswith(b"%!PS-Adobe-3.0\n%%CIP3-File"))
            self.assertEqual(preview.content.count(b"CIP3BeginSeparation"), 8)
        else:
            self.assertEqual(preview.status_code, 404)
        self.assertEqual(self.url_open(url.replace("pdf", "ppf/2")).status_code, 404)
        self.authenticate(self.ivanova.login, self.ivanova.login)
        self.assertEqual(self.url_open(url).status_code, 404)
