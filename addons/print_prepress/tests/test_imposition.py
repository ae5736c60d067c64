from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged

A5 = {"page_width": 148, "page_height": 210}


def rules(errors):
    return {(error.rule, error.field) for error in errors}


@tagged("post_install", "-at_install")
class TestImposition(TransactionCase):
    """The schemes of the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schemes = cls.env["print.imposition"]
        cls.booklet = cls.env.ref("print_prepress.imposition_saddle_a5_16")

    def test_the_catalogue_can_be_drawn(self):
        for scheme in self.schemes.search([("client_id", "=", False)]):
            with self.subTest(scheme=scheme.name):
                self.assertFalse(scheme.trouble)
                self.assertIn("<svg", scheme.picture)
                self.assertTrue(scheme.count_words)

    def test_the_example_tells_what_it_takes(self):
        self.assertEqual(
            self.booklet.count_words,
            "printing sheets: 2, sets of plates: 4, pages on a sheet: 16",
        )
        self.booklet.page_count = 30
        self.assertIn("empty pages: 2", self.booklet.count_words)

    def test_pages_that_do_not_fit_are_refused_with_both_sizes(self):
        with self.assertRaisesRegex(ValidationError, r"604 × 432 mm, the sheet has"):
            self.booklet.write({"sheet_width": 500})

    def test_a_folded_sheet_has_two_sides(self):
        with self.assertRaisesRegex(ValidationError, "both sides"):
            self.booklet.work_style = "Simplex"

    def test_figures_of_another_binding_change_nothing(self):
        scheme = self.booklet.copy({"name": "Leaves", "binding": "loose", "head": 90})
        self.assertEqual(scheme._get_scheme().head_mm, 0)
        self.assertEqual(scheme._get_scheme().fold, "")

    def test_a_scheme_of_an_order_is_archived_not_deleted(self):
        order_type = self.env.ref("print_pricing.order_type_ctp_plates")
        used = self.booklet.copy({"name": "Used"})
        self.env["print.spec"].create(
            {"order_type_id": order_type.id, "values": {"scheme": str(used.id)}}
        )
        with self.assertRaisesRegex(UserError, "archive it"):
            used.unlink()
        self.booklet.copy({"name": "Not used"}).unlink()

    def test_many_schemes_cost_no_query_each(self):
        everything = self.schemes.search([])
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            everything.mapped("count_words")


@tagged("post_install", "-at_install")
class TestImpositionOrdered(PrintOrdersCommon):
    """Orders are counted from the plan of their scheme."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.booklet = cls.env.ref("print_prepress.imposition_saddle_a5_16")
        cls.films = cls.env.ref("print_pricing.order_type_film_output")
        cls.works = cls.env.ref("print_pricing.order_type_prepress")

    def _spec(self, order_type, **values):
        order_type = order_type.with_context(print_client_id=self.poligraf.id)
        typed = order_type._get_typed(order_type._get_default_values())
        typed |= {"job_title": "x", "scheme": str(self.booklet.id)}
        values = {code: str(value) for code, value in values.items()}
        parsed, errors = order_type._parse_form(typed | values)
        self.assertFalse(errors)
        return self.env["print.spec"].create(
            {"order_type_id": order_type.id, "values": parsed}
        )

    def _plates(self, pages=32, **values):
        sizes = {"finished_width": 148, "finished_height": 210}
        form = {"plate_format": "745x605", "colors_back": 4, **sizes, **values}
        return self._spec(self.plates, pages=pages, **form)

    def _errors(self, spec):
        return rules(self.plates._check_spec(spec))

    def test_plates_are_counted_from_the_plan(self):
        # Two sheets of sixteen pages, four inks a side
        spec = self._plates(signatures=1)
        self.assertEqual(spec.values["signatures"], 2)
        self.assertEqual(spec.quantity, 16)
        self.assertEqual(self._plates(pages=64).quantity, 32)

    def test_work_and_turn_takes_one_set_for_both_sides(self):
        leaflet = self.env.ref("print_prepress.imposition_turn_a4")
        spec = self._plates(
            pages=2,
            scheme=leaflet.id,
            finished_width=210,
            finished_height=297,
            work_style="WorkAndTurn",
        )
        self.assertEqual(spec.quantity, 4)

    def test_another_way_of_printing_than_the_scheme_is_said_with_the_way_out(self):
        spec = self._plates(work_style="WorkAndTurn")
        [error] = [e for e in self.plates._check_spec(spec) if e.rule == "IM3"]
        self.assertEqual((error.field, error.fix), ("work_style", "WorkAndBack"))
        # What is billed is what the plan takes, whatever was typed.
        self.assertEqual(spec.quantity, 16)

    def test_a_number_that_an_import_wrote_is_compared_with_the_plan(self):
        spec = self._plates()
        spec.values = {**spec.values, "signatures": 1}
        self.assertIn(("IM4", "signatures"), self._errors(spec))
        self.assertEqual(spec.quantity, 16)

    def test_an_imposed_file_needs_no_scheme(self):
        self.assertIn(("IM1", "scheme"), self._errors(self._plates(imposed=1)))

    def test_empty_pages_are_kept_knowingly(self):
        spec = self._plates(pages=30)
        [error] = [e for e in self.plates._check_spec(spec) if e.rule == "IM5"]
        self.assertEqual(
            error.message, "30 pages fill 32: 2 stay empty. Keep it?", error.field
        )
        spec.accepted_rules = ["IM5"]
        self.assertNotIn(("IM5", "pages"), self._errors(spec))

    def test_a_page_that_does_not_fit_the_scheme_stops_the_order(self):
        spec = self._plates(finished_width=210, finished_height=297)
        self.assertIn(("IM-too_large", "scheme"), self._errors(spec))

    def test_a_sheet_that_the_press_does_not_take_is_said_at_the_scheme(self):
        spec = self._plates(plate_format="510x400", plate_thickness="0.15")
        self.assertIn(("R16M", "scheme"), self._errors(spec))

    def test_films_are_one_for_each_ink_of_each_side(self):
        spec = self._spec(
            self.films,
            imposition="by_scheme",
            pages=32,
            finished_width=148,
            finished_height=210,
        )
        drivers = spec._get_drivers()
        self.assertEqual(drivers.pieces, 16)
        # Cut to the sheet, not to the page: 720 and 520 mm with a border
        self.assertEqual(drivers.counts["one_film_cm2"], 75 * 55)
        ordered = spec._get_ordered()
        self.assertEqual((ordered.sizes, ordered.pages), (((148.0, 210.0),), 32))
        self.assertFalse(ordered.is_imposed)

    def test_prepress_counts_the_sheets_of_the_plan(self):
        spec = self._spec(
            self.works,
            works="imposition",
            imposition="scheme",
            pages=64,
            finished_width=148,
            finished_height=210,
        )
        self.assertEqual(spec._get_drivers().counts["signatures"], 4)

    def test_sheets_cannot_be_counted_without_the_size_of_the_page(self):
        spec = self._spec(self.works, works="imposition", imposition="scheme", pages=64)
        errors = rules(self.works._check_spec(spec))
        self.assertIn(("IM2", "finished_width"), errors)
        self.assertIn(("IM2", "finished_height"), errors)

    def test_what_was_ordered_keeps_the_scheme_of_that_day(self):
        spec = self._plates()
        spec._freeze()
        self.booklet.write({"fold": "F8-7", "page_count": 8})
        self.assertEqual(spec.quantity, 16)
        self.assertEqual(self._plates().quantity, 32)

    def test_the_form_shows_the_sheet_of_this_job(self):
        spec = self._plates()
        shown = self.plates._show_imposition(spec.values)
        self.assertIn("pages=32&width=148&height=210", shown["url"])
        self.assertIn("printing sheets: 2", shown["words"])
        self.assertEqual(shown["numbers"], {"signatures": "2"})

    def test_a_scheme_of_another_client_cannot_be_chosen(self):
        own = self.booklet.copy({"name": "Theirs", "client_id": self.reklama.id})
        plates = self.plates.with_context(print_client_id=self.poligraf.id)
        _values, errors = plates._parse_form({"scheme": str(own.id)})
        self.assertIn("scheme", {error.field for error in errors})


