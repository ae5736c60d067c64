import importlib.util
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date
from odoo.tests import new_test_user, tagged
from odoo.tools.misc import file_path

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestTariffVersion(PrintPricingCommon):
    """Prices that change on a day, and who changed what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._create_tariff(cls.plates_type, 640)
        cls.today = Date.today()
        cls.later = cls.today + timedelta(30)
        cls.manager = new_test_user(
            cls.env, "print-head", "sales_team.group_sale_manager"
        )

    def _make(self, day, user=None):
        wizard = self.env["print.tariff.version"].with_user(user or self.manager)
        action = wizard.create({"tariff_id": self.tariff.id, "date": day}).action_make()
        return self.env["print.tariff"].browse(action["res_id"])

    def test_new_prices_begin_where_the_old_ones_end(self):
        new = self._make(self.later)
        new.price = 700
        self.assertEqual(self.tariff.date_end, self.later - timedelta(1))
        self.assertEqual((new.date_start, new.date_end), (self.later, False))
        spec = self._create_spec(self._plates())
        for day, price in [(self.today, 640), (self.later, 700)]:
            line = spec._price(self.pricelist, day=day)
            self.assertEqual(float(line.net), 8 * price)

    def test_a_version_between_two_ends_where_the_old_one_did(self):
        self.tariff.date_end = self.later
        new = self._make(self.today + timedelta(5))
        self.assertEqual(new.date_end, self.later)

    def test_a_day_outside_the_old_one_is_refused(self):
        self.tariff.write({"date_start": self.today, "date_end": self.later})
        for day, sentence in [
            (self.today, "begins on .* Enter a later day"),
            (self.later + timedelta(1), "ends on .* Enter an earlier day"),
        ]:
            with (
                self.subTest(day=day),
                self.assertRaisesRegex(UserError, sentence),
                self.cr.savepoint(),
            ):
                self._make(day)
        self.assertEqual(self.tariff.date_end, self.later)

    def test_an_overlap_is_refused_with_its_name(self):
        new = self._make(self.later)
        self.tariff.name = "Plates of 2026"
        with self.assertRaisesRegex(ValidationError, "“Plates of 2026” counts for"):
            new.date_start = self.today

    def test_dates_are_in_the_history(self):
        self._make(self.later)
        change = self.tariff.revision_ids
        self.assertEqual(change.user_id, self.manager)
        self.assertEqual(change.changes, f"Until: – → {self.later - timedelta(1)}")

    def test_only_managers_of_prices_make_one(self):
        sales = new_test_user(
            self.env, "print-seller", "sales_team.group_sale_salesman"
        )
        clerk = new_test_user(self.env, "print-clerk", "base.group_user")
        for user in (sales, clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._make(self.later, user)

    def test_single_prices_of_an_older_shop_become_grids(self):
        self.env.flush_all()
        self.cr.execute("ALTER TABLE print_tariff ADD COLUMN IF NOT EXISTS price float")
        self.cr.execute("UPDATE print_tariff SET price = 7.6, grid = NULL")
        path = file_path("print_pricing/migrations/19.0.1.1.0/pre-grids.py")
        spec = importlib.util.spec_from_file_location("pre_grids", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.cr, "19.0.1.0.0")
        self.tariff.invalidate_recordset()
        self.assertEqual(self.tariff.grid, [["1", "7.6"]])
