import hashlib
import io
import re
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
from odoo.tests import Form, tagged

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
        return self._impose_by(job, wizard)

    def _impose_by(self, job, wizard):
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
            job.with_user(self.ivanova)._impose(scheme, "x", job.artwork_ids)
        with self.assertRaises(AccessError):
            job.with_user(self.accountant)._impose(scheme, "x", job.artwork_ids)

    def _chapters(self, *sizes):
        """Return a job of PDFs of 4, 2 and 10 pages, named 1.pdf, 2.pdf and 10.pdf."""
        return self._job(
            *(
                self._checked(book(pages, size, name), f"{name}.pdf")
                for (name, pages), size in zip(
                    {"10": 10, "1": 4, "2": 2}.items(),
                    sizes or (A5, A5, A5),
                    strict=True,
                )
            )
        )

    def _wizard(self, job):
        return Form(
            self.env["print.job.impose"]
            .with_user(self.maker)
            .with_context(default_job_id=job.id)
        )

    def _read(self, imposed):
        """Return what the pages say, in the order in which they are folded."""
        found = {}
        with pikepdf.open(self._path(imposed)) as sheets:
            for page in sheets.pages:
                for key, form in page.obj.Resources.XObject.items():
                    if key.startswith("/P"):
                        text = re.search(rb"\((page .*?)\)", form.read_bytes())
                        found[int(key[2:])] = text[1].decode()
        return [found[number] for number in sorted(found)]

    def test_several_files_are_imposed_as_one_in_the_order_that_is_seen(self):
        job = self._chapters()
        imposed = self._impose(job)
        self.assertEqual((imposed.state, imposed.page_count), ("done", 16))
        self.assertEqual(imposed.source_names, "1.pdf, 2.pdf, 10.pdf")
        self.assertEqual(
            self._read(imposed),
            [f"page {at} 1" for at in range(1, 5)]
            + [f"page {at} 2" for at in range(1, 3)]
            + [f"page {at} 10" for at in range(1, 11)],
        )

    def test_the_order_of_files_is_changed_and_stays(self):
        job = self._chapters()
        wizard = self._wizard(job)
        for at in range(3):
            with wizard.file_ids.edit(at) as line:
                line.sequence = (3, 1, 2)[at]
        self.assertEqual(wizard.places, "1–2: 2.pdf, 3–12: 10.pdf, 13–16: 1.pdf")
        self._impose_by(job, wizard.save())
        self.assertEqual(job.imposed_ids.source_names, "2.pdf, 10.pdf, 1.pdf")
        old = job.artwork_ids.filtered(lambda file: file.name == "10.pdf")
        job._add_artwork(self._checked(book(10, mark="new"), "new.pdf"), replaces=old)
        again = self._impose(job)
        self.assertEqual(again.source_names, "2.pdf, new.pdf, 1.pdf")

    def test_another_byte_in_one_of_the_files_voids_the_sheets(self):
        job = self._chapters()
        imposed = self._impose(job)
        imposed.with_user(self.maker).action_certify()
        self.assertFalse(self._say_gate(job, imposed))
        content = book(2, mark="2").replace(b"page 2", b"page 3")
        job._add_artwork(self._checked(content, "2.pdf"))
        self.assertFalse(imposed.is_current)
        self.assertIn("void", self._say_gate(job, imposed))

    def test_the_file_with_pages_of_another_size_is_named(self):
        imposed = self._impose(self._chapters((140, 200), A5, (150, 210)))
        self.assertEqual(
            (imposed.state, imposed.trouble),
            (
                "failed",
                "2.pdf: page 1 is 150 × 210 mm, planned is 148 × 210 mm.",
            ),
        )

    def test_a_file_that_is_no_pdf_is_named(self):
        job = self._job(self._checked(), self._checked(b"Hello", "notes.txt"))
        with self.assertRaisesRegex(UserError, "notes.txt is no PDF"):
            job.with_user(self.maker).action_impose()

    def test_files_that_changed_meanwhile_are_not_imposed(self):
        job = self._chapters()
        wizard = self._wizard(job).save()
        job._add_artwork(self._checked(book(2, mark="new"), "2.pdf"))
        with self.assertRaisesRegex(UserError, "have changed"):
            wizard.action_impose()
        wizard = self._wizard(job).save()
        wizard.file_ids[:1].unlink()
        with self.assertRaisesRegex(UserError, "have changed"):
            wizard.action_impose()
        self.assertFalse(job.imposed_ids)

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
