import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.addons.print_portal.tests.test_pages_browser import HELP, READY
from odoo.tests import tagged

from .proof_page_common import ProofPageMixin


def booklet(*lefts):
    """Return a PDF with a square on each page, so far from the left (mm)."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(210 * mm, 100 * mm), invariant=True)
    for left in lefts:
        canvas.rect(left * mm, 40 * mm, 20 * mm, 20 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


@tagged("post_install", "-at_install")
class TestProofBrowser(ProofPageMixin, PrintPagesCommon):
    """A proof while one looks at it, speaks of it and decides."""

    def _drawn(self, content, name="cover.pdf"):
        """Return a file of which every page is drawn."""
        file = self._receive(self.ivanova, name, content)
        file.sudo().preflight_id._check()
        self.env.invalidate_all()
        count = file.sudo()._get_view_file()["count"]
        file.sudo()._ask_pictures(
            [f"{kind}-{page}" for page in range(1, count + 1) for kind in ("page",)]
        )
        self.env["print.preview"]._draw(file.checksum)
        self.env.invalidate_all()
        return file

    def _in_browser(self, proof, query, code):
        self.browser_js(
            f"/my/print/proofs/{proof.id}?{query}",
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            READY,
            login=self.ivanova.login,
            timeout=180,
        )

    def _job_of(self, file):
        """Return a proof of a job of this file, whatever the check says about it."""
        job = self._job(file)
        self.env["print.finding"].search([("job_id", "=", job.id)]).unlink()
        self._accept_files(job)
        return self._send(job)

    def test_what_differs_between_two_versions_is_marked(self):
        proof = self._job_of(self._drawn(booklet(20, 20)))
        job = proof.sudo().job_id
        newer = self._drawn(booklet(20, 120), "cover_2.pdf")
        job._add_artwork(newer.sudo(), replaces=job._get_current_artwork())
        self.env["print.finding"].search([("job_id", "=", job.id)]).unlink()
        self._accept_files(job)
        newest = self._send(job.with_env(self.env))
        self._in_browser(
            newest,
            "with=1&page=1",
            """
            await until(() => isShown(".pr-modes"));
            find("[data-mode=difference]").click();
            await until(() => text(".pr-said") === "No differences on this page.");
            find("#stage .pr-viewer-next").click();
            await until(() => text(".pr-said") === "Places that differ: 2");
            await until(() => isShown(".pr-difference"));
            find(".pr-find-pages").click();
            await until(() => text(".pr-said a") === "2");
            if (document.querySelectorAll(".pr-said a").length !== 1) {
                throw new Error("Pages that are the same are said to differ");
            }
            // One over the other: what is behind is not seen.
            find("[data-mode=before]").click();
            await until(() => find("#stage").classList.contains("pr-behind"));
            if (getComputedStyle(find("#stage")).visibility !== "hidden") {
                throw new Error("Both versions are in sight");
            }
            """,
        )

    def test_a_proof_is_commented_on_and_approved(self):
        proof = self._job_of(self._drawn(booklet(20, 60)))
        self._in_browser(
            proof,
            "page=2",
            """
            await until(() => isShown(".pr-viewer-place"));
            // A place is chosen by keyboard, in the middle of the page.
            find(".pr-viewer-place").click();
            const press = (key) => document.body.dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true })
            );
            press("Enter");
            await until(() => document.activeElement.id === "comment_text");
            await until(() => isShown(".pr-of-place"));
            // While it is written one sees what place is meant, until it is a pin.
            await until(() => isShown("#stage .pr-marked"));
            type("#comment_text", "Move it to the left");
            find("#proof_comment button[type=submit]").click();
            await until(() => find("#stage .pr-pin"));
            await until(() => !find("#stage .pr-marked"));
            await until(() =>
                text(".pr-page-group:not([hidden])").includes("Move it to the left")
            );
            // Pin and row mark one another.
            find("#stage .pr-pin").click();
            await until(() => find("[data-pin].on"));
            // Another page, and what was said of it.
            find("#stage .pr-viewer-previous").click();
            await until(() =>
                text(".pr-page-group:not([hidden])").includes("Nothing has been said")
            );
            await until(() => isShown(".pr-others"));
            find(".pr-others li:not([hidden]) a").click();
            await until(() =>
                text(".pr-page-group:not([hidden])").includes("Move it to the left")
            );
            // A comment that is being written keeps its place while one answers.
            find(".pr-viewer-place").click();
            press("Enter");
            await until(() => isShown("#stage .pr-marked"));
            type("#comment_text", "Half a thought");
            find("[data-pin] details").open = true;
            type("[data-pin] .pr-answer-field", "By 5 mm");
            find("[data-pin] .btn-line[type=submit]").click();
            await until(() =>
                text(".pr-page-group:not([hidden])").includes("By 5 mm")
            );
            await until(() => isShown("#stage .pr-marked") && isShown(".pr-of-place"));
            if (find("#proof_comment [name=left]").value !== "50") {
                throw new Error("The place was lost");
            }
            find(".pr-no-place").click();
            await until(() => !find("#stage .pr-marked"));
            // Nothing goes out before all pages were looked at.
            find("button[value=approve]").click();
            await until(() => isShown("#seen_e"));
            // Changes are asked for in two steps: the words first.
            find("button[value=changes]").click();
            await until(() => document.activeElement.id === "reason");
            find("[name=seen]").click();
            // The answer is shown elsewhere, so that the test goes on here.
            const frame = document.createElement("iframe");
            frame.name = "answer";
            document.body.append(frame);
            find(".pr-decide form").target = "answer";
            find("button[value=approve]").click();
            await until(() =>
                frame.contentDocument?.body?.textContent.includes("Proof 1 is approved")
            );
            """,
        )
        self.assertEqual(proof.sudo().state, "approved")
        [comment] = proof.sudo().comment_ids.filtered(lambda each: not each.parent_id)
        self.assertEqual((comment.page, comment.left_percent), (2, 50.0))
