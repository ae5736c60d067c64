from odoo.addons.base.models.res_lang import ResLang
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import formatLang

NUMBERS = [
    ("%.2f", 1234567.891),
    ("%.2f", -1234.5),
    ("%.0f", 999999.5),
    ("%.3f", 0.125),
    ("%d", 12345678),
    ("%d", -100),
    ("%e", 123456.0),
    ("%s", "12345"),
]


@tagged("post_install", "-at_install")
class TestResLang(TransactionCase):
    def test_numbers_look_as_core_writes_them(self):
        for code in ("en_US", "fr_FR", "ru_RU", "bg_BG"):
            lang = self.env["res.lang"]._activate_lang(code)
            for percent, value in NUMBERS:
                for grouping in (True, False):
                    with self.subTest(code=code, value=value, grouping=grouping):
                        self.assertEqual(
                            lang.format(percent, value, grouping),
                            ResLang.format(lang, percent, value, grouping),
                        )

    def test_numbers_of_pages_look_as_core_writes_them(self):
        for code in (None, "en_US", "fr_FR", "ru_RU", "bg_BG"):
            self.env["res.lang"]._activate_lang(code or "en_US")
            env = self.env(context={"lang": code})
            for _percent, value in NUMBERS[:6]:
                for digits in (0, 2, 3):
                    with self.subTest(code=code, value=value, digits=digits):
                        self.assertEqual(
                            env["res.lang"]._write_number(value, digits),
                            formatLang(env, value, digits=digits),
                        )
