from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .test_registration import RegistrationCommon


@tagged("post_install", "-at_install")
class TestRegistrationMatch(RegistrationCommon):
    """Whom we know already, and why we think so."""

    def _create_contact(self, name="Nobody", **values):
        return self.env["res.partner"].create({"name": name, **values})

    def _find(self, request):
        """Return {contact: reasons}, of the contacts this test made."""
        return request.with_user(self.coordinator)._find_similar()

    def test_each_reason_finds_however_it_was_written(self):
        request = self._receive()
        bulgaria = self.bulgaria.id
        cases = [
            ("tax", {"vat": "BG175074752", "country_id": bulgaria}),
            ("tax", {"vat": "BG 175.074-752", "country_id": bulgaria}),
            ("tax", {"company_registry": "175 074 752", "country_id": bulgaria}),
            ("tax", {"company_registry": "175074752"}),
            ("phone", {"phone": "02/987 65 43", "country_id": bulgaria}),
            ("phone", {"phone": "+35929876543"}),
            ("email", {"email": "MARIA@Atlas.example.com"}),
            ("name", {"name": "Test Atlas EOOD"}),
            ("name", {"name": "ЕООД «Тест Атлас»"}),
        ]
        for reason, values in cases:
            with self.subTest(values=values):
                contact = self._create_contact(**values)
                self.assertEqual(self._find(request)[contact], [reason])
                contact.unlink()

    def test_others_are_not_found(self):
        request = self._receive()
        for values in (
            {"vat": "BG204123454", "country_id": self.bulgaria.id},
            {"vat": "175074752", "country_id": self.env.ref("base.us").id},
            {"phone": "+359 2 987 6544"},
            {"email": "anna@atlas.example.com"},
            {"name": "Atelier Tessa"},
        ):
            with self.subTest(values=values):
                contact = self._create_contact(**values)
                self.assertNotIn(contact, self._find(request))

    def test_most_in_common_comes_first_and_the_archived_count(self):
        request = self._receive()
        self._create_contact(email=request.email)
        twin = self._create_contact(
            "Test-Atlas", email=request.email, phone=request.phone, active=False
        )
        found = self._find(request)
        self.assertEqual(next(iter(found)), twin)
        self.assertEqual(found[twin], ["phone", "email", "name"])
        self.assertIn("archived", request.similar_words)

    def test_the_second_phone_counts(self):
        contact = self._create_contact(phone="+359 88 812 3456")
        request = self._receive(phone2="0888123456")
        self.assertEqual(self._find(request)[contact], ["phone"])

    def test_words_say_who_and_why_and_markup_stays_text(self):
        self._create_contact(
            "<b>Atlas</b>", email="maria@atlas.example.com", city="Sofia"
        )
        words = self._receive().with_user(self.coordinator).similar_words
        self.assertIn("&lt;b&gt;Atlas", words)
        self.assertIn("Sofia", words)
        self.assertIn("same e-mail", words)

    def test_keys_are_closed_to_clients(self):
        for name in ("print_tax_key", "print_name_key"):
            with self.assertRaises(AccessError):
                self.poligraf.with_user(self.main).read([name])

    def test_a_list_of_requests_looks_for_nobody(self):
        """Looking for each row would cost three searches a line."""
        view = self.env.ref("print_portal.print_registration_view_list")
        self.assertNotIn("similar", view.arch)


@tagged("post_install", "-at_install")
class TestRegistrationMerge(RegistrationCommon):
    """A request of a client whom we know."""

    def _open(self, request, user=None, client=None):
        """Return the dialog, as a coordinator fills it in."""
        wizards = self.env["print.registration.merge"].with_user(
            user or self.coordinator
        )
        form = Form(wizards.with_context(default_registration_id=request.id))
        if client:
            form.client_id = client
        return form

    def _merge(self, request, client=None, user=None):
        wizard = self._open(request, user, client).save()
        wizard.action_merge()
        return request.partner_id

    def test_the_likeliest_client_is_proposed(self):
        client = self.env["res.partner"].create(
            {"name": "Atlas", "is_company": True, "email": self.form["email"]}
        )
        self.assertEqual(self._open(self._receive()).client_id, client)

    def test_a_name_alone_proposes_nobody(self):
        self.env["res.partner"].create({"name": "Test Atlas", "is_company": True})
        self.assertFalse(self._open(self._receive()).client_id)

    def test_known_client_gets_the_main_account_and_keeps_his_data(self):
        client = self.env["res.partner"].create(
            {
                "name": "Atlas",
                "is_company": True,
                "phone": "+359 2 111 1111",
                "city": "Plovdiv",
            }
        )
        request = self._receive()
        form = self._open(request, client=client)
        self.assertTrue(form.is_main)
        self.assertIn("+359 2 111 1111", form.differences)
        form.save().action_merge()
        self.assertEqual(request.partner_id, client)
        self.assertEqual(client.client_code, "test-atlas")
        self.assertEqual(client._print_primary_account(), request.account_id)
        # What he had stays, what he had not is filled in; an address is one thing.
        self.assertEqual(client.name, "Atlas")
        self.assertEqual(client.phone, "+359 2 111 1111")
        self.assertEqual((client.city, client.street), ("Plovdiv", False))
        self.assertEqual(client.vat, "BG175074752")
        self.assertEqual(client.email, "maria@atlas.example.com")
        self.assertIn("+359 2 987 6543", client.message_ids[0].body)

    def test_a_client_with_an_account_gets_a_sub_account_without_rights(self):
        request = self._receive()
        form = self._open(request, client=self.poligraf)
        self.assertFalse(form.is_main)
        self.assertEqual(form.login_name, "mariya-petrova")
        form.save().action_merge()
        account = request.account_id
        self.assertEqual(account.login, "mariya-petrova.test-poligraf")
        self.assertEqual(account.partner_id.parent_id, self.poligraf)
        self.assertFalse(any(account._has_print_right(r) for r in account.PRINT_RIGHTS))
        self.assertEqual(self.poligraf._print_primary_account(), self.main)
        info = self.env["res.users"].authenticate(
            {"type": "password", "login": account.login, "password": "atlas-2026"},
            {"interactive": True},
        )
        self.assertEqual(info["uid"], account.id)

    def test_a_contact_with_the_mail_address_becomes_the_account(self):
        contact = self.env["res.partner"].create(
            {
                "name": "M. Petrova",
                "parent_id": self.poligraf.id,
                "email": "maria@atlas.example.com",
            }
        )
        request = self._receive()
        self.assertEqual(self._merge(request), self.poligraf)
        self.assertEqual(request.account_id.partner_id, contact)

    def test_the_login_proposed_is_free(self):
        self._merge(self._receive(), self.poligraf)
        form = self._open(self._receive(email="b@example.com"), client=self.poligraf)
        self.assertEqual(form.login_name, "mariya-petrova-2")

    def test_a_private_person_has_one_account(self):
        request = self._receive()
        with self.assertRaises(ValidationError):
            self._merge(request, self.petrov)
        self.assertEqual(request.state, "new")

    def test_a_request_is_merged_once(self):
        request = self._receive()
        form = self._open(request, client=self.poligraf).save()
        self._approve(request)
        with self.assertRaisesRegex(UserError, "has answered"):
            form.action_merge()

    def test_only_coordinators_merge(self):
        request = self._receive()
        for user in (self.salesperson, self.prepress, self.main, self.public):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["print.registration.merge"].with_user(user).create(
                    {"registration_id": request.id, "client_id": self.poligraf.id}
                )
