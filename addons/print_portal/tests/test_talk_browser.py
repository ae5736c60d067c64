from odoo.addons.print_pricing.tests.common import drop_video_calls
from odoo.tests import tagged

from .pages_common import PrintPagesCommon
from .talk_common import TalkMixin
from .test_pages_browser import HELP, READY

WHO_READS = """
    await until(() => isShown(".o-mail-Message"));
    const told = [...document.querySelectorAll(".o-mail-Message")].map((message) =>
        message.textContent.replace(/\\s+/g, " ")
    );
    const of = (said) => told.find((text) => text.includes(said)) || "";
    if (!of("He pays late").includes("Only staff")) {
        throw new Error(`A note does not say who reads it: ${told}`);
    }
    if (!of("The green is fine").includes("Client reads this")) {
        throw new Error(`A message does not say who reads it: ${told}`);
    }
"""

TOO_LARGE = """
    const input = find("#files");
    const chosen = new DataTransfer();
    chosen.items.add(new File([new Uint8Array(26 * 1024 * 1024)], "poster.tif"));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => text("#talk [role=alert]").includes("into your folder"));
    type("#message", "See the poster");
    find("#message").form.requestSubmit();
    if (find("#message").value !== "See the poster" || !input.files.length) {
        throw new Error("What was typed is gone");
    }
    const small = new DataTransfer();
    small.items.add(new File(["Green"], "notes.txt"));
    input.files = small.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => !find("#talk [role=alert]"));
"""


@tagged("post_install", "-at_install")
class TestTalkBrowser(TalkMixin, PrintPagesCommon):
    """The discussion while one writes, at both ends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        drop_video_calls(cls.env)

    def _in_browser(self, path, code, user):
        self.browser_js(
            path,
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            READY if path.startswith("/my") else "",
            login=user.login,
            timeout=120,
        )

    def test_staff_read_who_reads(self):
        order = self._order()
        self._say(order, self.salesperson, "The green is fine")
        self._say(order, self.salesperson, "He pays late", self.NOTE)
        path = f"/odoo/action-print_portal.print_order_action/{order.id}"
        self._in_browser(path, WHO_READS, self.salesperson)

    def test_a_file_that_is_too_large_is_told_of_before_it_is_sent(self):
        order = self._order()
        self._in_browser(f"/my/print/orders/{order.id}", TOO_LARGE, self.ivanova)
        self.assertFalse(order.message_ids.filtered("attachment_ids"))
