import json

from .files_common import PDF
from .pages_common import PrintPagesCommon

ROWS = "/my/print/order/ctp_plates/jobs"
QUICK = "/my/print/quick"
BANNERS = "print_pricing.order_type_wide_format"
GOOD = "Leaflet;510x400;0.15;yes"
HEAD = "job_title;plate_format;plate_thickness;files_later"
BAD = ";17x17;0.15;yes"


class TestFormDoorsHttp(PrintPagesCommon):
    """Tables, quick orders and programs, as they come over the wire."""

    def _basket(self, account):
        return self.env["sale.order"].search(
            [("print_account_id", "=", account.id), ("is_basket", "=", True)]
        )

    def _hidden(self, answer, name):
        return self._find(answer, f"//input[@name='{name}']/@value")[0]

    # A table -------------------------------------------------------------------------

    def test_a_table_is_checked_then_its_right_rows_are_put_into_the_basket(self):
        self._login(self.ivanova)
        self.assertIn("Several jobs at once", self._read(self._get(ROWS[:-5])))
        table = f"{HEAD}\n{GOOD}\n{BAD}"
        checked = self._post(ROWS, table=table)
        self.assertEqual(checked.status_code, 422)
        self.assertFalse(self._basket(self.ivanova))
        self.assertEqual(
            self._find(checked, "//tr[@data-row='3']//@data-field"),
            ["job_title", "plate_format"],
        )
        self.assertIn(BAD, self._read(checked, "//textarea"))
        form = {
            "checked": self._hidden(checked, "checked"),
            "key": self._hidden(checked, "key"),
            "add": "1",
        }
        changed = self._post(ROWS, table=f"{table}\n{GOOD}", **form)
        self.assertFalse(self._basket(self.ivanova), "what was not shown is not taken")
        self.assertEqual(changed.status_code, 422)
        left = self._post(ROWS, table=table, **form)
        self.assertEqual(len(self._basket(self.ivanova).order_line), 1)
        self.assertEqual(self._read(left, "//textarea"), f"{HEAD} {BAD}")
        self._post(ROWS, table=table, **form)
        self.assertEqual(len(self._basket(self.ivanova).order_line), 1)

    def test_a_file_of_windows_is_read(self):
        self._login(self.ivanova)
        content = f"{HEAD}\nБуклет;510x400;0.15;yes".encode("cp1251")
        answer = self._post(ROWS, _files={"upload": ("jobs.csv", content)})
        self.assertIn("Буклет", self._read(answer, "//tr[@data-row='2']"))
        self.assertEqual(answer.status_code, 200)
        refused = self._post(ROWS, _files={"upload": ("jobs.xlsx", b"PK\x03\x04\0\0")})
        self.assertIn("save it as CSV", self._read(refused, "//*[@role='alert']"))

    def test_a_warning_is_kept_with_a_tick(self):
        self._login(self.ivanova)
        table = f"{HEAD};plates_expected\n{GOOD};4"
        checked = self._post(ROWS, table=table)
        [tick] = self._find(checked, "//tr[@data-row='2']//input/@value")
        self.assertEqual(tick, "2:R21")
        answer = self._post(
            ROWS,
            table=table,
            accept=tick,
            checked=self._hidden(checked, "checked"),
            key="k",
            add="1",
        )
        self.assertEqual(answer.status_code, 303)
        spec = self._basket(self.ivanova).order_line.print_spec_id
        self.assertEqual(spec.accepted_rules, ["R21"])

    def test_the_empty_table_opens_in_a_spreadsheet(self):
        self._login(self.ivanova)
        answer = self._get(f"{ROWS}/template")
        self.assertTrue(answer.content.startswith(b"\xef\xbb\xbfjob_title"))
        self.assertIn("ctp_plates.csv", answer.headers["Content-Disposition"])

    # In words ------------------------------------------------------------------------

    def test_a_quick_order_is_sent_once_and_nothing_typed_is_lost(self):
        self._login(self.ivanova)
        page = self._get(QUICK)
        form = {
            "key": self._hidden(page, "key"),
            "type": "ctp_plates",
            "comment": "Mind the <fold>",
            "phone": "12",
        }
        wrong = self._post(QUICK, **form)
        self.assertEqual(wrong.status_code, 422)
        self.assertEqual(self._read(wrong, "//textarea"), "Mind the <fold>")
        self.assertIn("country code", self._read(wrong, "//*[@id='phone_e']"))
        self.assertEqual(self._hidden(wrong, "key"), form["key"])
        form["phone"] = "+33 1 23 45 67 89"
        places = {self._post(QUICK, **form).headers["Location"] for _press in range(2)}
        self.assertEqual(len(places), 1)
        page = self._get(places.pop().removeprefix(self.base_url()))
        self.assertIn("We are working out what you need.", self._read(page))
        self.assertIn("Mind the <fold>", self._read(page))

    def test_a_returned_quick_job_asks_for_what_was_asked(self):
        self._login(self.ivanova)
        form = {
            "type": "ctp_plates",
            "comment": "A banner for the fair",
            "phone": "+33 1 23 45 67 89",
        }
        place = self._post(QUICK, **form).headers["Location"]
        job = self.env["print.job"].search([], order="id desc", limit=1)
        first = job.spec_id
        job._move_to(
            "returned",
            reason=self.env.ref("print_portal.reason_wrong_size"),
            note="A banner is wide format.",
        )
        path = f"/my/print/orders/{job.order_id.id}/job/{job.id}"
        page = self._get(path)
        self.assertIn("A banner is wide format.", self._read(page))
        self.assertEqual(
            self._find(page, "//form[hasclass('pr-order')]//@name"),
            ["csrf_token", "key", "type", "comment", "file", "phone"],
        )
        self.assertEqual(self._read(page, "//textarea"), form["comment"])
        wrong = self._post(path, **{**form, "phone": "12"})
        self.assertEqual(wrong.status_code, 422)
        self.assertEqual(job.status_id.code, "returned")
        form |= {"type": "wide_format", "comment": "A banner, 3 by 2 m"}
        answer = self._post(path, **form)
        self.assertEqual((answer.status_code, job.status_id.code), (303, "checking"))
        self.assertEqual(job.order_type_id, self.env.ref(BANNERS))
        self.assertEqual(job.line_id.product_id, job.order_type_id.product_id)
        self.assertTrue(job.spec_id.is_brief)
        self.assertEqual(job.spec_id.previous_id, first)
        self.assertEqual(job.order_id.print_note, "A banner, 3 by 2 m")
        self.assertTrue(place.split("?")[0].endswith(f"/{job.order_id.id}"))

    def test_a_described_quick_job_comes_back_with_its_whole_form(self):
        self._login(self.ivanova)
        self._post(QUICK, type="ctp_plates", comment="Plates", phone="+33123456789")
        job = self.env["print.job"].search([], order="id desc", limit=1)
        job.order_id.with_user(self.salesperson).save_print_job(
            self.plates.id,
            self.plates._get_typed(self._form()),
            line_id=job.line_id.id,
        )
        self.assertEqual(job.status_id.code, "returned")  # its files are missing
        page = self._get(f"/my/print/orders/{job.order_id.id}/job/{job.id}")
        self.assertTrue(self._find(page, "//*[@name='colors_front']"))

    def test_a_request_with_a_file_is_shown_as_being_quoted(self):
        self._login(self.main)
        answer = self._post(
            QUICK,
            _files={"file": ("sketch.pdf", PDF)},
            comment="Business cards",
            phone="+33 1 23 45 67 89",
        )
        page = self._get(answer.headers["Location"].removeprefix(self.base_url()))
        text = self._read(page)
        for words in ("We are preparing an offer.", "Business cards", "sketch.pdf"):
            self.assertIn(words, text)
        self.assertNotIn("0.00", text)

    def test_without_the_right_to_send_the_page_says_so(self):
        self._login(self.buh)
        page = self._get(QUICK)
        self.assertIn("Your account fills baskets.", self._read(page))
        answer = self._post(QUICK, comment="Cards", phone="+33 1 23 45 67 89")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("may fill baskets, not send", self._read(answer))
        self.assertFalse(self._basket(self.buh))

    # A program -----------------------------------------------------------------------

    def _call(self, user, method, **kwargs):
        """Return ``(status, answer)`` of a call that a program makes with a key."""
        self._set_core_param("portal.allow_api_keys", "True")
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "test", None)
        answer = self.url_open(
            f"/json/2/sale.order/{method}",
            data=json.dumps(kwargs),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"bearer {key}",
            },
        )
        return answer.status_code, answer.json()

    def _set_core_param(self, name, value):
        self.env["ir.config_parameter"].sudo().set_param(name, value)

    def test_a_program_reads_each_error_with_its_field(self):
        status, answer = self._call(
            self.ivanova,
            "print_add_job",
            type_code="ctp_plates",
            values={"job_title": "", "plate_format": "17x17", "files_later": True},
        )
        self.assertEqual(status, 422)
        errors = answer["context"]["print_errors"]
        self.assertEqual(
            [error["field"] for error in errors], ["job_title", "plate_format"]
        )
        self.assertEqual(
            answer["message"].splitlines(), [error["message"] for error in errors]
        )

    def test_a_program_orders_as_its_user(self):
        status, answer = self._call(
            self.ivanova,
            "print_add_job",
            type_code="ctp_plates",
            values={
                "job_title": "Leaflet",
                "plate_format": "510x400",
                "plate_thickness": "0.15",
                "files_later": True,
            },
        )
        self.assertEqual(status, 200, answer)
        status, sent = self._call(self.ivanova, "print_send_basket")
        self.assertEqual((status, sent["order_id"]), (200, answer["order_id"]))
        status, _answer = self._call(
            self.rival, "print_send_basket", ids=[sent["order_id"]]
        )
        self.assertEqual(status, 422)
