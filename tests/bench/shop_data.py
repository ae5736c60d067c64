"""The data of a shop that sells goods, for Odoo's own shop and for ours.

Read by Odoo's shell on a database without our add-ons: ``fill(env)``. With them,
``grow(env, sizes)`` adds what is missing to larger sizes. A few records come from the
ORM, the rest are their copies.
"""

import random

from copies import Copies, has_column
from shop_sizes import CLERK, LOGIN, PASSWORD, SIZES, chosen

from odoo.addons.base.models import res_users
from odoo.fields import Command
from odoo.tools import SQL

CATEGORIES, RANGES = 10, 30  # of the back office, of the website
SAMPLES = 40  # products, orders and invoices that the ORM makes
VARIED = 10  # products with three attributes of two values
PARTNERS = 8
RULES = 20  # of each pricelist
NAMES = ("Paper", "Card", "Envelopes", "Ink", "Plates", "Film", "Labels", "Foil")
SILENT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}


def fill(env):
    """Make the shop that is measured without our add-ons."""
    shop = Shop(env(context={**env.context, **SILENT}))
    shop.set_up()
    shop.make_samples()
    shop.grow(SIZES[chosen()])
    env.cr.commit()


def grow(env, sizes):
    """Add what is missing to ``sizes``, in a shop that ``fill`` has made."""
    Shop(env).grow(sizes)
    env.cr.commit()


