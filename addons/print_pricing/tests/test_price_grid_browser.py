from odoo.tests import HttpCase, tagged

from .common import PrintPricingCommon, drop_video_calls

HELP = """
    const cells = () => [...document.querySelectorAll(".o_price_grid .o_price")];
    const values = () => cells().map((cell) => cell.value).join(" ");
    const isSeen = (selector) => Boolean(document.querySelector(selector));
    const until = async (what) => {
        for (let turn = 0; !what(); turn++) {
            if (turn > 1200) {
                throw new Error(`Waited in vain: ${what}, cells: ${values()}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    };
    const type = (index, text) => {
        const cell = cells()[index];
        cell.focus();
        cell.value = text;
        cell.dispatchEvent(new InputEvent("input", { bubbles: true }));
        cell.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const press = (key) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    );
    const paste = (index, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const options = { clipboardData, bubbles: true, cancelable: true };
        cells()[index].dispatchEvent(new ClipboardEvent("paste", options));
    };
    const save = () => document.querySelector(".o_form_button_save").click();
    const isSaved = () => !isSeen(".o_form_status_indicator_buttons:not(.invisible)");
"""


@tagged("post_install", "-at_install")
class TestPriceGridBrowser(PrintPricingCommon, HttpCase):
    """The grid of a tariff as one types and pastes into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        drop_video_calls(cls.env)

    def _in_browser(self, tariff, code):
        self.browser_js(
            f"/odoo/action-print_pricing.print_tariff_action/{tariff.id}",
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            "document.querySelector('.o_price_grid .o_price') !== null",
            login="admin",
            timeout=180,
        )
        tariff.invalidate_recordset()

    def test_typing_and_enter_make_a_ladder(self):
        tariff = self._create_tariff(self.plates_type, 640)
        self._in_browser(
            tariff,
            """
            type(1, "1 640,50");
            await until(() => values() === "1 1640.50");
            cells()[1].focus();
            cells()[1].select();
            press("ArrowLeft");
            await until(() => document.activeElement === cells()[0]);
            press("Enter");
            await until(() => cells().length === 4);
            type(2, "100");
            type(3, "500");
            await until(() => values() === "1 1640.50 100 500");
            save();
            await until(isSaved);
            """,
        )
        self.assertEqual(tariff.grid, [["1", "1640.50"], ["100", "500"]])

    def test_a_pasted_block_keeps_what_is_right_and_marks_what_is_not(self):
        media = self.banner_type.field_ids.filtered(lambda field: field.code == "media")
        first, second = media.value_ids[:2]
        tariff = self.env["print.tariff"].create(
            {
                "order_type_id": self.banner_type.id,
                "column_field_id": media.id,
                "column_grids": {
                    str(first.id): [["1", "5"]],
                    str(second.id): [["1", "6"]],
                },
            }
        )
        self._in_browser(
            tariff,
            r"""
            paste(0, "1\t7,30\t8.10\r\n50\tabc\t7,50\r\n1\u00a0000\t6,20\t7\r\n");
            await until(() => values() === "1 7.30 8.10 50 abc 7.50 1000 6.20 7");
            await until(() => document.body.textContent.includes(
                "Enter a number of 0 or more."
            ));
            save();
            await until(() => isSeen(".o_field_invalid"));
            if (isSaved()) {
                throw new Error("Saved with a wrong cell");
            }
            if (values() !== "1 7.30 8.10 50 abc 7.50 1000 6.20 7") {
                throw new Error(`Lost: ${values()}`);
            }
            type(4, "6,80");
            await until(() => !isSeen(".o_price.is-invalid"));
            save();
            await until(isSaved);
            """,
        )
        self.assertEqual(
            tariff.column_grids,
            {
                str(first.id): [["1", "7.30"], ["50", "6.80"], ["1000", "6.20"]],
                str(second.id): [["1", "8.10"], ["50", "7.50"], ["1000", "7"]],
            },
        )

    def test_discard_brings_the_old_prices_back(self):
        tariff = self._create_tariff(self.plates_type, 640)
        self._in_browser(
            tariff,
            """
            type(1, "abc");
            await until(() => isSeen(".o_price.is-invalid"));
            document.querySelector(".o_form_button_cancel").click();
            await until(() => values() === "1 640");
            await until(isSaved);
            if (isSeen(".o_price.is-invalid")) {
                throw new Error("The error is still there");
            }
            """,
        )
        self.assertEqual(tariff.grid, [["1", "640"]])
