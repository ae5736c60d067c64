from .files_common import PDF
from .pages_common import PrintPagesCommon

FORM = "/my/print/order/ctp_plates"


class TestOrderForm(PrintPagesCommon):
    def _typed(self, **values):
        """Return a filled form as a browser sends it, without unticked boxes."""
        typed = self.plates._get_typed(self._form(**values))
        return {code: text for code, text in typed.items() if text != ""}

    def _price(self, raw, **more):
        params = {"code": "ctp_plates", "raw": raw} | more
        return self.make_jsonrpc_request("/my/print/price", params)

    def _basket_specs(self, account):
        lines = self.env["sale.order.line"].search(
            [("order_id.print_account_id", "=", account.id)]
        )
        return lines.print_spec_id

    def test_every_kind_of_work_is_offered(self):
        self._login(self.ivanova)
        page = self._get("/my/print/order")
        self.assertEqual(
            self._find(page, "//ul[@class='pr-kinds']//a/@href"),
            [
                f"/my/print/order/{kind.code}"
                for kind in self.env["print.order.type"].search([])
            ],
        )

    def test_whoever_sees_no_money_gets_no_price(self):
        self._login(self.ivanova)
        page = self._read(self._get(FORM))
        self.assertIn("Prices are not shown on your account.", page)
        self.assertNotIn("Preliminary price", page)
        review = self._price(self._typed())
        self.assertEqual(review["price_state"], "hidden")
        self.assertIsNone(review["price"])
        self.assertEqual(review["formula"], "4 + 4 = 8 plates")

    def test_the_price_is_there_while_the_form_is_filled(self):
        self._login(self.main)
        review = self._price(self._typed())
        self.assertEqual(review["errors"], [])
        self.assertEqual(review["price_state"], "ready")
        self.assertEqual(review["price"]["work_label"], "8 plates × 12.00")
        self.assertEqual(review["price"]["work"], "96.00")

    def test_work_without_a_rate_is_priced_by_hand(self):
        self.env["print.tariff"].search([]).unlink()
        self._login(self.main)
        self.assertEqual(self._price(self._typed())["price_state"], "request")
        self.assertEqual(
            self._price(self._typed(plate_format="other", plate_thickness=""))[
                "price_state"
            ],
            "request",
        )

    def test_a_form_without_a_size_has_no_price_yet(self):
        self._login(self.main)
        raw = self.wide._get_typed(self.wide._get_default_values())
        review = self._price(raw, code="wide_format")
        self.assertEqual((review["price_state"], review["price"]), ("incomplete", None))

    def test_no_form_has_a_price_while_a_required_choice_is_missing(self):
        self._login(self.main)
        for order_type in self.env["print.order.type"].search([]):
            raw = order_type._get_typed(order_type._get_default_values())
            missing = [
                error
                for error in self._price(raw, code=order_type.code)["errors"]
                if error["severity"] == "stop"
                and error["field"] not in ("artwork", "job_title")
            ]
            if not order_type.tariff_ids:
                self._tariff(order_type, 10)
            review = self._price(raw, code=order_type.code)
            with self.subTest(order_type=order_type.code):
                self.assertFalse(missing and review["price"])

    def test_the_clients_own_name_for_the_job_may_come_last(self):
        self._login(self.main)
        review = self._price(self._typed(job_title=""))
        self.assertEqual(review["price_state"], "ready")

    def test_a_known_fix_is_offered_in_words(self):
        self._login(self.main)
        [error] = self._price(self._typed(screen_ruling="200"))["errors"]
        self.assertEqual(error["field"], "screen_ruling")
        self.assertEqual((error["fix"], error["fix_label"]), ("175", "Set: 175"))

    def test_a_kept_warning_stays_in_sight_and_does_not_stop(self):
        self._login(self.main)
        raw = self._typed(work_style="WorkAndTurn", colors_back=1)
        [warning] = self._price(raw)["errors"]
        self.assertFalse(warning["is_accepted"])
        [kept] = self._price(raw, accepted_rules=[warning["rule"]])["errors"]
        self.assertTrue(kept["is_accepted"])
        self.assertEqual(kept["message"], warning["message"])
        answer = self._post(FORM, **raw)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Keep it", self._read(answer))
        answer = self._post(FORM, **raw, accept="R17")
        self.assertEqual(answer.status_code, 303)

    def test_a_filled_form_goes_into_the_basket(self):
        self._login(self.ivanova)
        answer = self._post(FORM, **self._typed(job_title="Booklet"))
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/my/print/basket"))
        spec = self._basket_specs(self.ivanova)
        self.assertEqual((spec.title, spec.quantity), ("Booklet", 8))

    def test_the_clients_number_stands_on_the_line_and_the_first_on_the_order(self):
        form = self._form
        order = self._basket(
            self.ivanova,
            form(client_order_ref="PO-17"),
            form(client_order_ref="PO-18"),
        )
        self.assertEqual(order.client_order_ref, "PO-17")
        for line, number in zip(order.order_line, ("PO-17", "PO-18"), strict=True):
            self.assertIn(f"Your order number: {number}", line.name)

    def test_only_work_that_takes_files_has_a_place_for_them(self):
        self._login(self.ivanova)
        place = "//*[@data-field='artwork']"
        for code, takes in (("design", 1), ("ctp_plates", 1), ("scanning", 0)):
            page = self._get(f"/my/print/order/{code}")
            self.assertEqual(len(self._find(page, place)), takes, code)
            handling = "//*[@name='file_handling']"
            self.assertEqual(bool(self._find(page, handling)), bool(takes), code)

    def test_mending_up_to_an_amount_asks_for_the_amount(self):
        errors = self.plates._review_form(
            self.plates._get_typed(self._form(file_handling="fix_up_to"))
        )["errors"]
        self.assertEqual(
            [error["message"] for error in errors],
            ["Mend for at most: enter a whole number from 1 to 1,000,000."],
        )

    def test_folds_are_chosen_by_their_pictures(self):
        self._login(self.ivanova)
        page = self._get("/my/print/order/press_printing")
        folds = self._find(page, "//*[@data-field='fold_catalog']//label")
        field = self.env.ref("print_pricing.field_press_printing_fold_catalog")
        self.assertEqual(len(folds), len(field.value_ids))
        for label, value in zip(folds, field.value_ids, strict=True):
            self.assertIn(value.name, label.text_content())
            (picture,) = label.xpath("./img/@src")
            self.assertIn("<title>", self._get(picture).text)

    def test_nothing_typed_is_lost_when_something_is_wrong(self):
        self._login(self.ivanova)
        raw = self._typed(note_client="Mind the fold <b>", colors_front=44)
        del raw["job_title"]
        answer = self._post(FORM, **raw)
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(self._read(answer, "//title").startswith("Error: CTP plates"))
        self.assertEqual(
            self._find(answer, "//div[@id='pr_summary']//a/@href"),
            ["#f_job_title", "#f_colors_front"],
        )
        for code in ("job_title", "colors_front"):
            sentence = self._read(answer, f"//*[@id='f_{code}_e']/span")
            self.assertIn(sentence, self._read(answer, "//div[@id='pr_summary']"))
        self.assertEqual(self._find(answer, "//*[@id='f_colors_front']/@value"), ["44"])
        self.assertEqual(
            self._find(answer, "//*[@id='f_note_client']/text()"), ["Mind the fold <b>"]
        )
        self.assertEqual(
            self._find(answer, "//*[@name='plate_thickness'][@checked]/@value"),
            ["0.15"],
        )
        self.assertFalse(self._basket_specs(self.ivanova))

    def test_one_error_needs_no_summary(self):
        self._login(self.ivanova)
        answer = self._post(FORM, **self._typed(colors_front=44))
        self.assertTrue(self._find(answer, "//div[@id='pr_summary']/@hidden"))
        self.assertIn("from 0 to 10", self._read(answer, "//*[@id='f_colors_front_e']"))

    def test_a_field_that_is_not_asked_for_is_neither_shown_nor_kept(self):
        self._login(self.ivanova)
        page = self._get(FORM)
        [field] = self._find(page, "//div[@data-field='needed_by']")
        self.assertEqual(field.get("hidden"), "hidden")
        self.assertTrue(self._find(page, "//*[@id='f_needed_by']/@disabled"))
        self._post(FORM, **self._typed(), needed_by="2030-01-07")
        self.assertNotIn("needed_by", self._basket_specs(self.ivanova).values)
        answer = self._post(FORM, **self._typed(turnaround="by_date"))
        [field] = self._find(answer, "//div[@data-field='needed_by']")
        self.assertIsNone(field.get("hidden"))

    def test_files_are_picked_from_the_folder(self):
        file = self._receive(self.ivanova, "booklet.pdf")
        foreign = self._receive(self.rival, "secret.pdf")
        self._login(self.ivanova)
        page = self._get(FORM)
        self.assertIn("booklet.pdf", self._read(page))
        self.assertNotIn("secret.pdf", self._read(page))
        raw = self._typed(files_later=False)
        answer = self._post(FORM, **raw)
        self.assertIn(
            "Add at least one file", self._read(answer, "//*[@id='f_artwork_e']")
        )
        self._post(FORM, **raw, file_ids=[file.id, foreign.id])
        self.assertEqual(self._basket_specs(self.ivanova).file_ids, file)

    def test_without_a_script_a_file_comes_with_the_form(self):
        self._login(self.ivanova)
        raw = self._typed(files_later=False)
        upload = {"file": ("cover.pdf", PDF, "application/pdf")}
        # A file is kept even when the form is not: it is chosen on the page again.
        answer = self._post(FORM, _files=upload, **{**raw, "job_title": ""})
        self.assertEqual(answer.status_code, 422)
        file = self.files.search([("name", "=", "cover.pdf")])
        self.assertEqual(
            self._find(answer, "//*[@name='file_ids'][@checked]/@value"), [str(file.id)]
        )
        self._post(FORM, _files=upload, **raw)
        self.assertEqual(
            self._basket_specs(self.ivanova).file_ids.name, "cover (2).pdf"
        )

    def test_without_a_script_the_price_comes_after_posting(self):
        self._login(self.main)
        answer = self._post(FORM, **self._typed(), only_price="1")
        self.assertIn("8 plates × 12.00", self._read(answer))
        self.assertFalse(self._basket_specs(self.main))

    def test_a_job_in_the_basket_is_changed_with_the_same_form(self):
        line = self._basket(self.ivanova, self._form(job_title="Old")).order_line
        path = f"/my/print/basket/job/{line.id}"
        self._login(self.ivanova)
        page = self._get(path)
        self.assertEqual(self._find(page, "//*[@id='f_job_title']/@value"), ["Old"])
        answer = self._post(path, **self._typed(job_title="New", colors_back=1))
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(line.print_spec_id.title, "New")
        self.assertEqual(line.product_uom_qty, 5)
        answer = self._post(path, **self._typed(job_title="Newer", colors_back=11))
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(line.print_spec_id.title, "New")

    def test_a_basket_is_nobody_elses(self):
        line = self._basket(self.ivanova).order_line
        path = f"/my/print/basket/job/{line.id}"
        for account in (self.head, self.rival, self.main):
            with self.subTest(account=account.login):
                self._login(account)
                self.assertEqual(self._get(path).status_code, 404)
                answer = self._post(path, **self._typed(job_title="Mine"))
                self.assertEqual(answer.status_code, 404)
        self.assertNotEqual(line.print_spec_id.title, "Mine")

    def test_whoever_is_no_client_is_led_home(self):
        self._login(self.stranger)
        for path in ("/my/print/order", FORM):
            answer = self._get(path)
            self.assertEqual(answer.status_code, 303)
            self.assertTrue(answer.headers["Location"].endswith("/my"))
        self.authenticate(None, None)
        self.assertIn("/web/login", self._get(FORM).headers["Location"])

    def test_a_form_from_elsewhere_is_refused(self):
        self._login(self.ivanova)
        self.csrf = "made up"
        self.assertEqual(self._post(FORM, **self._typed()).status_code, 400)
        self.assertFalse(self._basket_specs(self.ivanova))

    def test_work_that_does_not_exist_is_not_found(self):
        self._login(self.ivanova)
        self.assertEqual(self._get("/my/print/order/poetry").status_code, 404)
