from markupsafe import Markup

from odoo import api, fields, models

from ..client_terms import ClientTerms

NO_TERMS = ClientTerms()
OPEN = ("draft", "sent")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    print_discount_names = fields.Text(
        "Applied discounts",
        compute="_compute_print_discount_names",
        groups="sales_team.group_sale_salesman",
        help="Names of the client's discounts that made these prices.",
    )

    @api.depends("order_line.print_estimate_id")
    def _compute_print_discount_names(self):
        for order in self:
            discounts = order.order_line.print_estimate_id.discount_id
            order.print_discount_names = "\n".join(discounts.mapped("display_name"))

    def write(self, vals):
        """Price a draft again for another client; keep what was told as it was told."""
        changed = self.browse()
        if "partner_id" in vals:
            changed = self.filtered(
                lambda order: (
                    order.state == "draft" and order.partner_id.id != vals["partner_id"]
                )
            )
        result = super().write(vals)
        for order in changed:
            order._reprice_lines()
        if vals.get("state") in ("sent", "sale"):
            self.order_line.print_estimate_id._publish()
        if vals.get("state") == "sent":
            self._ask_for_prices()
        return result

    def _get_price_day(self):
        """Return the company that sells, and the day whose tariffs count there."""
        self.ensure_one()
        company = self.company_id or self.env.company
        return company, company._get_print_day(self.date_order or fields.Datetime.now())

    def _ask_for_prices(self):
        """Ask staff for the price of work that has none, with the reason."""
        for order in self:
            lines = order.order_line.filtered("print_is_on_request")
            for user in order._get_price_askers() if lines else ():
                # Whoever sends the order, a client too, may not read what is missing.
                lines_sudo = lines.sudo().with_context(lang=user.lang)
                note = Markup("<br/>").join(
                    f"{line.print_spec_id.title or line.product_id.name}:"
                    f" {line.print_no_price_reason or ''}"
                    for line in lines_sudo
                )
                order._ask_price_of(user, lines_sudo.env._("Price on request"), note)

    def _get_price_askers(self):
        """Return the users who are asked for prices of this order."""
        self.ensure_one()
        return self.user_id or self.team_id.user_id

    def _ask_price_of(self, user, summary, note):
        """Give ``user`` the task of naming a price."""
        # Tasks of staff: a client who causes one may not see it.
        self.sudo().activity_schedule(
            "print_pricing.mail_activity_price",
            user_id=user.id,
            summary=summary,
            note=note,
        )

    def _close_price_tasks(self):
        """The prices are named, whoever was asked."""
        # Tasks belong to colleagues too.
        self.sudo().activity_unlink(["print_pricing.mail_activity_price"])

    def _reprice_lines(self):
        """Give all lines the prices of this client and day, but those set by hand."""
        self.ensure_one()
        if not self.order_line.print_spec_id:
            return
        lines = self._get_update_prices_lines().filtered(
            lambda line: (
                not line.print_price_manual
                and line.price_unit == line.technical_price_unit
            )
        )
        lines.invalidate_recordset(["pricelist_item_id"])
        lines._compute_price_unit()

    def _get_update_prices_lines(self):
        """Leave final prices alone."""
        lines = super()._get_update_prices_lines()
        return lines.filtered(lambda line: not line.print_price_locked)

    def _shares_print_prices(self, terms=None):
        """Whether the price of one print line depends on the others of this order.

        :param terms: ``ClientTerms`` by commercial partner, where they are known
        """
        self.ensure_one()
        lines = self.order_line.filtered("print_spec_id")
        if not lines:
            return False
        if terms is None:
            terms = lines[:1]._read_print_terms()
        client = self.partner_id.commercial_partner_id._origin
        return terms.get(client.id, NO_TERMS).counts_orders or any(
            order_type._counts_orders() for order_type in lines.print_order_type_id
        )

    def _reprice_shared(self):
        """Price print lines again after one came or went that counts for the others."""
        orders = self.filtered(
            lambda order: order.state in OPEN and order._shares_print_prices()
        )
        if lines := orders.order_line._filter_repriced():
            lines._compute_price_unit()

    # The catalogue of the back office -----------------------------------------------

    def _get_product_catalog_order_data(self, products, **kwargs):
        return super()._get_product_catalog_order_data(
            products, **self._get_print_client_kwargs(), **kwargs
        )

    def _update_order_line_info(self, product_id, quantity, **kwargs):
        return super()._update_order_line_info(
            product_id, quantity, **self._get_print_client_kwargs(), **kwargs
        )

    def _get_print_client_kwargs(self):
        """Return what lets the catalogue show the client's own prices."""
        client = self.partner_id.commercial_partner_id
        return {"print_partner_id": client.id} if client else {}
