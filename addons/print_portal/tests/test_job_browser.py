from odoo.addons.print_pricing.tests.common import drop_video_calls
from odoo.tests import tagged

from .pages_common import PrintPagesCommon
from .test_pages_browser import HELP

FEW = """
    await until(() => isShown(".o_statusbar_buttons [name=action_next]"));
    const shown = () =>
        [...document.querySelectorAll(".o_statusbar_buttons button[name]")].filter(
            (button) => button.offsetParent
        );
    if (shown().length > 3) {
        throw new Error(`Too much at once: ${shown().map((each) => each.name)}`);
    }
    if (shown()[0].getAttribute("name") !== "action_next") {
        throw new Error("The next step does not stand first");
    }
    find(".o_statusbar_buttons button:has(.oi-ellipsis-v)").click();
    await until(() => isShown(".o-dropdown--menu [name=action_cancel]"));
    find(".o-dropdown--menu [name=action_cancel]").click();
    await until(() => text(".modal-title").includes("Cancel this job?"));
"""


@tagged("post_install", "-at_install")
class TestJobBrowser(PrintPagesCommon):
    """The job as staff have it before them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        drop_video_calls(cls.env)

    def test_the_next_step_stands_first_and_the_rest_behind_the_dots(self):
        job = self._order().print_job_ids[:1]
        self.browser_js(
            f"/odoo/action-print_portal.print_job_action/{job.id}",
            f"(async () => {{{HELP}{FEW}console.log('test successful');}})()",
            "",
            login=self.coordinator.login,
            timeout=120,
        )
