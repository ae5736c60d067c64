from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

# Kinds of papers that a client looks for, and the models that they come from.
KINDS = {
    "order": "sale.order",
    "invoice": "account.move",
    "delivery": "stock.picking",
}


class PrintPaper(models.AbstractModel):
    """Papers of a client's orders in one list: they live in three tables.

    The rows of each are found by the rights of the account that asks; one query sorts
    and pages them all, so that years of papers cost what a month costs.
    """

    _name = "print.paper"
    _description = "Papers of a Client's Orders"

    @api.model
    def _get_kinds(self, account):
        """Return the kinds that ``account`` may see, as ``[(kind, label)]``."""
        _ = self.env._
        kinds = [("delivery", _("Delivery notes"))]
        if account._has_print_right("see_finance"):
            kinds = [("order", _("Orders")), ("invoice", _("Invoices")), *kinds]
        return kinds

    @api.model
    def _find(self, account, kind="", since=None, until=None, limit=20, offset=0):
        """Return one page of papers, the latest first, and how many there are.

        :param account: who asks: the user of the environment
        :param str kind: one of ``KINDS``, or empty for all
        :param date since: first day, ``None`` for all
        :param date until: last day, ``None`` for all
        :return: ``(rows, total)``, see ``_get_rows``
        """
        allowed = [name for name, _label in self._get_kinds(account)]
        wanted = [kind] if kind in allowed else allowed
        parts = [self._select(account, each, since, until) for each in wanted]
        found = SQL(" UNION ALL ").join(parts)
        page = self.env.execute_query(
            SQL(
                """SELECT kind, id, day, COUNT(*) OVER ()
                     FROM (%s) AS papers
                 ORDER BY day DESC, id DESC
                    LIMIT %s OFFSET %s""",
                found,
                limit,
                offset,
            )
        )
        total = page[0][3] if page else 0
        return self._get_rows([row[:3] for row in page]), total

    def _select(self, account, kind, since, until):
        """Return the query of one kind of papers: kind, id and day of each."""
        model = self.env[KINDS[kind]]
        domain = Domain("company_id", "in", account._get_company_ids())
        if kind == "order":
            domain &= Domain("is_basket", "=", False)
            domain &= Domain("state", "in", ("sent", "sale"))
            column = "date_order"
        elif kind == "invoice":
            domain &= Domain("state", "=", "posted")
            domain &= Domain("move_type", "in", ("out_invoice", "out_refund"))
            column = "invoice_date"
        else:
            # Types of deliveries are closed to accounts; the rows are theirs by rule.
            model = model.sudo()
            domain &= account._print_domain(model._name)
            domain &= Domain("picking_type_id.code", "=", "outgoing")
            domain &= Domain("state", "=", "done")
            column = "date_done"
        query = model._search(domain)
        day = SQL("%s::date", SQL.identifier(query.table, column))
        if since:
            query.add_where(SQL("%s >= %s", day, since))
        if until:
            query.add_where(SQL("%s <= %s", day, until))
        return query.select(
            SQL("%s AS kind", kind),
            SQL.identifier(query.table, "id"),
            SQL("%s AS day", day),
        )

    def _get_rows(self, page):
        """Return rows of the list; each model is read once.

        :param page: ``[(kind, id, day)]``
        :return: list of dicts ``day``, ``name``, ``url`` (empty for none), ``title``,
            ``papers`` (``(label, url)`` each)
        """
        rows = {}
        for kind, model in KINDS.items():
            ids = [paper_id for each, paper_id, _day in page if each == kind]
            # Found by the rights of who asks, see ``_select``.
            for record in self.env[model].sudo().browse(ids):
                rows[kind, record.id] = getattr(self, f"_get_{kind}_row")(record)
        return [
            {**rows[kind, paper_id], "day": format_date(self.env, day)}
            for kind, paper_id, day in page
        ]

    def _get_order_row(self, order):
        return {
            "name": order.name,
            "url": order._get_print_url(),
            "title": order.print_title or "",
            "papers": order._get_money_papers(),
        }

    def _get_invoice_row(self, move):
        orders = move.invoice_line_ids.sale_line_ids.order_id
        is_refund = move.move_type == "out_refund"
        return {
            "name": move.name,
            "url": move._get_print_url(),
            "title": ", ".join(orders.mapped("name")),
            "papers": [
                (
                    self.env._("Credit note") if is_refund else self.env._("Invoice"),
                    move._get_paper_url(),
                )
            ],
        }

    def _get_delivery_row(self, picking):
        order = picking.sale_id
        return {
            "name": picking.name,
            "url": order._get_print_url(),
            "title": f"{order.name} {order.print_title or ''}".strip(),
            "papers": [
                (
                    self.env._("Delivery note"),
                    f"{order._get_print_url()}/delivery/{picking.id}",
                )
            ],
        }
