from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

VALID_DAYS = 30


class PrintEstimate(models.Model):
    """Why a line costs what it costs, as it was computed: added to, never rewritten.

    A draft follows its order line; once the order was sent it is ``current``, and a new
    price is a new estimate that supersedes it. Staff only.
    """

    _name = "print.estimate"
    _description = "Print Estimate"
    _order = "id desc"

    sale_line_id = fields.Many2one(
        "sale.order.line", "Order line", required=True, ondelete="cascade", index=True
    )
    order_id = fields.Many2one(related="sale_line_id.order_id")
    company_id = fields.Many2one(related="sale_line_id.company_id")
    spec_id = fields.Many2one("print.spec", "Work", ondelete="restrict")
    kind = fields.Selection(
        [("estimate", "Estimate"), ("quote", "Quotation"), ("final", "Final price")],
        required=True,
        default="estimate",
    )
    version = fields.Integer(required=True, default=1)
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    amount_gross = fields.Monetary("Before discount")
    amount_discount = fields.Monetary("Discount")
    amount_net = fields.Monetary("Price")
    breakdown = fields.Json(help="Components, as the engine computed them.")
    breakdown_html = fields.Html(compute="_compute_breakdown_html", sanitize=False)
    tariff_revisions = fields.Json(help="Revision of each tariff, by its id.")
    discount_id = fields.Many2one(
        "print.discount", "Client's discount", ondelete="set null"
    )
    computed_at = fields.Datetime(required=True, default=fields.Datetime.now)
    expires = fields.Date()
    deviation_cause = fields.Selection(
        [
            ("ContentMismatch", "The file is not what was ordered"),
            ("Production", "Another quantity"),
            ("Efficiency", "Our work took more or less"),
            ("Quality", "Our fault"),
            ("Other", "Other"),
        ]
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("current", "Current"),
            ("superseded", "Superseded"),
            ("to_approve", "To approve"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
        ],
        required=True,
        default="draft",
    )

    @api.depends("order_id.name", "version", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for estimate in self:
            estimate.display_name = self.env._(
                "%(order)s: %(kind)s %(version)s",
                order=estimate.order_id.name,
                kind=labels[estimate.kind],
                version=estimate.version,
            )

    def write(self, vals):
        """Refuse to rewrite a price; drafts are refreshed by ``_keep`` alone."""
        if set(vals) - self._get_free_fields() and any(
            each.state != "draft" for each in self
        ):
            raise UserError(
                self.env._("An estimate is kept as it was: a new price is a new one.")
            )
        return super().write(vals)

    @api.model
    def _get_free_fields(self):
        """Return all that may ever change of what was told."""
        return {"state"}

    @api.model
    def _keep(self, lines, prices):
        """Keep the prices of order lines; return the estimate of each, in order.

        :param lines: stored order lines
        :param prices: ``estimate.LinePrice`` by line id; a line without one has none
        """
        kept, new, lines_of_new, superseded = {}, [], [], self.browse()
        for line in lines:
            price = prices.get(line.id)
            before = line.print_estimate_id
            if not price or price.refusal:
                superseded |= before
                continue
            vals = self._prepare_values(line, price)
            if before and before.state == "draft":
                before.write(vals)
                kept[line.id] = before
            elif before and before._tells(vals):
                kept[line.id] = before
            else:
                superseded |= before
                state = "draft" if line.order_id.state == "draft" else "current"
                new.append({**vals, "version": before.version + 1, "state": state})
                lines_of_new.append(line)
        for line, estimate in zip(lines_of_new, self.create(new), strict=True):
            kept[line.id] = estimate
        drafts = superseded.filtered(lambda each: each.state == "draft")
        (superseded - drafts).write({"state": "superseded"})
        drafts.unlink()  # nobody was told
        return [kept.get(line.id, self.browse()) for line in lines]

    @api.model
    def _prepare_values(self, line, price):
        """Return the values of an estimate whose rows add up to the line's amount."""
        rows = [
            {**row.as_dict(price.rounding), "component": row.name} for row in price.rows
        ]
        net = line.currency_id.round(line.price_unit * line.product_uom_qty)
        difference = line.currency_id.round(net - float(price.net))
        if difference:
            label = self._get_adjustment_label(line, price)
            rows.append(self._get_adjustment(line, difference, label))
        terms = price.terms.discount
        return {
            "sale_line_id": line.id,
            "spec_id": line.print_spec_id.id,
            "currency_id": line.currency_id.id,
            "amount_gross": sum(float(row["gross"]) for row in rows),
            "amount_discount": float(price.discount),
            "amount_net": net,
            "breakdown": rows,
            "tariff_revisions": {
                str(row.tariff): row.tariff_rev for row in price.rows if row.tariff
            },
            "discount_id": int(terms.name) if terms else False,
            "computed_at": fields.Datetime.now(),
            "expires": fields.Date.context_today(self) + timedelta(VALID_DAYS),
        }

    @api.model
    def _get_adjustment_label(self, line, price):
        """Return why the line's amount is not what the engine came to."""
        if line.print_price_manual:
            return self.env._("Set by hand")
        if line.product_uom_qty != price.pieces:
            return self.env._("Another quantity on the line")
        return self.env._("By the pricelist")

    @api.model
    def _get_adjustment(self, line, difference, label):
        """Return the row for what a person, or the pricelist, made of the price."""
        amount = f"{difference:.{line.currency_id.decimal_places}f}"
        return {
            "process": "",
            "price_type": "Other",
            "label": label,
            "drivers": {},
            "quantity": "1",
            "unit": "order",
            "range_quantity": None,
            "rung": None,
            "setup": "0",
            "unit_price": amount,
            "gross": amount,
            "minimum_applied": False,
            "discount_percent": "0",
            "discount": "0",
            "net": amount,
            "tariff": None,
            "tariff_rev": None,
            "component": "adjustment",
        }

    def _tells(self, vals):
        """Whether this estimate says the same as ``vals``, whenever it was computed."""
        self.ensure_one()
        return (
            self.breakdown == vals["breakdown"]
            and self.currency_id.id == vals["currency_id"]
            and self.spec_id.id == vals["spec_id"]
        )

    def _publish(self):
        """From now on these are what a client was told."""
        # Whoever sends the order, a client too, settles its prices.
        self.sudo().filtered(lambda each: each.state == "draft").state = "current"

    @api.depends("breakdown")
    @api.depends_context("lang")
    def _compute_breakdown_html(self):
        _ = self.env._
        heads = (
            *(_("Component"), _("Counted"), _("Quantity"), _("Row"), _("Set-up")),
            *(_("Unit price"), _("Before discount"), _("Discount"), _("Net")),
        )
        cell, head = Markup("<td>%s</td>"), Markup("<th>%s</th>")
        table = Markup("<table class='table table-sm'><tr>%s</tr>%s</table>")
        for estimate in self:
            rows = Markup().join(
                Markup("<tr>%s</tr>")
                % Markup().join(cell % text for text in estimate._get_row_texts(row))
                for row in estimate.breakdown or ()
            )
            estimate.breakdown_html = table % (
                Markup().join(head % text for text in heads),
                rows,
            )

    def _get_row_texts(self, row):
        """Return the cells of one row of the breakdown, as staff read them."""
        names = self._get_labels()
        unit = self.env["print.tariff"]._fields["billing_unit"]
        units = dict(unit._description_selection(self.env))
        digits = self.currency_id.decimal_places
        drivers = ", ".join(f"{name} {value}" for name, value in row["drivers"].items())
        discount = ""
        if float(row["discount"]):
            amount = formatLang(self.env, float(row["discount"]), digits=digits)
            discount = f"{amount} ({row['discount_percent']} %)"
        return [
            names.get(row["component"], row["label"]),
            drivers,
            f"{row['quantity']} {units.get(row['unit'], '%')}",
            row["rung"] or "",
            formatLang(self.env, float(row["setup"]), digits=digits),
            row["unit_price"],
            formatLang(self.env, float(row["gross"]), digits=digits),
            discount,
            formatLang(self.env, float(row["net"]), digits=digits),
        ]

    def _get_labels(self):
        """Return the name of each component of this work, in the user's language."""
        return self._get_component_names(self.spec_id.order_type_id)

    @api.model
    def _get_component_names(self, order_type):
        components = order_type.with_context(active_test=False).component_ids
        return {
            "main": order_type.name,
            **{str(component.id): component.name for component in components},
        }
