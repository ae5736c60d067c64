from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..client_terms import ClientTerms, DiscountRow

TRAILING_MONTHS = 12


class PrintDiscount(models.Model):
    """What a client gets off: one row for each work, category and threshold.

    The best row that fits counts, they are never added up. Never shown to clients.
    """

    _name = "print.discount"
    _description = "Discount of a Client"
    _order = "commercial_partner_id, order_type_id, product_categ_id, min_amount"

    name = fields.Char(help="How staff call it on the order, such as the contract.")
    active = fields.Boolean(default=True)
    commercial_partner_id = fields.Many2one(
        "res.partner",
        "Client",
        required=True,
        ondelete="cascade",
        domain="['|', ('parent_id', '=', False), ('is_company', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_type_id = fields.Many2one(
        "print.order.type",
        "Work",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: any work, and goods.",
    )
    product_categ_id = fields.Many2one(
        "product.category",
        "Category",
        ondelete="cascade",
        index="btree_not_null",
        help="With the categories below it. Empty: any.",
    )
    basis = fields.Selection(
        [
            ("line", "This line"),
            ("order", "The order"),
            ("trailing_12_months", "Invoices of the last 12 months"),
        ],
        "Amount of",
        required=True,
        default="line",
    )
    min_amount = fields.Monetary(
        "From", help="Amount without tax from which the discount counts."
    )
    percent = fields.Float(required=True, digits=(16, 4))
    date_start = fields.Date("Since", help="First day. Empty: always.")
    date_end = fields.Date("Until", help="Last day. Empty: for good.")

    # Leads with what every price asks for: the rows of a client.
    _terms_uniq = models.UniqueIndex(
        "(commercial_partner_id, company_id, COALESCE(order_type_id, 0),"
        " COALESCE(product_categ_id, 0), basis,"
        " COALESCE(min_amount, 0),"
        " COALESCE(date_start, '-infinity'::date)) WHERE active",
        "This client has a discount for the same work, amount and day already.",
    )

    @api.depends("name", "percent", "order_type_id", "product_categ_id")
    def _compute_display_name(self):
        for discount in self:
            what = discount.order_type_id.name or discount.product_categ_id.name
            discount.display_name = discount.name or self.env._(
                "%(what)s −%(percent)s %%",
                what=what or self.env._("Everything"),
                percent=f"{discount.percent:g}",
            )

    @api.constrains("percent")
    def _check_percent(self):
        if any(not 0 <= discount.percent <= 100 for discount in self):
            raise ValidationError(
                self.env._("Percent: enter a percentage from 0 to 100.")
            )

    @api.constrains("min_amount")
    def _check_min_amount(self):
        if any(discount.min_amount < 0 for discount in self):
            raise ValidationError(self.env._("From: enter an amount of 0 or more."))

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for discount in self:
            start, end = discount.date_start, discount.date_end
            if start and end and end < start:
                raise ValidationError(self.env._("Until: enter a day after %s.", start))

    @api.constrains("commercial_partner_id")
    def _check_client(self):
        for discount in self:
            partner = discount.commercial_partner_id
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "Client: choose %s, whose contact this is.",
                        partner.commercial_partner_id.name,
                    )
                )

    # A change counts at once --------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._get_kept().clear()
        return super().create(vals_list)

    def write(self, vals):
        self._get_kept().clear()
        return super().write(vals)

    def unlink(self):
        self._get_kept().clear()
        return super().unlink()

    # For prices ----------------------------------------------------------------------

    @api.model
    def _get_terms(self, partner_ids, company, day):
        """Return the terms of clients, in two queries however many they are.

        A branch without rows of its own has those of its client.

        :param partner_ids: ids of commercial partners
        :return: dict of each id to its ``ClientTerms``
        """
        common = {
            # Staff that may not see settings price by them all the same.
            "policy": company.sudo().print_discount_policy,
            "is_capped": company.sudo().print_discount_is_capped,
        }
        heads = self.env["res.partner"]._get_terms_heads(partner_ids)
        rows = self._read_rows({*partner_ids, *heads.values()}, company, day)
        holders = {
            partner_id: partner_id if rows[partner_id] else heads.get(partner_id)
            for partner_id in partner_ids
        }
        asking = {
            holder
            for holder in holders.values()
            if any(row.basis == "trailing_12_months" for row in rows.get(holder, ()))
        }
        trailing = self._read_trailing(asking, company, day)
        return {
            partner_id: ClientTerms(
                tuple(rows.get(holder, ())),
                trailing.get(holder, Decimal(0)),
                **common,
            )
            for partner_id, holder in holders.items()
        }

    @api.model
    def _read_rows(self, partner_ids, company, day):
        """Return the valid rows of each client, by id.

        Kept until the transaction or a savepoint ends, or a discount changes: a line
        is priced several times on its way.
        """
        kept = self._get_kept().setdefault((company.id, day), {})
        unread = set(partner_ids) - kept.keys()
        if unread:
            kept.update(self._query_rows(unread, company, day))
        return {partner_id: kept[partner_id] for partner_id in partner_ids}

    @api.model
    def _get_kept(self):
        """Return what this transaction has read; core empties it with a savepoint."""
        return self.env.cr.precommit.data.setdefault("print.discount", {})

    @api.model
    def _query_rows(self, partner_ids, company, day):
        self.flush_model()
        found = self.env.execute_query(
            SQL(
                """
                SELECT d.commercial_partner_id, d.id, d.percent, d.min_amount, d.basis,
                       d.order_type_id, d.product_categ_id
                  FROM print_discount d
                 WHERE d.commercial_partner_id = ANY(%(partners)s)
                   AND d.company_id = %(company)s
                   AND d.active
                   AND COALESCE(d.date_start, %(day)s) <= %(day)s
                   AND COALESCE(d.date_end, %(day)s) >= %(day)s
              ORDER BY d.id
                """,
                partners=list(partner_ids),
                company=company.id,
                day=day,
            )
        )
        rows = {partner_id: [] for partner_id in partner_ids}
        for partner_id, row_id, percent, amount, basis, type_id, categ_id in found:
            rows[partner_id].append(
                DiscountRow(
                    row_id,
                    Decimal(percent),
                    Decimal(amount or 0),
                    basis,
                    str(type_id or ""),
                    categ_id or 0,
                )
            )
        return rows

    @api.model
    def _read_trailing(self, partner_ids, company, day):
        """Return what each client was invoiced in the twelve months before ``day``.

        Posted invoices less credit notes, without tax, in the company's currency; those
        to the branches of a client count as his.
        """
        if not partner_ids:
            return {}
        branches = self.env["res.partner"]._get_terms_branches(partner_ids)
        invoiced = {*partner_ids, *(id for ids in branches.values() for id in ids)}
        self.env["account.move"].flush_model()
        found = self.env.execute_query(
            SQL(
                """
                SELECT commercial_partner_id, SUM(amount_untaxed_signed)
                  FROM account_move
                 WHERE commercial_partner_id = ANY(%(partners)s)
                   AND company_id = %(company)s
                   AND state = 'posted'
                   AND move_type IN ('out_invoice', 'out_refund')
                   AND invoice_date > %(since)s
                   AND invoice_date <= %(day)s
              GROUP BY commercial_partner_id
                """,
                partners=list(invoiced),
                company=company.id,
                since=day - relativedelta(months=TRAILING_MONTHS),
                day=day,
            )
        )
        amounts = {partner_id: Decimal(amount or 0) for partner_id, amount in found}
        return {
            partner_id: sum(
                amounts.get(id, Decimal(0))
                for id in {partner_id, *branches.get(partner_id, ())}
            )
            for partner_id in partner_ids
        }
