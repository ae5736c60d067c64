from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.addons.print_portal.tests.test_pages_browser import HELP, READY
from odoo.tests import tagged

from .test_preview import PreviewMixin, pdf

VIEWER = """
    const viewer = () => find(".pr-viewer");
    const page = () => find(".pr-viewer-number input").value;
    const press = (key) => {
        const told = { key, bubbles: true };
        document.body.dispatchEvent(new KeyboardEvent("keydown", told));
    };
    const shown = () => find(".pr-shot:not(.d-none)")?.getAttribute("src") || "";
    const width = () => find(".pr-sheet").getBoundingClientRect().width;
    const told = [];
    for (const name of ["page", "pin", "place"]) {
        document.addEventListener(`print-viewer:${name}`, (ev) =>
            told.push({ name, ...ev.detail })
        );
    }
    await until(() => viewer().classList.contains("pr-live"));
    await until(() => shown().includes("/page/1?"));
"""


@tagged("post_install", "-at_install")
class TestViewerBrowser(PreviewMixin, PrintPagesCommon):
    """Turning pages, looking closer, and finding the place of a remark."""

    def _in_browser(self, artwork, code):
        self.browser_js(
            f"/my/print/artwork/{artwork.id}/view",
            f"(async () => {{{HELP}{VIEWER}{code}console.log('test successful');}})()",
            READY,
            login=self.ivanova.login,
            timeout=180,
        )

    def _drawn(self):
        """Return a file of a job, three pages without bleed, all of it drawn."""
        artwork = self._job(self._checked(pdf(pages=3))).artwork_ids
        keys = [f"{kind}-{page}" for kind in ("thumb", "page") for page in (1, 2, 3)]
        artwork._ask_pictures([*keys, "large-1"])
        self._draw(artwork)
        return artwork

    def test_pages_are_turned_by_keys_by_buttons_and_by_thumbnails(self):
        self._in_browser(
            self._drawn(),
            """
                press("ArrowRight");
                await until(() => page() === "2" && shown().includes("/page/2?"));
                find(".pr-viewer-next").click();
                await until(() => page() === "3");
                press("ArrowRight");
                await until(() => location.search.includes("page=3"));
                press("Home");
                await until(() => page() === "1");
                press("End");
                await until(() => page() === "3");
                await until(() => find(".pr-strip [data-page='2'] img"));
                find(".pr-strip [data-page='2'] button").click();
                await until(() => page() === "2");
                await until(() => text(".pr-viewer-live") === "Page 2 of 3");
                type(".pr-viewer-number input", "99");
                await until(() => shown().includes("/page/3?"));
                const pages = told.filter(({ name }) => name === "page");
                const turned = pages.map((each) => each.page).join();
                await until(() => turned === "2,3,1,3,2,3");
            """,
        )

    def test_a_page_that_is_zoomed_is_moved_by_arrows_and_drawn_anew(self):
        self._in_browser(
            self._drawn(),
            """
                const whole = width();
                for (let turn = 0; turn < 4; turn++) {
                    press("+");
                }
                await until(() => width() > 3 * whole);
                await until(() => shown().includes("/page/1/large?"));
                const before = find(".pr-sheet").style.transform;
                press("ArrowDown");
                press("ArrowRight");
                await until(() => find(".pr-sheet").style.transform !== before);
                await until(() => page() === "1");
                press("Escape");
                await until(() => Math.abs(width() - whole) < 1);
                await until(() => location.pathname.endsWith("/view"));
            """,
        )

    def test_a_finding_and_its_pin_are_marked_together(self):
        artwork = self._drawn()
        finding = artwork.finding_ids.filtered("box")[:1]
        self._in_browser(
            artwork,
            f"""
                const row = () => find("[data-pin='f{finding.id}']");
                row().querySelector("[data-go-page]").click();
                await until(() => row().classList.contains("pr-on"));
                const pin = () => find("[data-pin-id='f{finding.id}']");
                await until(() => pin()?.classList.contains("on"));
                press("Escape");
                press("Escape");
                await until(() => !row().classList.contains("pr-on"));
                pin().click();
                await until(() => row().classList.contains("pr-on"));
                find(".pr-viewer-lines").click();
                await until(() => viewer().classList.contains("pr-without-lines"));
            """,
        )

    def test_a_place_is_chosen_by_keys_alone(self):
        self._in_browser(
            self._drawn(),
            """
                const placing = (on) =>
                    viewer().dispatchEvent(
                        new CustomEvent("print-viewer:placing", { detail: { on } })
                    );
                placing(true);
                await until(() => find(".pr-cross:not([hidden])"));
                press("ArrowRight");
                press("ArrowUp");
                press("ArrowUp");
                press("Enter");
                await until(() => told.some(({ name }) => name === "place"));
                const place = told.find(({ name }) => name === "place");
                await until(() => place.left === 51 && place.top === 48);
                await until(() => find(".pr-cross").hidden && page() === "1");
                placing(true);
                press("Escape");
                await until(() => find(".pr-cross").hidden);
            """,
        )
