from odoo.exceptions import AccessError

from .pages_common import PrintPagesCommon

PROFILE = "/my/print/profile"
BANKS = "/my/print/banks"
IBAN = "BG80BNBG96611020345678"
RUSSIAN = {
    "bic": "044525225",
    "number": "40702810740000432537",
    "corr": "30101810400000000225",
}


class TestOwnBanks(PrintPagesCommon):
    """Bank accounts of a client: his own alone, checked, and never trusted by him."""

    def _banks(self, client=None):
        return self.env["res.partner.bank"].search(
            [("partner_id", "=", (client or self.poligraf).id)]
        )

    def _told(self):
        """Return what the accountant has been told."""
        return self.env["mail.message"].search(
            [("partner_ids", "in", self.accountant.partner_id.ids)], order="id"
        )

    def _add(self, scheme="iban", **typed):
        return self._post(f"{BANKS}/{scheme}/new", **typed)

    def test_an_iban_is_checked_kept_and_told_to_the_accountant(self):
        self._login(self.main)
        for number, sentence in (
            ("BG81 BNBG 9661 1020 3456 78", "IBAN: a character is mistyped"),
            ("BG80 BNBG", "IBAN: enter it whole"),
            ("", "IBAN: enter it whole"),
        ):
            with self.subTest(number=number):
                answer = self._add(number=number)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(sentence, self._read(answer))
        answer = self._add(number=IBAN, bic="UNCRBGSF")
        self.assertIn("of another bank", self._read(answer))
        self.assertFalse(self._banks() or self._told())
        answer = self._add(
            number="bg80 bnbg 9661 1020 3456 78", bic="BNBGBGSF", bank_name="БНБ"
        )
        self.assertEqual(answer.status_code, 303)
        bank = self._banks()
        self.assertEqual(bank.sanitized_acc_number, IBAN)
        self.assertEqual(bank.acc_type, "iban")
        self.assertFalse(bank.allow_out_payment)
        self.assertFalse(bank.bank_id, "banks of the shop's list are not his to make")
        self.assertIn("BG80 BNBG 9661 1020 3456 78", self._told().subject)
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.poligraf.ids)], order="id desc", limit=1
        )
        self.assertIn("If this was not you", mail.body_html)
        page = self._read(self._get(PROFILE))
        self.assertIn("BG80 BNBG 9661 1020 3456 78", page)
        self.assertIn("БНБ · BNBGBGSF", page)
        self.assertEqual(self._add(number=IBAN).status_code, 422)

    def test_russian_numbers_are_checked_by_their_keys(self):
        self._login(self.main)
        for wrong, sentence in (
            ({"bic": "04452522"}, "BIK: enter nine digits"),
            ({"number": "40702810740000432538"}, "its key does not fit this BIK"),
            ({"corr": "30101810400000000226"}, "it is of another bank than the BIK"),
            ({"corr": ""}, "Correspondent account: enter 20 digits"),
        ):
            with self.subTest(wrong=wrong):
                answer = self._add("russian", **RUSSIAN | wrong)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(sentence, self._read(answer))
        self.assertEqual(self._add("russian", **RUSSIAN).status_code, 303)
        bank = self._banks()
        self.assertEqual(bank.acc_number, RUSSIAN["number"])
        self.assertEqual(bank.clearing_number, RUSSIAN["bic"])
        self.assertEqual(bank.print_corr_account, RUSSIAN["corr"])

    def test_trust_does_not_come_back_with_the_number(self):
        self._login(self.main)
        self._add(number=IBAN)
        bank = self._banks()
        bank.allow_out_payment = True
        self._post(f"{BANKS}/{bank.id}/remove")
        self.assertFalse(bank.active)
        self._add(number=IBAN)
        self.assertTrue(bank.active)
        self.assertFalse(bank.allow_out_payment)
        self.assertEqual(len(self._told()), 3)

    def test_the_main_account_keeps_them_and_money_sees_them(self):
        self._login(self.main)
        self._add(number=IBAN)
        bank = self._banks()
        for user, sees in (
            (self.buh, True),
            (self.ivanova, False),
            (self.rival, False),
        ):
            with self.subTest(user=user.login):
                self._login(user)
                self.assertEqual("BG80" in self._read(self._get(PROFILE)), sees)
                if user != self.rival:
                    self.assertEqual(self._get(f"{BANKS}/iban/new").status_code, 404)
                answer = self._post(f"{BANKS}/{bank.id}/remove")
                self.assertEqual(answer.status_code, 404)
                with self.assertRaises(AccessError):
                    bank.with_user(user).read(["acc_number"])
                with self.assertRaises(AccessError):
                    bank.with_user(user)._remove_own_bank()
        self.assertTrue(bank.active)

    def test_two_clients_may_name_the_same_account_and_learn_nothing(self):
        self._login(self.rival)
        self._add(number=IBAN, bank_name="Secret bank")
        self._login(self.main)
        self.assertEqual(self._add(number=IBAN).status_code, 303)
        self.assertNotIn("Secret", self._read(self._get(PROFILE)))
        self.assertEqual(len(self._banks()), 1)
