from unittest.mock import patch

from odoo.exceptions import LockError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestClientCode(PrintPortalCommon):
    def test_code_is_stored_small_and_trimmed(self):
        client = self.env["res.partner"].create(
            {"name": "Atlas", "client_code": " Test-Atlas-2 "}
        )
        self.assertEqual(client.client_code, "test-atlas-2")
        client.client_code = "TEST-ATLAS"
        self.assertEqual(client.client_code, "test-atlas")

    def test_what_is_not_a_code_is_refused(self):
        for code in ("2m", "-a", "a b", "a.b", "a_b", "полиграф", "a\nb"):
            with self.subTest(code=code), self.assertRaises(ValidationError):
                self.env["res.partner"].create({"name": "Atlas", "client_code": code})

    def test_code_is_unique_even_among_archived_clients_of_other_companies(self):
        other = self.env["res.company"].create({"name": "Second shop"})
        self.env["res.partner"].create(
            {
                "name": "Atlas",
                "client_code": "test-atlas",
                "active": False,
                "company_id": other.id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "Client code test-atlas is taken"):
            self.env["res.partner"].create({"name": "New", "client_code": "Test-Atlas"})

    def test_only_a_client_itself_has_a_code(self):
        with self.assertRaisesRegex(ValidationError, "contact of Poligraf"):
            self.ivanova.partner_id.client_code = "test-ivanova"

    def test_client_cannot_become_somebodys_contact(self):
        with self.assertRaises(ValidationError):
            self.petrov.parent_id = self.reklama

    def test_copy_has_no_code(self):
        self.assertFalse(self.poligraf.copy().client_code)

    def test_new_code_renames_every_login(self):
        self.poligraf.client_code = "test-graf"
        self.assertEqual(self.main.login, "test-graf")
        self.assertEqual(self.ivanova.login, "ivanova.test-graf")
        self.assertTrue(self.main._is_print_primary())

    def test_new_code_that_clashes_with_a_login_changes_nothing(self):
        with self.assertRaisesRegex(UserError, "test-salesperson is taken"):
            self.poligraf.client_code = "test-salesperson"

    def test_code_stays_while_accounts_are_open(self):
        with self.assertRaisesRegex(UserError, "Close the accounts of Poligraf"):
            self.poligraf.client_code = False

    def test_client_whose_accounts_have_other_logins_gets_no_code_yet(self):
        with self.assertRaisesRegex(ValidationError, "stranger@example.com"):
            self.stranger.partner_id.client_code = "test-stranger"

    def test_dealer_needs_code_and_number(self):
        with self.assertRaisesRegex(ValidationError, "client number"):
            self.reklama.is_dealer = True
        self.reklama.write({"is_dealer": True, "client_number": " 10042 "})
        self.assertEqual(self.reklama.client_number, "10042")

    def test_client_number_is_digits_and_unique(self):
        with self.assertRaisesRegex(ValidationError, "digits only"):
            self.reklama.client_number = "10-42"
        self.reklama.client_number = "10042"
        with self.assertRaisesRegex(ValidationError, "Client number 10042 is taken"):
            self.poligraf.client_number = "10042"

    def test_two_clients_are_not_merged(self):
        with self.assertRaisesRegex(UserError, "have client codes of their own"):
            self._merge(self.poligraf | self.reklama, self.poligraf)

    def test_contacts_of_two_clients_are_not_merged(self):
        with self.assertRaises(UserError):
            self._merge(self.ivanova.partner_id | self.reklama, self.reklama)

    def test_client_stays_when_merged_with_a_mere_contact(self):
        contact = self.env["res.partner"].create({"name": "Poligraf again"})
        with self.assertRaisesRegex(UserError, "destination"):
            self._merge(self.poligraf | contact, contact)
        self._merge(self.poligraf | contact, self.poligraf)
        self.assertFalse(contact.exists())
        self.assertEqual(self.poligraf.client_code, "test-poligraf")

    def test_merge_brings_no_foreign_login_under_a_client(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.poligraf.id}
        )
        with self.assertRaises(UserError):
            self._merge(self.stranger.partner_id | contact, contact)

    def test_a_login_moves_with_its_contact_and_keeps_its_orders(self):
        order = self._create_order(self.ivanova)
        source = self.ivanova.partner_id
        contact = self.env["res.partner"].create(
            {"name": "I. Ivanova", "parent_id": self.poligraf.id}
        )
        self._merge(source | contact, contact)
        self.assertEqual(self.ivanova.partner_id, contact)
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")
        self.assertEqual(order.print_account_id, self.ivanova)
        found = order.with_user(self.ivanova).search([("id", "=", order.id)])
        self.assertEqual(found, order)

    def test_the_dialog_shows_what_moves(self):
        source = self.ivanova.partner_id
        self._create_order(self.ivanova, partner_id=source.id)
        contact = self.env["res.partner"].create(
            {"name": "I. Ivanova", "parent_id": self.poligraf.id}
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(
            self.coordinator
        )
        words = wizard.create(
            {
                "partner_ids": [Command.set((source | contact).ids)],
                "dst_partner_id": contact.id,
            }
        ).print_moves
        self.assertIn("Login ivanova.test-poligraf, now of Ivanova", words)
        self.assertIn("Orders: 1", words)
        self.assertNotIn("Invoices", words)

    def test_a_folder_of_files_keeps_its_contact(self):
        former = self.env["res.partner"].create({"name": "Former client"})
        self.env["print.file"].create(
            {
                "name": "a.pdf",
                "partner_id": former.id,
                "path": f"clients/{former.id}/a.pdf",
                "state": "settled",
                "size": 1,
                "checksum": "0" * 64,
                "stamp": "1",
            }
        )
        with self.assertRaisesRegex(UserError, "Former client has files"):
            self._merge(self.poligraf | former, self.poligraf)

    def test_nothing_is_merged_while_somebody_else_changes_a_contact(self):
        contact = self.env["res.partner"].create({"name": "Poligraf again"})
        with (
            patch.object(
                type(contact), "lock_for_update", side_effect=LockError("taken")
            ),
            self.assertRaises(LockError),
        ):
            self._merge(self.poligraf | contact, self.poligraf)
        self.assertTrue(contact.exists())

    def _merge(self, partners, destination):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            partners.ids, destination, extra_checks=False
        )
