from odoo.tests import HttpCase, tagged

from .common import PrintPortalCommon
from .files_common import FilesMixin

READY = "!document.querySelector('.pr-drop-choose').classList.contains('d-none')"
CHOOSE = """
    const choose = (...files) => {
        const input = document.querySelector(".pr-drop input[type=file]");
        const data = new DataTransfer();
        files.forEach((file) => data.items.add(file));
        input.files = data.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const until = async (what) => {
        while (!what()) {
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    };
    const text = (selector) => document.querySelector(selector)?.textContent || "";
"""


@tagged("post_install", "-at_install")
class TestPrintFileBrowser(FilesMixin, PrintPortalCommon, HttpCase):
    def _in_browser(self, code):
        self.browser_js(
            "/my/print/files",
            f"(async () => {{{CHOOSE}{code}console.log('test successful');}})()",
            READY,
            login=self.ivanova.login,
        )

    def test_chosen_files_arrive_and_are_told_and_listed(self):
        self._in_browser("""
            const told = [];
            document.addEventListener("print-file-uploaded", (ev) => {
                told.push(ev.detail);
            });
            choose(
                new File([new Uint8Array(3e6)], "Буклет 24.pdf"),
                new File(["x"], "b.pdf"),
                new File(["y"], "c.pdf"),
            );
            await until(() => told.length === 3);
            await until(() => text("#pr_files").includes("Буклет 24.pdf"));
            await until(() => text(".pr-uploads-live").includes("Буклет 24.pdf"));
            const booklet = told.find((file) => file.size === 3e6);
            if (!booklet.id || booklet.name !== "Буклет 24.pdf") {
                throw new Error(JSON.stringify(told));
            }
            if (document.querySelector(".pr-uploads .pr-f")) {
                throw new Error("A file that has arrived is still shown on its way");
            }
        """)
        files = self.files.search([("partner_id", "=", self.poligraf.id)])
        self.assertEqual(set(files.mapped("name")), {"Буклет 24.pdf", "b.pdf", "c.pdf"})
        self.assertEqual(set(files.mapped("state")), {"settled"})

    def test_a_refused_file_says_why_and_may_be_sent_again(self):
        self._set_param("files_quota_gb", "0.001")
        self._in_browser("""
            choose(new File([new Uint8Array(3e6)], "big.pdf"));
            await until(() => text(".pr-uploads .pr-err").includes("Delete files"));
            choose(new File(["x"], "small.pdf"));
            await until(() => text("#pr_files").includes("small.pdf"));
            document.querySelector(".pr-uploads .pr-retry").click();
            await until(() => text(".pr-uploads .pr-upload-state") === "Waiting");
            await until(() => text(".pr-uploads .pr-err").includes("Delete files"));
            document.querySelector(".pr-uploads .pr-cancel").click();
            await until(() => !document.querySelector(".pr-uploads .pr-f"));
        """)
        self.assertEqual(self._on_disk(), ["small.pdf"])

    def test_files_dropped_anywhere_on_the_page_are_taken(self):
        self._in_browser("""
            const data = new DataTransfer();
            data.items.add(new File(["x"], "dropped.pdf"));
            const fire = (type) =>
                document.querySelector("h1").dispatchEvent(
                    new DragEvent(type, {
                        bubbles: true, cancelable: true, dataTransfer: data,
                    })
                );
            fire("dragover");
            await until(() => document.querySelector(".pr-drop.over"));
            fire("drop");
            await until(() => text("#pr_files").includes("dropped.pdf"));
            await until(() => !document.querySelector(".pr-drop.over"));
        """)
        self.assertEqual(self._on_disk(), ["dropped.pdf"])
