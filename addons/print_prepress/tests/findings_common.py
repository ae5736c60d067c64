from odoo.addons.print_portal.tests.files_common import PDF, FilesMixin
from odoo.addons.print_prepress.prepress import (
    FileFacts,
    FontFacts,
    ImageFacts,
    PageFacts,
)
from odoo.addons.print_prepress.prepress.sandbox import ENGINE

A4 = (0.0, 0.0, 210.0, 297.0)
CMYK = ("Cyan", "Magenta", "Yellow", "Black")
# A sheet of plates 510 x 400, as it is imposed.
SHEET = (0.0, 0.0, 500.0, 360.0)


def facts(pages=2, ppi=300.0, inks=CMYK, media=SHEET, **more):
    """Return what a check would know of a file: one picture a page, all well."""
    return FileFacts(
        format="pdf",
        version="1.6",
        page_count=pages,
        pages=tuple(
            PageFacts(
                number=number,
                media=media,
                trim=media,
                bleed=media,
                content=(20.0, 20.0, 100.0, 100.0),
                inks=inks,
                images=(
                    ImageFacts((20.0, 20.0, 80.0, 60.0), ppi, 900, 600, "DeviceCMYK"),
                ),
            )
            for number in range(1, pages + 1)
        ),
        **more,
    )


UNEMBEDDED = (FontFacts("Helvetica", "Type1", is_embedded=False, pages=(1,)),)


class FindingsMixin(FilesMixin):
    """Files of which the check is done; beside ``PrintOrdersCommon``.

    What is in them is told by the test: these bytes are no PDF.
    """

    def setUp(self):
        super().setUp()
        self.preflights = self.env["print.preflight"]

    def _checked(self, known, name="cover.pdf", account=None):
        """Return a client's file with a check that found ``known`` in it."""
        content = PDF + repr((name, known)).encode()
        file = self._receive(account or self.ivanova, name, content)
        self.preflights.search([("checksum", "=", file.checksum)]).unlink()
        self.preflights.create(
            {
                "checksum": file.checksum,
                "engine": ENGINE,
                "state": "done",
                "facts": known.to_json(),
                "page_count": known.page_count,
            }
        )
        self.env.invalidate_all()
        return file

    def _job(self, *files, account=None, order_type=None, **values):
        """Return the job of a new order of plates, sent with ``files``."""
        account = account or self.ivanova
        values = {"files_later": False, "imposed": True, "colors_back": 4} | values
        order_type = (order_type or self.plates).with_user(account).sudo()
        basket_sudo = self.env["sale.order"].with_user(account)._create_basket()
        basket_sudo._add_print_job(
            order_type,
            self._form(order_type, **values),
            file_ids=[file.id for file in files],
        )
        basket_sudo._submit_basket()
        return self.env["print.job"].search([("order_id", "=", basket_sudo.id)])

    def _rules(self, job):
        return set(job._get_findings().mapped("rule"))

    def _find(self, job, rule):
        return job._get_findings().filtered(lambda finding: finding.rule == rule)
