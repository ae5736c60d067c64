from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException
from odoo.tools import mute_logger

from .pages_common import PrintPagesCommon

PROFILE = "/my/print/profile"
ADDRESSES = "/my/print/addresses"
ADDRESS = {
    "name": "Workshop",
    "print_recipient": "Georgi",
    "phone": "+359 2 987 65 43",
    "city": "Plovdiv",
    "street": "Maritsa 1",
    "zip": "4000",
}


class TestOwnData(PrintPagesCommon):
    """What a client keeps about himself, his company and his addresses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("bg_BG")
        cls.bulgaria = cls.env.ref("base.bg")
        cls.poligraf.country_id = cls.bulgaria
        cls.details = {
            "name": "Maria Ivanova",
            "email": "maria@poligraf.example.com",
            "phone": "02 987 65 43",
            "lang": "en_US",
            "tz": "Europe/Sofia",
        }

    def _address(self, client=None, **values):
        return self.env["res.partner"].create(
            {
                "name": "Store",
                "type": "delivery",
                "parent_id": (client or self.poligraf).id,
                **values,
            }
        )

    # Details ------------------------------------------------------------------------

    def test_an_account_changes_its_own_details_and_no_other(self):
        self._login(self.ivanova)
        answer = self._post(
            PROFILE,
            **self.details,
            print_phone_sms="1",
            print_phone2_call="1",
            client_code="mine",
            comment="x",
        )
        self.assertEqual(answer.status_code, 303)
        contact = self.ivanova.partner_id
        self.assertEqual(contact.name, "Maria Ivanova")
        self.assertEqual(contact.email, "maria@poligraf.example.com")
        self.assertEqual(contact.phone, "+359 2 987 6543")
        self.assertTrue(contact.print_phone_sms)
        self.assertFalse(contact.print_phone_call)
        self.assertFalse(contact.print_phone2_call, "there is no second phone")
        self.assertFalse(contact.client_code or contact.comment)
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")

    def test_nothing_typed_is_lost(self):
        self._login(self.ivanova)
        typed = self.details | {"email": "maria@", "phone": "12", "name": " "}
        answer = self._post(PROFILE, **typed)
        self.assertEqual(answer.status_code, 422)
        page = self._read(answer)
        for sentence in ("Enter your name", "Enter an e-mail", "Enter a phone number"):
            self.assertIn(sentence, page)
        self.assertEqual(
            self._find(answer, "//input[@name='email']/@value"), ["maria@"]
        )
        self.assertEqual(self._find(answer, "//input[@name='phone']/@value"), ["12"])
        self.assertEqual(self.ivanova.name, "Ivanova")

    def test_pages_and_mails_follow_the_chosen_language(self):
        self._login(self.ivanova)
        answer = self._post(PROFILE, **self.details | {"lang": "bg_BG"})
        page = self._get(answer.headers["Location"])
        self.assertEqual(self._find(page, "/html/@lang"), ["bg-BG"])
        page = self.url_open("/my/print/orders")
        self.assertEqual(self._find(page, "/html/@lang"), ["bg-BG"])
        self.assertEqual(self.ivanova.lang, "bg_BG")
        answer = self._post(f"/bg{PROFILE}", **self.details | {"lang": "en_US"})
        page = self.url_open(answer.headers["Location"])
        self.assertEqual(self._find(page, "/html/@lang"), ["en-US"])

    def test_a_main_account_has_no_name_of_a_person(self):
        self._login(self.main)
        page = self._get(PROFILE)
        self.assertFalse(self._find(page, "//input[@name='name']"))
        self._post(PROFILE, **self.details)
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")

    def test_cores_pages_lead_to_ours(self):
        self._login(self.ivanova)
        for path, ours in (("/my/account", PROFILE), ("/my/addresses", ADDRESSES)):
            with self.subTest(path=path):
                self.assertTrue(self.url_open(path).url.endswith(ours))
        self._login(self.stranger)
        self.assertTrue(self.url_open("/my/account").url.endswith("/my/account"))

    # The company ----------------------------------------------------------------------

    def test_the_company_is_its_main_accounts(self):
        typed = {"name": "Poligraf AD", "city": "Varna", "country_id": self.bulgaria.id}
        self._login(self.main)
        answer = self._post(f"{PROFILE}/company", **typed)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.poligraf.name, "Poligraf AD")
        self._login(self.buh)
        self.assertEqual(self._get(f"{PROFILE}/company").status_code, 404)
        answer = self._post(f"{PROFILE}/company", **typed | {"name": "Mine"})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.poligraf.name, "Poligraf AD")
        with self.assertRaises(AccessError):
            self.poligraf.with_user(self.buh)._save_company(typed)

    def test_what_stands_on_invoices_is_not_renamed(self):
        self.poligraf.vat = "BG103000417"
        self._create_invoice()
        self._login(self.main)
        page = self._get(f"{PROFILE}/company")
        self.assertIn("Stands on orders and invoices", self._read(page))
        for name in ("name", "vat", "country_id"):
            with self.subTest(name=name):
                self.assertTrue(self._find(page, f"//*[@name='{name}'][@disabled]"))
        answer = self._post(
            f"{PROFILE}/company", name="Other", vat="BG1", city="Varna", country_id="1"
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")
        self.assertEqual(self.poligraf.vat, "BG103000417")
        self.assertEqual(self.poligraf.country_id, self.bulgaria)
        self.assertEqual(self.poligraf.city, "Varna")

    def test_cores_form_does_not_rename_it_either(self):
        self._login(self.main)
        answer = self._post(
            "/my/address/submit",
            partner_id=self.poligraf.id,
            address_type="billing",
            name="Other",
        )
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")

    def test_what_stands_on_invoices_is_not_renamed_by_a_program_either(self):
        self._login(self.main)
        for typed in ({"name": "Other"}, {"lang": "zz_ZZ"}, {"email": ""}):
            with self.subTest(typed=typed), mute_logger("odoo.http"):
                with self.assertRaises(JsonRpcException) as refused:
                    self._call("res.users", "write", [self.main.id], typed)
                self.assertIn("AccessError", str(refused.exception))
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")
        self.assertEqual(self.poligraf.lang, "en_US")

    def test_no_contact_is_read_by_putting_it_into_ones_own_record(self):
        self.reklama.email = "secret@reklama.example.com"
        self._login(self.main)
        asked = [{"partner_id": self.reklama.id}, ["partner_id"], {"email": {}}]
        for users in ([self.main.id], [self.rival.id], []):
            with self.subTest(users=users), mute_logger("odoo.http"):
                with self.assertRaises(JsonRpcException) as refused:
                    self._call("res.users", "onchange", users, *asked)
                self.assertIn("AccessError", str(refused.exception))

    def test_staff_choose_their_language_as_ever(self):
        self.salesperson.with_user(self.salesperson).write({"lang": "bg_BG"})
        self.assertEqual(self.salesperson.lang, "bg_BG")

    def _call(self, model, method, *args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    # Addresses ------------------------------------------------------------------------

    def test_addresses_are_kept_by_those_who_may_use_all(self):
        self._login(self.ivanova)
        typed = ADDRESS | {"country_id": str(self.bulgaria.id)}
        answer = self._post(f"{ADDRESSES}/new", **typed | {"city": "", "zip": ""})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Enter the city", self._read(answer))
        self.assertEqual(self._post(f"{ADDRESSES}/new", **typed).status_code, 303)
        address = self.env["res.partner"].search([("street", "=", "Maritsa 1")])
        self.assertEqual(address.parent_id, self.poligraf)
        self.assertEqual(address.type, "delivery")
        self.assertIn("Georgi", self._read(self._get(ADDRESSES)))
        path = f"{ADDRESSES}/{address.id}"
        self._post(path, **typed | {"name": "Shop", "parent_id": self.reklama.id})
        self.assertEqual((address.name, address.parent_id), ("Shop", self.poligraf))
        self.ivanova.allowed_address_ids = address
        self.assertEqual(self._get(path).status_code, 404)
        self.assertEqual(self._post(path, **typed).status_code, 404)
        self.assertEqual(self._post(f"{path}/archive").status_code, 404)
        self.assertTrue(address.exists().active)

    def test_addresses_of_others_and_contacts_with_an_account_do_not_exist(self):
        theirs = self._address(self.reklama)
        self.buh.partner_id.type = "other"
        self._login(self.ivanova)
        for contact in (theirs, self.buh.partner_id, self.poligraf):
            path = f"{ADDRESSES}/{contact.id}"
            with self.subTest(contact=contact.name):
                self.assertEqual(self._get(path).status_code, 404)
                self.assertEqual(self._post(path, **ADDRESS).status_code, 404)
                self.assertEqual(self._post(f"{path}/archive").status_code, 404)

    def test_what_was_used_is_put_away_and_what_was_not_is_gone(self):
        used, unused = self._address(), self._address(name="Never")
        order = self._order(self.ivanova)
        order.partner_shipping_id = used
        basket = self._basket(self.ivanova)
        basket.partner_shipping_id = used
        self._login(self.ivanova)
        for address in (used, unused):
            self._post(f"{ADDRESSES}/{address.id}/archive")
        self.assertFalse(unused.exists())
        self.assertFalse(used.active)
        self.assertEqual(order.partner_shipping_id, used)
        self.assertEqual(basket.partner_shipping_id, self.poligraf)
        self._post(f"{ADDRESSES}/{used.id}/archive")
        self.assertTrue(used.active)

    def test_a_basket_begins_with_the_usual_address(self):
        ours = self._address(print_recipient="Georgi", phone="+359 2 987 6543")
        mine = self._address(name="Mine")
        self._login(self.main)
        self._post(f"{ADDRESSES}/{ours.id}/usual")
        basket = self._basket(self.ivanova)
        self.assertEqual(basket.partner_shipping_id, ours)
        self.assertEqual(basket.print_recipient_name, "Georgi")
        self.assertEqual(basket.print_recipient_phone, "+359 2 987 6543")
        self._login(self.ivanova)
        self._post(f"{ADDRESSES}/{mine.id}/usual")
        basket = self._basket(self.ivanova)
        self.assertEqual(basket.partner_shipping_id, mine)
        self.assertEqual(basket.print_recipient_name, "Ivanova")
        self.ivanova.allowed_address_ids = ours
        self.assertEqual(self._basket(self.ivanova).partner_shipping_id, ours)
        self.assertEqual(self._post(f"{ADDRESSES}/{mine.id}/usual").status_code, 422)

    def test_who_takes_goods_in_comes_with_the_address(self):
        basket = self._basket(self.ivanova).with_user(self.ivanova).sudo()
        store = self._address(print_recipient="Georgi", phone="+359 2 987 6543")
        before = {
            "print_recipient_name": basket.print_recipient_name,
            "print_recipient_phone": basket.print_recipient_phone or "",
        }
        chosen = {"partner_shipping_id": str(store.id)}
        # A browser without scripts sends all that the page held.
        self.assertFalse(basket._save_basket_form(chosen | before))
        self.assertEqual(basket.print_recipient_name, "Georgi")
        back = {"partner_shipping_id": str(self.poligraf.id)}
        basket._save_basket_form(back)
        self.assertEqual(basket.print_recipient_name, "Ivanova")
        basket._save_basket_form({"print_recipient_name": "Petar"})
        basket._save_basket_form(chosen)
        self.assertEqual(basket.print_recipient_name, "Petar", "typed by a person")
        self.assertEqual(basket.print_recipient_phone, "+359 2 987 6543")

    def test_a_list_of_addresses_costs_the_same_however_long(self):
        for number in range(3):
            self._address(name=f"Shop {number}")
        self._login(self.ivanova)
        few = self._count_queries(ADDRESSES)
        for number in range(20):
            self._address(name=f"Store {number}")
        self.assertLessEqual(self._count_queries(ADDRESSES), few)
        self.assertLessEqual(self._count_queries(PROFILE), 60)

    # People -------------------------------------------------------------------------

    def test_people_without_account_are_the_main_accounts_to_keep(self):
        path = "/my/print/contacts"
        typed = {"name": "Olga", "function": "Books", "phone": "", "email": "o@"}
        self._login(self.main)
        self.assertEqual(self._post(f"{path}/new", **typed).status_code, 422)
        typed["email"] = "olga@poligraf.example.com"
        self.assertEqual(self._post(f"{path}/new", **typed).status_code, 303)
        olga = self.env["res.partner"].search([("email", "=", typed["email"])])
        self.assertEqual((olga.parent_id, olga.type), (self.poligraf, "contact"))
        self.assertIn("Olga", self._read(self._get(PROFILE)))
        colleague = f"{path}/{self.ivanova.partner_id.id}"
        self.assertEqual(self._post(colleague, **typed).status_code, 404)
        self._login(self.buh)
        self.assertNotIn("Olga", self._read(self._get(PROFILE)))
        self.assertEqual(self._post(f"{path}/{olga.id}", **typed).status_code, 404)
        self.assertEqual(self._get(f"{path}/new").status_code, 404)
        self._login(self.person)
        self.assertEqual(self._get(f"{path}/new").status_code, 404)
