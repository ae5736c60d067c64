import io
from hashlib import sha256

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
    const isShown = (selector) => document.querySelector(selector)?.checkVisibility();
    const click = (selector) => document.querySelector(selector).click();
    const expect = (is, what) => {
        if (!is) {
            throw new Error(what);
        }
    };
    const BIG = 3_000_000;
    // Each byte says where it belongs.
    const bytes = (from) => {
        const count = BIG - from;
        return Uint8Array.from({ length: count }, (_, index) => (from + index) % 251);
    };
    const asked = []; // [method, Upload-Offset] of each request of an upload
    const hooks = []; // called with such a request; may spoil it
    const { open, send, setRequestHeader } = XMLHttpRequest.prototype;
    Object.assign(XMLHttpRequest.prototype, {
        open(method, url, ...others) {
            // The page also asks how far the checks of its files are.
            const { pathname } = new URL(url, window.location);
            this.asked = pathname.startsWith("/my/print/tus") && [method, null];
            return open.call(this, method, url, ...others);
        },
        setRequestHeader(name, value) {
            if (name === "Upload-Offset") {
                this.asked[1] = Number(value);
            }
            return setRequestHeader.call(this, name, value);
        },
        send(body) {
            if (this.asked) {
                asked.push(this.asked);
                hooks.shift()?.(this);
            }
            return send.call(this, body);
        },
    });