@tagged("post_install", "-at_install")
class TestImpositionOwn(PrintOrdersCommon):
    """The schemes of a client, through his own doors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env.ref("print_prepress.imposition_saddle_a5_16")

    def _as(self, user):
        return self.env["print.imposition"].with_user(user)

    def _save(self, user=None, scheme=None, **typed):
        schemes = self._as(user or self.ivanova)
        return schemes._save_own({**schemes._get_blank(), **typed}, scheme)

    def test_he_keeps_what_he_typed(self):
        self.assertFalse(self._save(name="Mine", bleed="2,5", slug="{sheet}/{sheets}"))
        [own] = self._as(self.ivanova)._get_own()
        self.assertEqual((own.name, own.bleed), ("Mine", 2.5))
        self.assertEqual(own.client_id, self.poligraf)
        self.assertEqual(own._get_typed()["bleed"], "2.5")

    def test_errors_stand_at_their_fields(self):
        errors = self._save(name="", sheet_width="300", bleed="much")
        self.assertEqual(set(errors), {"name", "bleed"})
        errors = self._save(name="Narrow", sheet_width="300")
        self.assertEqual(set(errors), {"sheet_width"})
        for sentence in errors.values():
            self.assertLessEqual(len(sentence), 90)

    def test_a_name_is_his_own_in_every_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self._as(self.ivanova).with_context(lang="fr_FR")
        french._save_own({**french._get_blank(), "name": "A6"})
        own = french._get_own()
        french._save_own({**own._get_typed(), "name": "Carnet"}, own)
        self.assertEqual(own.with_context(lang="en_US").name, "Carnet")
        self.assertIn("name", self._save(name="Carnet"))

    def test_another_client_neither_sees_nor_changes_it(self):
        self._save(name="Mine")
        own = self._as(self.ivanova)._get_own()
        rival = self._as(self.rival)
        self.assertFalse(rival.search([("id", "=", own.id)]))
        self.assertFalse(rival._find_offered(own.id))
        with self.assertRaises(AccessError):
            rival._save_own(rival._get_blank(), rival.browse(own.id))
        with self.assertRaises(AccessError):
            own.with_user(self.rival)._put_away()
        with self.assertRaises(AccessError):
            own.write({"name": "By RPC"})

    def test_one_of_the_shop_is_copied_not_changed(self):
        offered = self._as(self.ivanova)._find_offered(self.shop.id)
        copy = offered._copy_own()
        self.assertEqual(copy.client_id, self.poligraf)
        again = offered._copy_own()
        self.assertEqual(again.name, f"{copy.name} (2)")
        with self.assertRaises(AccessError):
            self._save(scheme=self.shop.with_user(self.ivanova), name="x")

    def test_what_was_deleted_comes_back(self):
        self._save(name="Mine")
        own = self._as(self.ivanova)._get_own()
        own._put_away()
        self.assertFalse(self._as(self.ivanova)._get_own())
        self._save(name="Mine")
        own._bring_back()
        names = self._as(self.ivanova)._get_own().mapped("name")
        self.assertEqual(sorted(names), ["Mine", "Mine (2)"])


@tagged("post_install", "-at_install")
class TestImpositionPages(PrintPagesCommon):
    """The pages of a client's schemes, with and without a script."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env.ref("print_prepress.imposition_saddle_a5_16")

    def _form_of(self, **typed):
        schemes = self.env["print.imposition"].with_user(self.ivanova)
        ticked = {name: text for name, text in schemes._get_blank().items() if text}
        return {**ticked, **typed}

    def _own(self):
        self.env.invalidate_all()
        return self.env["print.imposition"].with_user(self.ivanova)._get_own()

    def test_a_scheme_is_made_drawn_changed_copied_deleted_and_brought_back(self):
        self._login(self.ivanova)
        url = "/my/print/impositions/new"
        drawn = self._post(url, **self._form_of(only_show="1", page_count="32"))
        self.assertIn("printing sheets: 2", self._read(drawn))
        self.assertFalse(self._own())
        saved = self._post(url, **self._form_of(name="Ours & theirs"))
        self.assertEqual(saved.status_code, 303)
        own = self._own()
        self.assertIn("Ours & theirs", self._read(self._get("/my/print/impositions")))
        page = f"/my/print/impositions/{own.id}"
        self._post(page, **self._form_of(name="Ours", bleed="4"))
        self.assertEqual((own.name, own.bleed), ("Ours", 4))
        self._post(f"{page}/copy")
        self.assertEqual(len(self._own()), 2)
        gone = self._post(f"{page}/delete").headers["Location"]
        self.assertIn("Deleted: Ours", self._read(self.url_open(gone)))
        self.assertEqual(self._own().name, "Ours (2)")
        self._post(f"{page}/delete", do="restore")
        self.assertEqual(len(self._own()), 2)

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self):
        self._login(self.ivanova)
        form = self._form_of(sheet_width="300", slug="<b>{sheet}</b>")
        answer = self._post("/my/print/impositions/new", **form)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Error:", answer.text)
        self.assertIn("Name: fill this in.", self._read(answer))
        typed = self._find(
            answer, "//input[@name='sheet_width' or @name='slug']/@value"
        )
        self.assertEqual(typed, ["300", "<b>{sheet}</b>"])

    def test_the_picture_follows_while_one_types(self):
        self._login(self.ivanova)
        typed = self._form_of(page_count="30", shown="2-back", slug="<script>")
        asked = {"typed": typed}
        shown = self.make_jsonrpc_request("/my/print/impositions/preview", asked)
        self.assertFalse(shown["errors"])
        self.assertEqual(shown["shown"], "2-back")
        self.assertEqual(len(shown["sides"]), 4)
        self.assertIn("empty pages: 2", shown["words"])
        self.assertNotIn("<script>", shown["svg"])
        typed["gripper"] = "x"
        shown = self.make_jsonrpc_request("/my/print/impositions/preview", asked)
        self.assertEqual(set(shown["errors"]), {"gripper"})
        self.assertFalse(shown["svg"])

    def test_a_picture_shows_the_pages_of_the_job(self):
        self._login(self.ivanova)
        url = f"/my/print/impositions/{self.shop.id}/picture"
        picture = self.url_open(f"{url}?pages=64&width=148&height=210")
        self.assertEqual(picture.headers["Content-Type"], "image/svg+xml")
        self.assertIn(">64<", picture.text)
        too_large = self.url_open(f"{url}?pages=64&width=900&height=210")
        self.assertEqual(too_large.status_code, 404)

    def test_others_schemes_do_not_exist(self):
        theirs = self.shop.copy({"name": "Theirs", "client_id": self.reklama.id})
        self._login(self.ivanova)
        page = f"/my/print/impositions/{theirs.id}"
        self.assertEqual(self.url_open(page).status_code, 404)
        self.assertEqual(self.url_open(f"{page}/picture").status_code, 404)
        for door in ("", "/copy", "/delete"):
            self.assertEqual(self._post(page + door).status_code, 404)
        # The shop's own is copied, never changed.
        shops = f"/my/print/impositions/{self.shop.id}"
        self.assertEqual(self._post(shops, name="x").status_code, 404)
        self.assertEqual(self._post(f"{shops}/delete").status_code, 404)

    def test_the_order_form_offers_them(self):
        self._login(self.ivanova)
        page = self.url_open("/my/print/order/ctp_plates").text
        self.assertIn(self.shop.name, page)
        self.assertIn("/my/print/impositions", page)
