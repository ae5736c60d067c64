from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .pages_common import PrintPagesCommon


@tagged("post_install", "-at_install")
class TestRefusedPages(PrintPagesCommon):
    def test_what_is_too_large_gets_a_sentence(self):
        order = self._order(self.main)
        self._login(self.main)
        with mute_logger("odoo.http"):
            answer = self._post(
                f"/my/print/orders/{order.id}/message", message="x" * (11 << 20)
            )
        self.assertEqual(answer.status_code, 413)
        text = self._read(answer)
        self.assertIn("one form takes at most 10.0 MB", text)
        self.assertIn("What you typed is still there", text)
        self.assertTrue(self._find(answer, "//header[hasclass('pr-top')]"))
        said = order._get_talk_values(self.main)["entries"]
        self.assertNotIn("message", [entry["kind"] for entry in said])

    def test_a_page_that_is_not_there_leads_home(self):
        self._login(self.main)
        for path in ("/my/print/orders/999999", "/nowhere"):
            with self.subTest(path=path), mute_logger("odoo.http"):
                answer = self._get(path)
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(self._read(answer, "//h1"), "Page not found")
                links = self._find(answer, "//main//a/@href")
                self.assertEqual(links, ["/my"])

    def test_a_call_without_names_is_refused_as_such(self):
        """Core would take it for a mistake of ours: an error sent as if all was well,
        and a trace in the log."""
        self._login(self.main)
        for body, status in (
            ('{"params": [1, 2]}', 400),
            ('{"params": "x"}', 400),
            ('{"params": null}', 400),
            ("{", 400),
            ("{}", 200),
            ('{"params": {}}', 200),
        ):
            with self.subTest(body=body):
                answer = self.url_open(
                    "/web/session/get_session_info",
                    data=body,
                    headers={"Content-Type": "application/json"},
                )
                self.assertEqual(answer.status_code, status)
                if "params" in body and status == 400:
                    self.assertIn("params: send a JSON object", answer.text)

    def test_the_login_form_waits_for_no_script(self):
        [form] = self._find(self.url_open("/web/login"), "//form[@action='/web/login']")
        self.assertNotIn("d-none", form.get("class"))

    def test_strangers_let_our_server_fetch_nothing(self):
        link = {"preview_url": "http://127.0.0.1:1/"}
        for user in (None, self.main):
            self.authenticate(user and user.login, self.PASSWORD)
            for door in ("/html_editor/link_preview_external", "/mail/link_preview"):
                asked = link if "html" in door else {"message_id": 1}
                with self.subTest(user=user, door=door), mute_logger("odoo.http"):
                    with self.assertRaises(JsonRpcException) as refused:
                        self.make_jsonrpc_request(door, asked)
                    self.assertIn("NotFound", str(refused.exception))
