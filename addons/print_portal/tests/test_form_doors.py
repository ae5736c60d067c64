from odoo.addons.print_portal.form_errors import FormErrors
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon

# Missing, out of range, not in the list, and a rule across two fields.
BAD = {
    "job_title": "",
    "colors_front": 99,
    "plate_format": "17x17",
    "needed_by": "soon",
}
GOOD = {"job_title": "Leaflet", "plate_format": "510x400", "plate_thickness": "0.15"}


@tagged("post_install", "-at_install")
class FormDoorsCase(FilesMixin, PrintOrdersCommon):
    def _program(self, user=None):
        """Return orders as a program sees them that holds the key of ``user``."""
        return self.env["sale.order"].with_user(user or self.main)

    def _quotation(self):
        form = Form(self._program(self.salesperson), "sale.view_order_form")
        form.partner_id = self.poligraf
        return form.save()

    def _table(self, *jobs):
        """Return jobs, dicts of texts, as a table that a spreadsheet program saves."""
        codes = sorted({code for job in jobs for code in job})
        rows = [codes, *([job.get(code, "") for code in codes] for job in jobs)]
        return "\n".join(";".join(map(str, row)) for row in rows)

    def _read(self, table, user=None, order_type=None):
        kinds = self.env["print.order.type"].with_user(user or self.main)
        kind = kinds._get_portal_types() & (order_type or self.plates)
        return kind._read_rows(table, self.poligraf)