"""
BIG = bytes(index % 251 for index in range(3_000_000))


@tagged("post_install", "-at_install")
class TestPrintFileBrowser(FilesMixin, PrintPortalCommon, HttpCase):
    def _in_browser(self, code, path="/my/print/files"):
        self.browser_js(
            path,
            f"(async () => {{{CHOOSE}{code}console.log('test successful');}})()",
            READY,
            login=self.ivanova.login,
            timeout=180,
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
            await until(() => !text(".pr-uploads .pr-err"));
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

    def test_a_lost_connection_goes_on_by_itself_from_where_it_was(self):
        self._in_browser("""
            const cut = (xhr) => setTimeout(() => xhr.abort());
            hooks.push(null, null, cut); // announced, the first piece, the second one
            choose(new File([bytes(0)], "big.tif"));
            await until(() => text(".pr-upload-state").includes("Connection lost"));
            expect(isShown(".pr-bar.wait"), "The bar does not say that it waits");
            expect(isShown(".pr-resume"), "Nobody can hurry it");
            await until(() => text("#pr_files").includes("big.tif"));
            const offsets = asked.filter(([method]) => method === "PATCH");
            expect(!offsets.slice(1).some(([, offset]) => offset === 0), asked.join());
            expect(asked.some(([method]) => method === "HEAD"), asked.join());
        """)
        file = self.files.search([("name", "=", "big.tif")])
        self.assertEqual(file.checksum, sha256(BIG).hexdigest())

    def test_an_upload_is_paused_continued_and_cancelled(self):
        self._in_browser("""
            const clickSoon = (what) => () => setTimeout(() => click(what));
            hooks.push(null, clickSoon(".pr-uploads-rows .pr-pause"));
            choose(new File([bytes(0)], "big.tif"));
            await until(() => text(".pr-upload-state").startsWith("Paused"));
            expect(!isShown(".pr-pause") && isShown(".pr-resume"), "Buttons");
            hooks.push(null, clickSoon(".pr-uploads-rows .pr-cancel"));
            click(".pr-uploads-rows .pr-resume");
            await until(() => document.querySelector(".pr-uploads").hidden);
            expect(asked.at(-1)[0] !== "POST", asked.join());
            document.querySelector(".pr-drop-choose").focus();
            choose(new File(["x"], "after.pdf"));
            await until(() => text("#pr_files").includes("after.pdf"));
        """)
        self.assertEqual(self._on_disk(), ["after.pdf"])
        self.assertFalse(self.env["print.upload"].search([("file_id", "=", False)]))

    def test_after_a_reload_the_same_file_goes_on(self):
        client, user = self.poligraf, self.ivanova
        uploads = self.env["print.upload"].with_user(user)
        key = f"2026/big.tif/{len(BIG)}/1700000000000"
        upload = uploads._start(client, user, "big.tif", len(BIG), "2026", key=key)
        upload._append(0, io.BytesIO(BIG[:2_000_000]))
        self._in_browser("""
            await until(() => text(".pr-upload-state").includes("Choose the same"));
            expect(text(".pr-uploads").includes("1.9 MB of 2.9 MB"), "How far it is");
            const input = document.querySelector(".pr-drop input[name=file]");
            input.click = () => {}; // no window of the system in a test
            click(".pr-again");
            choose(new File([bytes(0)], "big.tif", { lastModified: 1700000000000 }));
            await until(() => text("#pr_files").includes("2026"));
            const [first] = asked.filter(([method]) => method === "PATCH");
            expect(first[1] === 2_000_000, asked.join());
            // The list may be there a moment before the bar has gone.
            await until(() => !isShown(".pr-uploads"));
        """)
        file = self.files.search([("name", "=", "big.tif")])
        self.assertEqual(file.folder, "2026")
        self.assertEqual(file.checksum, sha256(BIG).hexdigest())

    def test_what_was_left_of_an_upload_is_given_up(self):
        uploads = self.env["print.upload"].with_user(self.ivanova)
        uploads._start(self.poligraf, self.ivanova, "big.tif", len(BIG))
        self._in_browser("""
            await until(() => isShown(".pr-again"));
            click(".pr-uploads-rows .pr-cancel");
            await until(() => !isShown(".pr-uploads"));
            await new Promise((resolve) => setTimeout(resolve, 500));
        """)
        self.assertFalse(self.env["print.upload"].search([]))

    def test_a_dropped_folder_keeps_its_folders_and_loses_its_leftovers(self):
        self._in_browser("""
            const fileEntry = (name) => ({
                isDirectory: false,
                file: (resolve) => resolve(new File([name], name)),
            });
            const directory = (fullPath, entries) => ({
                isDirectory: true,
                fullPath,
                createReader: () => ({
                    readEntries: (resolve) => resolve(entries.splice(0, 2)),
                }),
            });
            const links = directory("/Katalog/Links", [fileEntry("b.tif")]);
            const entries = [".DS_Store", "a.pdf", "._a.pdf", "c.pdf"].map(fileEntry);
            const entry = directory("/Katalog", [...entries, links]);
            const item = { kind: "file", webkitGetAsEntry: () => entry };
            item.getAsFile = () => new File([], "Katalog");
            const ev = new Event("drop", { bubbles: true, cancelable: true });
            const dataTransfer = { types: ["Files"], items: [item] };
            Object.defineProperty(ev, "dataTransfer", { value: dataTransfer });
            document.querySelector("h1").dispatchEvent(ev);
            await until(() => text("#pr_files").includes("Files: 3"));
        """)
        files = self.files.search([("partner_id", "=", self.poligraf.id)])
        self.assertEqual(
            {(file.folder, file.name) for file in files},
            {("Katalog", "a.pdf"), ("Katalog", "c.pdf"), ("Katalog/Links", "b.tif")},
        )

    def test_a_hundred_small_files_take_a_request_each_and_few_rows(self):
        self._in_browser("""
            const names = [...Array(100).keys()].map((number) => `${number}.pdf`);
            choose(...names.map((name) => new File([name], name)));
            await until(() => text(".pr-uploads-sum").includes("of 100"));
            expect(isShown(".pr-uploads-more"), "Nobody is told of the others");
            const rows = document.querySelectorAll(".pr-uploads .pr-f");
            expect(rows.length <= 10, `${rows.length} rows`);
            await until(() => !isShown(".pr-uploads"));
            expect(asked.length === 100, `${asked.length} requests`);
        """)
        self.assertEqual(len(self._on_disk()), 100)

    def test_a_doubtful_file_is_replaced_in_place(self):
        file = self._receive(self.ivanova, "banner.pdf")
        file.sudo().state = "suspect"
        self._in_browser("""
            choose(new File(["x"], "other.pdf"));
            await until(() => text("#pr_files").includes("other.pdf"));
            await until(() => isShown(".pr-replace")); // in the list that came anew
            const input = document.querySelector(".pr-replace input");
            const data = new DataTransfer();
            data.items.add(new File(["whole"], "banner_whole.pdf"));
            input.files = data.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
            await until(() => !text("#pr_files").includes("Looks incomplete"));
            await until(() => text("#pr_files").includes("banner_whole.pdf"));
        """)
        self.assertFalse(file.exists())

    def test_a_form_finds_files_of_the_folder(self):
        found = self._receive(self.ivanova, "cover.pdf", folder="Осень")
        for number in range(31):
            self._receive(self.ivanova, f"{number}.pdf")
        self._in_browser(
            f"""
            document.querySelector(".pr-pick-files").open = true;
            const input = document.querySelector(".pr-find-files");
            const names = () => text(".pr-folder");
            expect(!names().includes("cover.pdf"), "It is among the newest");
            input.value = "Осень";
            input.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
            await until(() => names().includes("cover.pdf"));
            expect(names().includes("Осень"), "Its folder is not told");
            click(".pr-folder input");
            await until(() => text(".pr-chosen").includes("cover.pdf"));
            const chosen = document.querySelector(".pr-chosen input[name=file_ids]");
            expect(chosen.value === "{found.id}", chosen.value);
            input.value = "no such file";
            input.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
            await until(() => isShown(".pr-none-found"));
            """,
            "/my/print/order/ctp_plates",
        )
