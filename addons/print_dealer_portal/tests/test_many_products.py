from odoo.tests import tagged
from odoo.tools import SQL

from .common import DealerPagesCommon
from .shelf_common import ShelfMixin

MANY, FEW = 10_000, 45  # products
ROWS = 20  # of a page
INDEX = "product_template__dealer_search_text_index"
PAGES = (
    "/dealer/products",
    "/dealer/products/page/2",
    "/dealer/products?search=Goods",
    "/dealer/products?sort=name",
    "/dealer/products?stock=1",
)


@tagged("post_install", "-at_install")
class TestManyProducts(ShelfMixin, DealerPagesCommon):
    """Ten thousand products cost a page no query more than forty-five."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.screws.product_tmpl_id
        cls.template.is_partner_portal = True
        code = SQL("'MANY-' || lpad(n::text, 5, '0')")
        cls._copy(
            cls.template,
            id=SQL("t.id + n"),
            name=SQL("jsonb_build_object('en_US', 'Goods ' || n)"),
            dealer_code=code,
            dealer_search_text=SQL("%s || ' Goods ' || n", code),
        )
        cls._copy(
            cls.screws,
            id=SQL("t.id + n"),
            product_tmpl_id=SQL("t.product_tmpl_id + n"),
            default_code=code,
        )
        cls.env.cr.execute("ANALYZE product_template, product_product")
        cls.env.invalidate_all()

    @classmethod
    def _copy(cls, record, **changes):
        """Copy the row of a record ``MANY`` times: the ORM would take minutes.

        :param changes: SQL by column for what differs; ``t`` is the row, ``n`` counts
        """
        cls.env.flush_all()
        rows = cls.env.execute_query(
            SQL(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = %s AND is_generated = 'NEVER'",
                record._table,
            )
        )
        names = [name for (name,) in rows]
        cls.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(names)s) SELECT %(values)s"
                " FROM %(table)s t, generate_series(1001, %(last)s) n"
                " WHERE t.id = %(id)s",
                table=SQL.identifier(record._table),
                names=SQL(", ").join(map(SQL.identifier, names)),
                values=SQL(", ").join(
                    changes.get(name, SQL.identifier("t", name)) for name in names
                ),
                last=1000 + MANY,
                id=record.id,
            )
        )

    def _count_all(self):
        return {page: self._count_queries(page) for page in PAGES}

    def test_no_query_more_for_ten_thousand(self):
        self._login(self.maria)
        many = self._count_all()
        self.assertEqual(
            self._count_queries("/dealer/products/page/500"), many[PAGES[1]]
        )
        page = self._get("/dealer/products/page/500")
        self.assertEqual(
            len(self._find(page, "//input[starts-with(@name, 'q_')]")), ROWS
        )
        self.env.cr.execute(
            SQL(
                "UPDATE product_template SET active = FALSE WHERE id > %s",
                self.template.id + 1000 + FEW,
            )
        )
        self.env.invalidate_all()
        self.assertEqual(self._count_all(), many)

    def _explain(self, words="", **how):
        """Return how the database finds what the list of goods asks for."""
        templates = self.env["product.template"]
        domain = templates._get_dealer_list_domain(words)
        query = templates._search(domain, **how)
        # As the database does by itself, some time after many rows were written.
        self.env.cr.execute(SQL("SELECT gin_clean_pending_list(%s::regclass)", INDEX))
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in plan)

    def test_words_are_looked_for_by_the_index(self):
        """By the planner's own choice: for the rows of a page, and for their number."""
        for how in ({"order": "dealer_code, id", "limit": ROWS}, {}):
            plan = self._explain("MANY-07531", **how)
            self.assertIn(f"Bitmap Index Scan on {INDEX}", plan)
            self.assertNotIn("Seq Scan on product_template", plan)

    def test_the_list_comes_in_the_order_of_its_index(self):
        """A page reads the rows it shows, and sorts none of the others."""
        plan = self._explain(order="dealer_code, id", limit=ROWS)
        self.assertIn("Index Scan using product_template_dealer_list_idx", plan)
        self.assertNotIn("Sort", plan)