class TestFormDoors(FormDoorsCase):
    """One form, however it is filled: page, back office, program, table."""

    def _sentences(self, errors):
        return {error["field"]: error["message"] for error in errors}

    def _by_page(self):
        kind = self.plates.with_user(self.main).sudo()
        raw = kind._get_typed(kind._get_default_values())
        return kind._review_form(raw | {code: str(v) for code, v in BAD.items()})

    def test_one_bad_job_reads_the_same_at_every_door(self):
        page = self._sentences(self._by_page()["errors"])
        self.assertGreaterEqual(
            page.keys(), {"job_title", "colors_front", "plate_format", "needed_by"}
        )
        office = self._quotation()
        raw = self.plates._get_typed(self.plates._get_default_values())
        raw |= {code: str(value) for code, value in BAD.items()}
        self.assertEqual(
            self._sentences(office.save_print_job(self.plates.id, raw)), page
        )
        with self.assertRaises(FormErrors) as refusal:
            self._program().print_add_job("ctp_plates", BAD)
        errors = refusal.exception.context["print_errors"]
        self.assertEqual(self._sentences(errors), page)
        for sentence in page.values():
            self.assertIn(sentence, str(refusal.exception))
        with self.assertRaises(FormErrors) as refusal:
            office.print_add_job("ctp_plates", BAD)
        errors = refusal.exception.context["print_errors"]
        self.assertEqual(self._sentences(errors), page)
        [row] = self._read(self._table(BAD))
        self.assertEqual(self._sentences(row["errors"]), page)

    def test_a_program_fills_the_basket_of_its_user(self):
        answer = self._program(self.ivanova).print_add_job(
            "ctp_plates", {**GOOD, "files_later": True}
        )
        line = self.env["sale.order.line"].browse(answer["line_id"])
        self.assertEqual(line.order_id.print_account_id, self.ivanova)
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (8, 96))
        sent = self._program(self.ivanova).print_send_basket()
        self.assertRegex(sent["name"], r"^i-\d{6}$")
        order = self.env["sale.order"].browse(sent["order_id"])
        self.assertEqual((order.print_source, order.state), ("api", "sent"))
        again = self._program(self.ivanova).browse(order.id).print_send_basket()
        self.assertEqual(again, sent)
        with self.assertRaisesRegex(UserError, "has been sent"):
            self._program(self.ivanova).browse(order.id).print_add_job(
                "ctp_plates", {**GOOD, "files_later": True}
            )

    def test_a_program_has_the_rights_of_its_user(self):
        whole = {**GOOD, "files_later": True}
        basket = self._basket(self.ivanova)
        for user in (self.rival, self.buh):
            with self.assertRaises(UserError):
                self._program(user).browse(basket.id).print_send_basket()
        self.assertTrue(basket.is_basket)
        self._program(self.buh).print_add_job("ctp_plates", whole)
        with self.assertRaisesRegex(UserError, "may fill baskets, not send them"):
            self._program(self.buh).print_send_basket()
        for user in (self.stranger, self.public):
            with self.assertRaises(AccessError):
                self._program(user).print_add_job("ctp_plates", whole)
            with self.assertRaises(AccessError):
                self._program(user).print_get_form("ctp_plates")
        with self.assertRaises(AccessError):
            self._quotation().with_user(self.colleague).print_add_job(
                "ctp_plates", whole
            )
        with self.assertRaisesRegex(UserError, "fills this basket himself"):
            basket.with_user(self.salesperson).print_add_job("ctp_plates", whole)

    def test_a_program_uses_no_file_of_another_client(self):
        theirs = self._receive(self.rival, "secret.pdf")
        with self.assertRaisesRegex(FormErrors, "Add at least one file"):
            self._program().print_add_job("ctp_plates", GOOD, file_ids=[theirs.id])
        mine = self._receive(self.main, "cover.pdf")
        answer = self._program().print_add_job("ctp_plates", GOOD, file_ids=[mine.id])
        line = self.env["sale.order.line"].browse(answer["line_id"])
        self.assertEqual(line.print_spec_id.file_ids, mine)

    def test_a_field_that_is_not_there_is_named(self):
        [error] = self._program().print_check_job(
            "ctp_plates", {**GOOD, "files_later": True, "colour": "red"}
        )
        self.assertEqual(error["field"], "colour")
        self.assertIn("colour", error["message"])
        with self.assertRaisesRegex(UserError, "no kind of work gold"):
            self._program().print_check_job("gold", GOOD)

    def test_a_word_that_is_neither_yes_nor_no_is_asked_about(self):
        errors = self._program().print_check_job(
            "ctp_plates", {**GOOD, "files_later": "perhaps"}
        )
        self.assertIn(
            "Files follow: write yes or no.", [error["message"] for error in errors]
        )

    def test_a_warning_is_accepted_by_its_rule(self):
        values = {**GOOD, "files_later": True, "plates_expected": 4}
        [error] = self._program().print_check_job("ctp_plates", values)
        self.assertEqual((error["severity"], error["rule"]), ("accept", "R21"))
        self.assertEqual(
            self._program().print_check_job("ctp_plates", values, ["R21"]), []
        )

    def test_the_form_tells_a_program_what_to_fill_in(self):
        form = self._program().print_get_form("ctp_plates")
        codes = {f["code"] for part in form["sections"] for f in part["fields"]}
        self.assertEqual(codes, set(self.plates.field_ids.mapped("code")))


