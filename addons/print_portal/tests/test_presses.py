from .pages_common import PrintPagesCommon

LIST = "/my/print/presses"


class TestPresses(PrintPagesCommon):
    """A client keeps his presses, and orders plates for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.press = cls._press(cls.poligraf, "Old lady")
        cls.other = cls._press(cls.reklama, "Secret press")

    @classmethod
    def _press(cls, client, name):
        return cls.env["print.press"].create(
            {
                "name": name,
                "client_id": client.id,
                "plate_width": 745,
                "plate_height": 605,
                "gripper": 12,
            }
        )

    def test_a_client_adds_and_changes_his_press(self):
        self._login(self.ivanova)
        typed = {"name": "GTO by the window", "plate_width": "510"}
        answer = self._post(f"{LIST}/new", **typed, plate_height="", gripper="x")
        self.assertEqual(answer.status_code, 422)
        page = self._read(answer)
        self.assertIn("enter both sides, or neither", page)
        self.assertIn("enter a whole number", page)
        self.assertEqual(
            self._find(answer, "//input[@name='plate_width']/@value"), ["510"]
        )
        answer = self._post(f"{LIST}/new", **typed, plate_height="400")
        self.assertEqual(answer.status_code, 303)
        press = self.env["print.press"].search([("name", "=", typed["name"])])
        self.assertEqual(press.client_id, self.poligraf)
        self.assertIn(typed["name"], self._read(self._get(LIST)))
        self._post(f"{LIST}/{press.id}", name="Renamed", client_id=self.reklama.id)
        self.assertEqual((press.name, press.client_id), ("Renamed", self.poligraf))
        self._post(f"{LIST}/{press.id}/archive")
        self.assertFalse(press.active)

    def test_his_own_curve_is_called_his(self):
        self._login(self.ivanova)
        page = self._get(f"{LIST}/{self.press.id}")
        curve = "//select[@name='curve']/option[@value='client']"
        self.assertEqual(self._read(page, curve), "Yours")

    def test_presses_of_others_do_not_exist(self):
        self._login(self.ivanova)
        self.assertNotIn("Secret", self._read(self._get(LIST)))
        path = f"{LIST}/{self.other.id}"
        self.assertEqual(self._get(path).status_code, 404)
        self.assertEqual(self._post(path, name="Mine").status_code, 404)
        self.assertEqual(self._post(f"{path}/archive").status_code, 404)
        form = self._get("/my/print/order/ctp_plates")
        self.assertNotIn("Secret press", form.text)
        self.assertIn("Old lady", form.text)

    def test_plates_follow_the_press_and_the_next_form_knows_it(self):
        self._login(self.ivanova)
        raw = {
            "press": str(self.press.id),
            "job_title": "Booklet",
            "files_later": "1",
            "colors_front": "4",
            "colors_back": "4",
        }
        values, errors = self.plates.with_user(self.ivanova).sudo()._parse_form(raw)
        self.assertFalse(errors)
        self._send(self.ivanova, {**self._form(), **values})
        form = self._get("/my/print/order/ctp_plates")
        chosen = "//select[@name='{}']/option[@selected]/@value"
        self.assertEqual(self._find(form, chosen.format("press")), [str(self.press.id)])
        self.assertEqual(self._find(form, chosen.format("plate_format")), ["745x605"])
        self._login(self.rival)
        form = self._get("/my/print/order/ctp_plates")
        self.assertFalse(self._find(form, chosen.format("press")))

    def test_staff_see_the_form_as_clients_do_and_clients_do_not(self):
        self._login(self.salesperson)
        path = f"/print/preview/{self.plates.id}"
        page = self._get(path)
        self.assertIn("nothing can be ordered here", self._read(page))
        self.assertFalse(self._find(page, "//main//button[@type='submit']"))
        shown = "//main//div[@data-field]/@data-field"
        preview = self._find(page, shown)
        self._login(self.ivanova)
        self.assertEqual(
            self._find(self._get("/my/print/order/ctp_plates"), shown), preview
        )
        self.assertEqual(self._get(path).status_code, 404)

    def test_a_returned_job_says_what_is_no_longer_offered(self):
        job = self._job_in("returned", self.ivanova)
        field = self.plates.field_ids.filtered(lambda f: f.code == "plate_format")
        chosen = field.value_ids.filtered(lambda choice: choice.code == "510x400")
        chosen.active = False
        self._login(self.ivanova)
        path = f"/my/print/orders/{job.order_id.id}/job/{job.id}"
        self.assertIn(
            "510 × 400 is no longer offered: choose again.",
            self._read(self._get(path)),
        )
        order = self._read(self._get(f"/my/print/orders/{job.order_id.id}"))
        self.assertIn("510 × 400 mm", order)

    def test_the_form_asks_no_more_with_many_choices_and_kinds(self):
        self._login(self.ivanova)
        path = "/my/print/order/ctp_plates"
        self._get(path)
        few = self._count_queries(path)
        field = self.plates.field_ids.filtered(lambda f: f.code == "plate_format")
        self.env["print.spec.value"].create(
            [
                {"field_id": field.id, "code": f"c{n}", "name": f"Choice {n}"}
                for n in range(1000)
            ]
        )
        self.env["print.order.type"].create(
            [{"name": f"Kind {n}", "code": f"kind_{n}"} for n in range(1000)]
        )
        self.assertLessEqual(self._count_queries(path), few + 2)