class Shop:
    """What is sold, to whom, for how much, and what was."""

    def __init__(self, env):
        self.env = env
        self.cr = env.cr
        self.random = random.Random(7)

    # What the ORM makes -------------------------------------------------------------

    def set_up(self):
        env = self.env
        company = env.company
        company.partner_id.write(
            {"country_id": env.ref("base.be").id, "email": "shop@bench.example"}
        )
        if not company.chart_template:
            env["account.chart.template"].try_loading(
                "generic_coa", company=company, install_demo=False
            )
        env["res.config.settings"].create({"group_product_pricelist": True}).execute()
        wire = env["payment.provider"].search([("custom_mode", "=", "wire_transfer")])
        wire.write({"state": "enabled", "is_published": True})
        wire.payment_method_ids.active = True
        env["delivery.carrier"].search([]).is_published = True
        # Quotations are mailed by a background job, not inside the request.
        env["ir.config_parameter"].set_param("sale.async_emails", "True")

    def make_samples(self):
        self._make_products()
        self._make_pricelists()
        self._make_partners()
        self._make_orders()
        self._make_invoices()
        self.env.flush_all()

    def _make_products(self):
        env = self.env
        categories = env["product.category"].create(
            [{"name": f"Goods {n}"} for n in range(CATEGORIES)]
        )
        ranges = env["product.public.category"].create(
            [{"name": f"Range {n}"} for n in range(RANGES)]
        )
        env["product.template"].create(
            [
                {
                    "name": f"{NAMES[n % len(NAMES)]} {n:05}",
                    "default_code": f"B{n:05}",
                    "barcode": f"20{n:011}",
                    "type": "consu",
                    "list_price": 5 + n * 1.25,
                    "categ_id": categories[n % CATEGORIES].id,
                    "public_categ_ids": [Command.set(ranges[n % RANGES].ids)],
                    "is_published": True,
                    "description_sale": "From the shelf, in packs, for printers.",
                }
                for n in range(SAMPLES)
            ]
        )
        attributes = env["product.attribute"].create(
            [
                {
                    "name": name,
                    "create_variant": "always",
                    "value_ids": [Command.create({"name": each}) for each in values],
                }
                for name, values in (
                    ("Weight", ("135 g", "300 g")),
                    ("Surface", ("matt", "gloss")),
                    ("Size", ("A4", "A3")),
                )
            ]
        )
        lines = [
            Command.create(
                {
                    "attribute_id": each.id,
                    "value_ids": [Command.set(each.value_ids.ids)],
                }
            )
            for each in attributes
        ]
        env["product.template"].create(
            [
                {
                    "name": f"Sheets of {n:02}",
                    "type": "consu",
                    "list_price": 20 + n,
                    "categ_id": categories[n % CATEGORIES].id,
                    "is_published": True,
                    "attribute_line_ids": lines,
                }
                for n in range(VARIED)
            ]
        )

    def _make_pricelists(self):
        """Twenty rules each: of products, of categories with steps, one for all."""
        products = self._templates()
        categories = self.env["product.category"].search([("name", "like", "Goods ")])
        for number in range(PARTNERS):
            rules = [{"applied_on": "3_global", "percent_price": 3}]
            for each in self.random.sample(list(products), 10):
                rules.append(
                    {"applied_on": "1_product", "product_tmpl_id": each.id}
                    | {"percent_price": 10, "min_quantity": self.random.choice([1, 50])}
                )
            for each in self.random.sample(list(categories), 3):
                rules += [
                    {"applied_on": "2_product_category", "categ_id": each.id}
                    | {"percent_price": percent, "min_quantity": quantity}
                    for quantity, percent in ((1, 8), (25, 12), (100, 18))
                ]
            self.env["product.pricelist"].create(
                {
                    "name": f"Bench {number}",
                    "selectable": False,
                    "item_ids": [
                        Command.create({"compute_price": "percentage", **rule})
                        for rule in rules[:RULES]
                    ],
                }
            )

    def _make_partners(self):
        """Companies with one user each; they all have one password."""
        env = self.env
        lists = env["product.pricelist"].search([("name", "like", "Bench ")])
        clerk = self._make_clerk()
        address = {
            "street": "Rue du Banc 1",
            "zip": "1000",
            "city": "Brussels",
            "country_id": env.ref("base.be").id,
            "phone": "+32 2 555 00 00",
        }
        companies = env["res.partner"].create(
            [
                address
                | {
                    "name": f"Dealer {n}",
                    "is_company": True,
                    "email": f"c{n}@bench.example",
                    "user_id": clerk.id,
                    "specific_property_product_pricelist": lists[n - 1].id,
                }
                for n in range(1, PARTNERS + 1)
            ]
        )
        contacts = env["res.partner"].create(
            [
                address
                | {
                    "name": f"Maria {company.name}",
                    "parent_id": company.id,
                    "email": f"maria.{company.email}",
                    "specific_property_product_pricelist": (
                        company.specific_property_product_pricelist.id
                    ),
                }
                for company in companies
            ]
        )
        portal = env.ref("base.group_portal").ids
        users = env["res.users"].create(
            [
                {
                    "login": LOGIN.format(n),
                    "partner_id": contact.id,
                    "group_ids": [Command.set(portal)],
                }
                for n, contact in enumerate(contacts, 1)
            ]
        )
        res_users.MIN_ROUNDS = 1  # as the probe has it: nobody measures logins
        hashed = users._crypt_context().hash(PASSWORD)
        for user in users | clerk:
            user._set_encrypted_password(user.id, hashed)

    def _make_clerk(self):
        """Make the seller who serves all dealers."""
        groups = (
            "base.group_user",
            "sales_team.group_sale_manager",
            "account.group_account_invoice",
        )
        return self.env["res.users"].create(
            {
                "login": CLERK,
                "name": "Clerk",
                "email": "clerk@bench.example",
                "group_ids": [Command.link(self.env.ref(each).id) for each in groups],
            }
        )

    def _make_orders(self):
        products = list(self._templates().product_variant_ids)
        contacts = self._users().partner_id
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": contacts[n % PARTNERS].id,
                    "order_line": [
                        Command.create(
                            {"product_id": each.id, "product_uom_qty": quantity}
                        )
                        for each, quantity in zip(
                            self.random.sample(products, 3), (1, 5, 50), strict=True
                        )
                    ],
                }
                for n in range(SAMPLES)
            ]
        )
        orders.action_confirm()

    def _make_invoices(self):
        products = list(self._templates().product_variant_ids)
        contacts = self._users().partner_id
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": contacts[n % PARTNERS].id,
                    "invoice_date": "2026-01-15",
                    "invoice_line_ids": [
                        Command.create({"product_id": each.id, "quantity": 5})
                        for each in self.random.sample(products, 3)
                    ],
                }
                for n in range(SAMPLES)
            ]
        )
        moves.action_post()

    def _templates(self):
        return self.env["product.template"].search(
            [
                ("default_code", "=like", "B000%"),
                ("default_code", "<", f"B{SAMPLES:05}"),
            ]
        )

    def _users(self):
        """Return the users whom the ORM made, the busy one first."""
        logins = [LOGIN.format(n) for n in range(1, PARTNERS + 1)]
        return self.env["res.users"].search([("login", "in", logins)], order="id")

    # What is copied -----------------------------------------------------------------

    def grow(self, sizes):
        """Copy until there are as many of all as ``sizes`` say."""
        self._copy_products(sizes.products)
        lists = self._copy_pricelists(sizes.pricelists)
        self._copy_partners(sizes.dealers, lists)
        self._copy_orders(sizes)
        self._copy_invoices(sizes)
        self.cr.commit()
        self.env.invalidate_all()
        self.cr.execute("ANALYZE")

    def _count(self, table, where):
        self.cr.execute(
            SQL("SELECT count(*) FROM %s WHERE %s", SQL.identifier(table), where)
        )
        return self.cr.fetchone()[0]

    def _ids(self, table, where):
        self.cr.execute(
            SQL("SELECT id FROM %s WHERE %s ORDER BY id", SQL.identifier(table), where)
        )
        return [number for (number,) in self.cr.fetchall()]

    def _copy_products(self, count):
        there = self._count("product_template", SQL("default_code ~ '^B[0-9]{5}$'"))
        samples = self._templates()
        copies = Copies(
            self.cr, "product_template", samples.ids, count - there, there - 1
        )
        code = SQL("'B' || lpad(m.n::text, 5, '0')")
        name = SQL(
            "jsonb_build_object('en_US', split_part(t.name->>'en_US', ' ', 1)"
            " || ' ' || lpad(m.n::text, 5, '0'))"
        )
        categories = self._ids("product_category", SQL("complete_name LIKE 'Goods %%'"))
        copies.make(
            default_code=code,
            name=name,
            list_price=SQL("5 + m.n %% 400 * 1.25"),
            categ_id=SQL("(%s::int[])[1 + m.n %% %s]", categories, len(categories)),
        )
        copies.follow(
            "product_product",
            "product_tmpl_id",
            default_code=code,
            barcode=SQL("'20' || lpad(m.n::text, 11, '0')"),
        )
        copies.follow("product_taxes_rel", "prod_id")
        if has_column(self.cr, "product_public_category", "id"):
            copies.follow(
                "product_public_category_product_template_rel", "product_template_id"
            )

    def _copy_pricelists(self, count):
        """Return the ids of all pricelists that dealers have."""
        named = SQL("name->>'en_US' LIKE 'Bench %%'")
        there = self._ids("product_pricelist", named)
        samples = there[:PARTNERS]
        copies = Copies(
            self.cr, "product_pricelist", samples, count - len(there), len(there)
        )
        copies.make(name=SQL("jsonb_build_object('en_US', 'Bench ' || m.n)"))
        copies.follow("product_pricelist_item", "pricelist_id")
        return [*there, *copies.ids]

    def _copy_partners(self, count, lists):
        """Companies, their contacts and users, each with a pricelist of their own."""
        there = self._ids("res_users", SQL("login LIKE 'maria.c%%'"))
        pricelist = SQL(
            "jsonb_build_object(%s, (%s::int[])[1 + m.n %% %s])",
            str(self.env.company.id),
            lists,
            len(lists),
        )
        prices = {"specific_property_product_pricelist": pricelist}
        users = self._users()[1:]  # none has as many orders as the first
        missing, after = count - len(there), len(there)
        companies = Copies(
            self.cr, "res_partner", users.commercial_partner_id.ids, missing, after
        )
        if not companies.ids:
            return
        name = SQL("'Dealer ' || m.n")
        own = {"name": name, "complete_name": name, **prices}
        own["commercial_partner_id"] = SQL("m.id")
        own["email"] = SQL("'c' || m.n || '@bench.example'")
        client = {
            "client_code": SQL("'c' || m.n"),
            "client_number": SQL("(1000 + m.n)::text"),
            "print_client_id": SQL("m.id"),
        }
        ours = has_column(self.cr, "res_partner", "client_code")
        companies.make(**own, **(client if ours else {}))
        parent = SQL("(%s::int[])[m.n - %s]", companies.ids, after)
        contacts = Copies(self.cr, "res_partner", users.partner_id.ids, missing, after)
        contacts.make(
            name=SQL("'Maria Dealer ' || m.n"),
            complete_name=SQL("'Dealer ' || m.n || ', Maria Dealer ' || m.n"),
            email=SQL("'maria.c' || m.n || '@bench.example'"),
            parent_id=parent,
            commercial_partner_id=parent,
            **prices,
            **({"print_client_id": parent} if ours else {}),
        )
        accounts = Copies(self.cr, "res_users", users.ids, missing, after)
        accounts.make(
            login=SQL("'maria.c' || m.n"),
            partner_id=SQL("(%s::int[])[m.n - %s]", contacts.ids, after),
        )
        for table in ("res_groups_users_rel", "res_company_users_rel"):
            column = "uid" if table == "res_groups_users_rel" else "user_id"
            accounts.follow(table, column)

    def _copy_orders(self, sizes):
        """Most are sold; the busy dealer's first, then all others in turn."""
        named = SQL("client_order_ref LIKE 'bench %%'")
        there = self._count("sale_order", named)
        users = self._ids("res_users", SQL("login LIKE 'maria.c%%'"))
        samples = self._ids(
            "sale_order", SQL("state = 'sale' AND client_order_ref IS NULL")
        )
        copies = Copies(
            self.cr, "sale_order", samples[:SAMPLES], sizes.orders - there, there
        )
        user = self._turn(users, sizes.busy_orders)
        partner = SQL("(SELECT partner_id FROM res_users WHERE id = %s)", user)
        day = SQL("now() AT TIME ZONE 'UTC' - m.n %% 1000 * interval '1 day'")
        columns = {
            "name": SQL("'B' || lpad(m.n::text, 7, '0')"),
            "client_order_ref": SQL("'bench ' || m.n"),
            "partner_id": partner,
            "partner_invoice_id": partner,
            "partner_shipping_id": partner,
            "access_token": SQL("gen_random_uuid()::text"),
            "date_order": day,
            "create_date": day,
        }
        if has_column(self.cr, "sale_order", "website_id"):
            # What came by the website is offered there for quick reordering.
            columns["website_id"] = SQL(
                "CASE WHEN m.n %% 2 = 0 THEN %s END",
                self.env["website"].search([], limit=1).id,
            )
        if has_column(self.cr, "sale_order", "print_account_id"):
            columns["print_account_id"] = user
        copies.make(**columns)
        copies.follow("sale_order_line", "order_id", order_partner_id=partner)
        copies.tax(
            "sale_order_line",
            "order_id",
            "account_tax_sale_order_line_rel",
            "sale_order_line_id",
        )

    def _copy_invoices(self, sizes):
        """Seven of ten are paid."""
        there = self._count("account_move", SQL("ref LIKE 'bench %%'"))
        users = self._ids("res_users", SQL("login LIKE 'maria.c%%'"))
        samples = self._ids(
            "account_move", SQL("move_type = 'out_invoice' AND ref IS NULL")
        )
        copies = Copies(
            self.cr, "account_move", samples[:SAMPLES], sizes.invoices - there, there
        )
        user = self._turn(users, sizes.busy_invoices)
        partner = SQL("(SELECT partner_id FROM res_users WHERE id = %s)", user)
        company = SQL(
            "(SELECT p.commercial_partner_id FROM res_users u"
            " JOIN res_partner p ON p.id = u.partner_id WHERE u.id = %s)",
            user,
        )
        name = SQL("'INV/BENCH/' || lpad(m.n::text, 6, '0')")
        day = SQL("current_date - (m.n %% 1000)::int")
        is_paid = SQL("m.n %% 10 < 7")

        def residual(column):
            return SQL(
                "CASE WHEN %s THEN 0 ELSE t.%s END", is_paid, SQL.identifier(column)
            )

        copies.make(
            name=name,
            ref=SQL("'bench ' || m.n"),
            sequence_prefix=SQL("'INV/BENCH/'"),
            sequence_number=SQL("m.n"),
            payment_reference=name,
            partner_id=partner,
            partner_shipping_id=partner,
            commercial_partner_id=company,
            invoice_date=day,
            date=day,
            invoice_date_due=SQL("%s + 30", day),
            access_token=SQL("gen_random_uuid()::text"),
            payment_state=SQL("CASE WHEN %s THEN 'paid' ELSE 'not_paid' END", is_paid),
            amount_residual=residual("amount_residual"),
            amount_residual_signed=residual("amount_residual_signed"),
        )
        copies.follow(
            "account_move_line",
            "move_id",
            move_name=name,
            partner_id=company,
            date=day,
            invoice_date=day,
            date_maturity=SQL(
                "CASE WHEN t.date_maturity IS NULL THEN NULL ELSE %s + 30 END", day
            ),
            reconciled=is_paid,
            amount_residual=residual("amount_residual"),
            amount_residual_currency=residual("amount_residual_currency"),
        )
        copies.tax(
            "account_move_line",
            "move_id",
            "account_move_line_account_tax_rel",
            "account_move_line_id",
        )

    def _turn(self, users, busy):
        """Return SQL for the user whose turn it is; the busy one's come first."""
        others = users[1:]
        return SQL(
            "CASE WHEN m.n <= %s THEN %s ELSE (%s::int[])[1 + m.n %% %s] END",
            busy,
            users[0],
            others,
            len(others),
        )