class TestJobRows(FormDoorsCase):
    """A table of jobs, from the client's spreadsheet or at the desk."""

    def _lines(self, count):
        return [
            {**GOOD, "job_title": f"Job {number}", "files": "cover.pdf"}
            for number in range(count)
        ]

    def test_the_empty_table_is_read_as_it_was_given(self):
        template = self.plates._write_template()
        [row] = self._read(template)
        self.assertEqual(row["number"], 3)
        self.assertIn("job_title", [error["field"] for error in row["errors"]])

    def test_choices_are_named_by_label_in_the_users_language(self):
        field = self.plates.field_ids.filtered(lambda f: f.code == "plate_format")
        choice = field.value_ids.filtered(lambda c: c.code == "510x400")
        job = {**GOOD, "plate_format": choice.name.upper(), "files_later": "yes"}
        [row] = self._read(self._table(job))
        self.assertFalse(row["errors"])
        self.assertEqual(row["content"][0]["plate_format"], "510x400")

    def test_files_are_found_by_name_in_the_own_folder(self):
        self._receive(self.rival, "cover.pdf")
        job = {**GOOD, "files": "cover.pdf"}
        [row] = self._read(self._table(job))
        [error] = row["errors"]
        self.assertEqual(
            (error["field"], error["message"]),
            ("artwork", "Files: cover.pdf is not in the folder."),
        )
        mine = self._receive(self.main, "cover.pdf")
        [row] = self._read(self._table(job))
        self.assertEqual(row["errors"], [])
        self.assertEqual(row["content"][2], mine.ids)

    def test_reading_asks_nothing_more_for_more_rows(self):
        self._receive(self.main, "cover.pdf")
        counts = []
        for rows in (2, 60):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self._read(self._table(*self._lines(rows)))
            self.assertFalse(any(row["errors"] for row in found))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_too_many_rows_are_refused_with_their_number(self):
        with self.assertRaisesRegex(UserError, "201 rows; send at most 200"):
            self._read(self._table(*self._lines(201)))

    def test_right_rows_come_into_the_basket_once(self):
        rows = self._read(
            self._table({**GOOD, "files_later": "yes"}, BAD, {**GOOD, "files_later": 1})
        )
        kind = self.plates.with_user(self.main).sudo()
        for _press in range(2):
            self.assertEqual(self._program()._add_rows(kind, rows, "key-1"), 2)
        basket = self._program()._get_basket()
        self.assertEqual(len(basket.order_line), 2)
        self.assertEqual(basket.amount_untaxed, 192)

    def test_storing_asks_little_for_each_row(self):
        kind = self.plates.with_user(self.main).sudo()
        self._receive(self.main, "cover.pdf")
        counts = []
        for rows in (1, 5, 45):
            found = self._read(self._table(*self._lines(rows)))
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._program()._add_rows(kind, found, f"key-{rows}")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess((counts[2] - counts[1]) / 40, 4, counts)

    def test_staff_put_a_table_on_a_quotation(self):
        order = self._quotation()
        wizards = self.env["print.job.import"].with_user(self.salesperson)
        wizard = wizards.create(
            {
                "order_id": order.id,
                "order_type_id": self.plates.id,
                "table": self._table({**GOOD, "files_later": "yes"}, BAD),
            }
        )
        self.assertEqual((wizard.right_count, wizard.wrong_count), (1, 1))
        self.assertIn("Colours on the front", wizard.found)
        self.assertEqual(wizard.action_add()["res_id"], wizard.id)
        self.assertEqual(order.order_line.print_spec_id.title, "Leaflet")
        self.assertEqual((wizard.right_count, wizard.wrong_count), (0, 1))


