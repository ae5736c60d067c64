from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.addons.print_portal.tests.test_pages_browser import HELP, READY
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestImpositionBrowser(PrintPagesCommon):
    """The editor of a client's imposition scheme while he works in it."""

    def _in_browser(self, code):
        self.browser_js(
            "/my/print/impositions/new",
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            READY,
            login=self.main.login,
            timeout=180,
        )

    def test_the_sheet_is_drawn_as_it_is_typed(self):
        self._in_browser(
            """
            const drawn = () => find(".pr-scheme-stage svg")?.outerHTML || "";
            const words = () => text(".pr-scheme-words");
            await until(() => find("form.pr-imposition.live"));
            await until(() => drawn());
            // What a binding does not know is not asked.
            find("#s_binding_saddle").click();
            await until(() => isShown("#s_fold") && !isShown("#s_columns"));
            find("#s_binding_repeat").click();
            await until(() => isShown("#s_columns") && !isShown("#s_fold"));
            // Another page, another picture, and other numbers.
            type("#s_page_width", "90");
            type("#s_page_height", "50");
            await until(() => find("form.pr-imposition:not(.busy)"));
            const before = drawn(), told = words();
            type("#s_columns", "2");
            type("#s_rows", "3");
            await until(() => drawn() && drawn() !== before && words() !== told);
            // What cannot lie on the sheet is said where it is typed.
            type("#s_page_width", "9000");
            await until(() => isShown("#s_page_width_e"));
            await until(() => isShown(".pr-scheme-none") && !drawn());
            if (find("#s_page_width").getAttribute("aria-invalid") !== "true") {
                throw new Error("A field in error is not marked for screen readers");
            }
            type("#s_page_width", "90");
            await until(() => !isShown("#s_page_width_e") && drawn());
            """
        )

    def test_a_scheme_is_kept_as_it_was_drawn(self):
        self._in_browser(
            """
            await until(() => find("form.pr-imposition.live"));
            type("#s_name", "Cards, six at once");
            find("#s_binding_repeat").click();
            type("#s_page_width", "90");
            type("#s_page_height", "50");
            type("#s_columns", "2");
            type("#s_rows", "3");
            await until(() => find("form.pr-imposition:not(.busy)"));
            await until(() => find(".pr-scheme-stage svg"));
            // What the button sends, without leaving the page that this runs in.
            const form = find("form.pr-imposition");
            const body = new FormData(form);
            const answer = await fetch(window.location, { method: "POST", body });
            if (!(await answer.text()).includes("Cards, six at once")) {
                throw new Error("The scheme is not in the list");
            }
            """
        )
        scheme = self.env["print.imposition"].search(
            [("name", "=", "Cards, six at once")]
        )
        self.assertEqual(scheme.client_id, self.poligraf)
        self.assertEqual(
            (scheme.binding, scheme.columns, scheme.rows), ("repeat", 2, 3)
        )
