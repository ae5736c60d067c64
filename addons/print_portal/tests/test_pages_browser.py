from odoo.tests import tagged

from .pages_common import PrintPagesCommon

READY = "document.body.getAttribute('is-ready') === 'true'"
HELP = """
    const find = (selector) => document.querySelector(selector);
    const text = (selector) => find(selector)?.textContent.trim() || "";
    const isShown = (selector) => Boolean(find(selector)?.offsetParent);
    const until = async (what) => {
        for (let turn = 0; !what(); turn++) {
            if (turn > 1200) {
                throw new Error(`Waited in vain: ${what}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    };
    const type = (selector, value) => {
        const input = find(selector);
        input.focus();
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
    };
"""


@tagged("post_install", "-at_install")
class TestPagesBrowser(PrintPagesCommon):
    """What the pages do while one works on them."""

    def _in_browser(self, path, code, account):
        self.browser_js(
            path,
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            READY,
            login=account.login,
            timeout=180,
        )

    def test_the_form_answers_while_it_is_filled(self):
        self._in_browser(
            "/my/print/order/ctp_plates",
            """
            await until(() => isShown(".pr-drop-choose"));
            type("#f_plate_format", "510x400");
            // A field is checked when it is left, not while one types into it.
            type("#f_colors_front", "44");
            await until(() => find(".pr-price").dataset.state === "incomplete");
            if (isShown("#f_colors_front_e")) {
                throw new Error("An error is shown while one is typing");
            }
            find("#f_colors_back").focus();
            await until(() => text("#f_colors_front_e").includes("from 0 to 10"));
            await until(() => document.title.startsWith("Error:"));
            type("#f_colors_front", "1");
            await until(() => !isShown("#f_colors_front_e"));
            await until(() => text(".pr-counted") === "1 + 4 = 5 plates");
            await until(() => text("[data-price=work]") === "60.00");
            // A known fix is a link.
            type("#f_screen_ruling", "200");
            await until(() => isShown("[data-fix]"));
            find("[data-fix]").click();
            await until(() => !isShown("#f_screen_ruling_e"));
            // A field that depends on another comes and goes.
            find("[name=turnaround][value=by_date]").click();
            await until(() => isShown("#f_needed_by"));
            find("[name=turnaround][value=standard]").click();
            await until(() => !isShown("#f_needed_by"));
            await until(() => find("#f_needed_by").disabled);
            // The button goes to the errors.
            find(".pr-price button.btn-primary").click();
            await until(() => document.activeElement.id === "pr_summary");
            await until(() => text("#pr_summary").includes("Job name"));
            await until(() => text("#f_artwork_e").includes("Add at least one file"));
            """,
            self.main,
        )

    def test_other_quantities_and_turnarounds_follow_the_form(self):
        self.env["print.tariff"].search(
            [("order_type_id", "=", self.plates.id)]
        ).grid = [
            ["1", "12.00"],
            ["16", "5.00"],
        ]
        self._in_browser(
            "/my/print/order/ctp_plates",
            """
            await until(() => isShown(".pr-drop-choose"));
            type("#f_plate_format", "510x400");
            find("[name=plate_thickness][value='0.15']").click();
            await until(() => text("[data-price=work]") === "96.00");
            await until(() => text(".pr-bargain").startsWith("+8 plates cost"));
            const step = () => find("[data-quantity='2']");
            step().focus();
            step().click();
            await until(() => text("[data-price=work]") === "80.00");
            await until(() => find("#f_copies").value === "2");
            await until(() => step().closest("li").getAttribute("aria-current"));
            if (document.activeElement !== step()) {
                throw new Error("The focus is lost");
            }
            await until(() => !isShown(".pr-bargain"));
            const total = () => text("[data-price=total]");
            await until(() => text("[data-choice-price=express]") === total());
            if (!text("[data-choice-condition=express]").includes("files are good")) {
                throw new Error("A date without its condition");
            }
            // What cannot be ordered has neither a price nor other quantities.
            type("#f_copies", "-3");
            find("#f_colors_back").focus();
            await until(() => text("#f_copies_e").includes("from 1 to 20"));
            await until(() => !isShown(".pr-other"));
            """,
            self.main,
        )

    def test_a_draft_is_kept_while_one_types(self):
        self._in_browser(
            "/my/print/order/ctp_plates",
            """
            await until(() => isShown(".pr-drop-choose"));
            type("#f_job_title", "Half a job");
            find("[name=turnaround][value=express]").click();
            await until(() => text(".pr-saved").startsWith("Draft saved at"));
            """,
            self.ivanova,
        )
        [draft] = self.env["print.draft"].search([])
        self.assertEqual(draft.user_id, self.ivanova)
        self.assertEqual(draft.typed["job_title"], "Half a job")
        self.assertEqual(draft.typed["turnaround"], "express")
        self._in_browser(
            "/my/print/order/ctp_plates",
            """
            await until(() => isShown(".pr-draft .pr-go-on"));
            if (find("#f_job_title").value !== "Half a job") {
                throw new Error("What was typed is lost");
            }
            find(".pr-go-on").click();
            await until(() => !find(".pr-draft"));
            await until(() => document.activeElement.id === "f_job_title");
            // Leaving at once keeps the last words, too.
            type("#f_job_title", "Half a job, and more");
            window.dispatchEvent(new Event("pagehide"));
            await new Promise((resolve) => setTimeout(resolve, 800));
            """,
            self.ivanova,
        )
        self.env.invalidate_all()
        self.assertEqual(draft.typed["job_title"], "Half a job, and more")

    def test_files_are_chosen_on_the_form(self):
        self._receive(self.ivanova, "booklet.pdf")
        self._in_browser(
            "/my/print/order/ctp_plates",
            """
            await until(() => isShown(".pr-drop-choose"));
            find(".pr-folder input").click();
            await until(() => text(".pr-chosen").includes("booklet.pdf"));
            const input = find(".pr-drop input[type=file]");
            const data = new DataTransfer();
            data.items.add(new File(["x"], "cover.pdf"));
            input.files = data.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
            await until(() => text(".pr-chosen").includes("cover.pdf"));
            find(".pr-chosen .pr-unchoose").click();
            await until(() => !text(".pr-chosen").includes("booklet.pdf"));
            type("#f_job_title", "Cover");
            type("#f_plate_format", "510x400");
            find("[name=plate_thickness][value='0.15']").click();
            // Send the form from here: leaving the page would end this code as well.
            const form = find("form.pr-order");
            let landed = "";
            form.addEventListener("submit", async (ev) => {
                if (!ev.defaultPrevented) {
                    ev.preventDefault();
                    const body = new FormData(form);
                    landed = (await fetch(form.action, { method: "POST", body })).url;
                }
            });
            find(".pr-price button.btn-primary").click();
            await until(() => landed.endsWith("/my/print/basket"));
            """,
            self.ivanova,
        )
        spec = self.ivanova.print_basket_id.order_line.print_spec_id
        self.assertEqual((spec.title, spec.file_ids.name), ("Cover", "cover.pdf"))

    def test_the_basket_saves_by_itself(self):
        basket = self._basket(self.main, self._form(self.wide, copies=2))
        self._in_browser(
            "/my/print/basket",
            """
            const work = text("[data-total=work]");
            await until(() => {
                find("[data-step='1']").click();
                return find(".pr-qty input").value > 2;
            });
            await until(() => text("[data-total=work]") !== work);
            type("#print_note", "Gate 3");
            find("#client_order_ref").focus();
            type("#print_recipient_phone", "12");
            const refusal = () => text("#print_recipient_phone_e");
            await until(() => refusal().includes("country code"));
            """,
            self.main,
        )
        self.assertGreater(basket.order_line.product_uom_qty, 2)
        self.assertEqual(basket.print_note, "Gate 3")
