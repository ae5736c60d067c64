from odoo.tests import tagged

from .pages_common import PrintPagesCommon
from .test_pages_browser import HELP, READY

SAVE = """
    const tick = find("[value='%(account)s.can_submit'][type=checkbox]");
    await until(() => !isShown(".pr-save-ticks"));
    tick.click();
    await until(() => text(".pr-said-text").includes("Buh sends orders now"));
    await until(() => isShown(".pr-undo"));
    // Another one, then back by "Undo", which takes back the last one only.
    const other = find("[value='%(account)s.see_finance'][type=checkbox]");
    other.click();
    await until(() => text(".pr-said-text").includes("no longer sees prices"));
    find(".pr-undo").click();
    await until(() => text(".pr-said-text").includes("sees prices and balance now"));
    if (!tick.checked || !other.checked) {
        throw new Error("Undo has changed another tick");
    }
    // A login is proposed until somebody types one.
    type("#a_name", "Мария Иванова");
    await until(() => find("#a_login").value === "ivanova2");
    type("#a_login", "maria");
    type("#a_name", "Анна Петрова");
    await new Promise((resolve) => setTimeout(resolve, 900));
    if (find("#a_login").value !== "maria") {
        throw new Error("The login that was typed is gone");
    }
"""


@tagged("post_install", "-at_install")
class TestAccountsBrowser(PrintPagesCommon):
    def test_ticks_are_saved_and_undone_and_logins_proposed(self):
        code = SAVE % {"account": self.buh.id}
        self.browser_js(
            "/my/print/accounts",
            f"(async () => {{{HELP}{code}console.log('test successful');}})()",
            READY,
            login=self.main.login,
            timeout=180,
        )
        self.assertTrue(self.buh.can_submit)
        self.assertTrue(self.buh.see_finance)