class TestOrderKinds(FormDoorsCase):
    """Digital, quick and free-form orders; top-ups come later."""

    def _quick(self, user=None, kind="ctp_plates", key=None, **typed):
        typed = {
            "type": kind,
            "comment": "Plates for a booklet",
            "phone": "+33 1 23 45 67 89",
            **typed,
        }
        order = self._program(user)._send_in_words(typed, key=key)
        return self.env["sale.order"].browse(order.id)

    def _complete(self, order, **values):
        return order.with_user(self.salesperson).save_print_job(
            self.plates.id,
            self.plates._get_typed(self._form(**values)),
            line_id=order.order_line.id,
        )

    # Quick ---------------------------------------------------------------------------

    def test_a_quick_order_is_described_by_staff(self):
        order = self._quick(self.ivanova)
        job = order.print_job_ids
        self.assertRegex(order.name, r"^i-\d{6}$")
        self.assertEqual((order.print_kind, order.print_source), ("quick", "web"))
        self.assertEqual(job.status_id.code, "checking")
        self.assertEqual(order.print_awaited_from, "us")
        self.assertTrue(order.order_line.print_is_on_request)
        self.assertEqual(order.amount_untaxed, 0)
        self.assertEqual(order.activity_ids.user_id, self.salesperson)
        self.assertNotIn("4+4", order.order_line.name)
        self.assertIsNone(order._portal_values(self.main)["totals"])
        line = order._portal_values(self.ivanova)["lines"][0]
        self.assertEqual((line["facts"], line["summary"]), ([], ""))
        with self.assertRaisesRegex(UserError, "Describe the work first"):
            order.with_user(self.salesperson).action_confirm()
        with self.assertRaisesRegex(UserError, "Describe the work first"):
            job._move_to("started")
        self.assertTrue(self._complete(order, colors_front=99))
        self.assertTrue(job.spec_id.is_brief)
        self.assertEqual(self._complete(order), [])
        self.assertFalse(job.spec_id.is_brief)
        self.assertTrue(job.spec_id.is_frozen)
        self.assertEqual(order.amount_untaxed, 96)
        self.assertIn("4+4", order.order_line.name)
        self.assertIn("96.00", str(order._portal_values(self.main)["totals"]))
        self.assertFalse(order.activity_ids)
        self.assertEqual(job.status_id.code, "returned")  # its files are missing
        with self.assertRaisesRegex(UserError, "is ordered"):
            self._complete(order, colors_front=2)

    def test_a_quick_order_with_files_starts_when_it_is_described(self):
        file = self._receive(self.main, "Booklet 2027.pdf")
        order = self._program()._send_in_words(
            {"type": "ctp_plates", "phone": "+33 1 23 45 67 89"}, [file.id]
        )
        self.assertEqual(order.print_job_ids.title, "Booklet 2027")
        raw = self.plates._get_typed(self._form(files_later=False))
        office = order.with_user(self.salesperson)
        self.assertEqual(
            office.save_print_job(
                self.plates.id, raw, (), file.ids, order.order_line.id
            ),
            [],
        )
        self.assertEqual(order.print_job_ids.status_id.code, "checking")
        self._accept_files(order.print_job_ids)
        office.action_confirm()
        self.assertEqual(order.print_job_ids.status_id.code, "started")

    def test_pressing_twice_makes_one_order(self):
        first = self._quick(key="abc")
        self.assertEqual(self._quick(key="abc"), first)
        self.assertNotEqual(self._quick(key="abd"), first)
        self.assertNotEqual(self._quick(self.ivanova, key="abc"), first)

    def test_the_basket_in_work_stays_the_current_one(self):
        basket = self._basket(self.main)
        self._quick()
        self.assertEqual(self.main.print_basket_id, basket)

    def test_what_is_missing_is_said_at_its_field(self):
        with self.assertRaises(FormErrors) as refusal:
            self._quick(comment="", phone="12", kind="gold")
        errors = refusal.exception.context["print_errors"]
        self.assertEqual(
            [error["field"] for error in errors], ["type", "comment", "phone"]
        )

    def test_only_accounts_that_send_orders_send_quick_ones(self):
        with self.assertRaisesRegex(UserError, "may fill baskets, not send them"):
            self._quick(self.buh)
        for user in (self.stranger, self.public):
            with self.assertRaises(AccessError):
                self._quick(user)
        order = self._quick(self.main)
        self.assertFalse(self._program(self.rival).search([("id", "=", order.id)]))
        self.assertFalse(self._program(self.ivanova).search([("id", "=", order.id)]))

    # Free-form -----------------------------------------------------------------------

    def test_a_request_in_words_is_answered_with_an_offer(self):
        file = self._receive(self.main, "sketch.pdf")
        answer = self._program().print_send_quick(
            "Business cards\nfor three", "+33 1 23 45 67 89", file_ids=[file.id]
        )
        order = self.env["sale.order"].browse(answer["order_id"])
        self.assertEqual(order.print_kind, "free_form")
        self.assertEqual(order.print_title, "Business cards")
        self.assertFalse(order.order_line)
        self.assertEqual(order.print_file_ids, file)
        self.assertEqual(order.activity_ids.user_id, self.salesperson)
        [row] = order._portal_rows(self.main)
        self.assertEqual(row["words"], "We are preparing an offer")
        with self.assertRaisesRegex(UserError, "used"):
            file._delete_by(self.main)
        office = order.with_user(self.salesperson)
        with self.assertRaisesRegex(UserError, "Add the work"):
            office.action_quotation_send()
        with self.assertRaisesRegex(UserError, "Add the work"):
            office.action_confirm()
        office.print_add_job("ctp_plates", {**GOOD, "files_later": True})
        self.assertFalse(order._portal_values(self.main)["lines"])
        self.assertIsNone(order._portal_values(self.main)["totals"])
        office.with_context(mark_so_as_sent=True).message_post(body="Our offer")
        self.assertTrue(order._portal_values(self.main)["lines"])
        self.assertFalse(order.activity_ids)
        order.with_user(self.main)._accept_offer()
        self.assertEqual(order.print_job_ids.title, "Leaflet")

    def test_who_sees_no_money_is_shown_none_by_any_kind(self):
        order = self._quick(self.ivanova)
        self._complete(order)
        values = order.with_user(self.ivanova)._portal_values(self.ivanova)
        self.assertIsNone(values["totals"])
        self.assertNotIn("96", str(values["lines"]))
        with self.assertRaises(AccessError):
            order.with_user(self.ivanova).read(["amount_total"])

    # Digital -------------------------------------------------------------------------

    def _digital(self):
        design = self.env.ref("print_pricing.order_type_design")
        order = self._quotation()
        order.order_line = [Command.create({"product_id": design.product_id.id})]
        return order

    def test_nothing_but_services_is_a_digital_order(self):
        order = self._digital()
        self.assertEqual(order.print_kind, "digital")
        order.order_line = [Command.create({"product_id": self.plates.product_id.id})]
        self.assertEqual(order.print_kind, "normal")
        self.assertEqual(self._basket().print_kind, "normal")

    def test_a_digital_order_is_not_delivered(self):
        order = self._order()
        order.print_kind = "digital"
        order.action_confirm()
        self.assertFalse(order.picking_ids)
        self.assertFalse(order._get_basket_carriers())
        job = order.print_job_ids
        self._walk(job, self.env.ref("print_portal.status_ready"))
        self.assertEqual(job.next_status_id.code, "delivered")
        self.assertIn("in your files", order._get_awaited_line()["lead"])
        self.assertIn("in the client's files", order.print_awaited)
        with self.assertRaisesRegex(UserError, "not shipped"):
            job._move_to("shipped")
        job._move_to("delivered")
        labels = [step["label"] for step in order._get_milestones(False)]
        self.assertNotIn("Delivery", labels)

    def test_the_result_lands_in_the_clients_folder(self):
        job = self._order().print_job_ids
        before = set(self._on_disk())
        job.order_id.print_kind = "digital"
        attachment = self.env["ir.attachment"].with_user(self.prepress)
        wizard = self.env["print.job.result"].with_user(self.prepress)
        wizard.create(
            {
                "job_id": job.id,
                "attachment_ids": attachment.create(
                    {"name": "scan 1.tif", "raw": b"II*"}
                ).ids,
            }
        ).action_add()
        file = self.files.with_user(self.ivanova).search([("name", "=", "scan 1.tif")])
        self.assertEqual(file, job.result_ids)
        self.assertEqual(set(self._on_disk()) - before, {"scan 1.tif"})
        [line] = job.order_id._portal_values(self.ivanova)["lines"]
        self.assertEqual([f["name"] for f in line["results"]], ["scan 1.tif"])
        self.assertFalse(
            self.files.with_user(self.rival).search([("name", "=", "scan 1.tif")])
        )

    # Top-up --------------------------------------------------------------------------

    def test_top_ups_are_refused_by_every_door(self):
        client = self.poligraf.id
        with self.assertRaisesRegex(UserError, "top-ups are not taken yet"):
            self.env["sale.order"].create(
                {"partner_id": client, "print_kind": "top_up"}
            )
        with self.assertRaisesRegex(UserError, "top-ups are not taken yet"):
            self._quotation().print_kind = "top_up"
        answer = self.env["sale.order"].load(
            ["partner_id/.id", "print_kind"], [[str(client), "top_up"]]
        )
        self.assertFalse(answer["ids"])
        self.assertIn("top-ups are not taken yet", answer["messages"][0]["message"])
