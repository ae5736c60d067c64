from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..quantities import read_quantity


class SaleOrder(models.Model):
    """Goods in a basket: order lines without a spec, one for each product."""

    _inherit = "sale.order"

    def _put_goods(self, items, add=True):
        """Put goods into this basket; the only door for them.

        Whatever cannot be ordered is told, the rest goes in. All of it is one write.

        :param items: list of ``(product id, quantity)``, in units of the product; what
            is listed twice is summed up
        :param bool add: on top of what is there already, else in its place, where 0
            takes it out
        :return: one dict for each product, in that order: ``product_id``, ``line_id``
            (0 without a line), ``quantity`` that the basket holds now, and ``error``,
            a sentence or ""
        :raise UserError: when this basket may not be filled now
        """
        self.ensure_one()
        self._check_may_be_filled()
        self._price_for_today()
        wanted, errors = self._sum_up_goods(items)
        products = self._find_goods([*wanted])
        lines = self._get_lines_of_goods()
        changed = {}
        for product_id, quantity in wanted.items():
            line = lines.get(product_id)
            if add and line:
                quantity += line.product_uom_qty
            if error := self._refuse_goods(products.get(product_id), quantity):
                errors[product_id] = error
            elif quantity != (line.product_uom_qty if line else 0.0):
                changed[product_id] = quantity
        if changed:
            self._write_goods(lines, changed)
            lines = self._get_lines_of_goods()
        return [
            self._answer_goods(product_id, lines.get(product_id), errors)
            for product_id in dict.fromkeys([*wanted, *errors])
        ]

    def _sum_up_goods(self, items):
        """Return quantities by product id, and sentences for those that are none."""
        wanted, errors = {}, {}
        thousands = self.env["res.lang"]._get_data(code=self.env.lang).thousands_sep
        for product_id, typed in items:
            try:
                quantity = read_quantity(typed, thousands)
                wanted[product_id] = wanted.get(product_id, 0.0) + quantity
            except ValueError:
                errors[product_id] = self._get_quantity_words()
        return {id: wanted[id] for id in wanted if id not in errors}, errors

    def _get_quantity_words(self):
        return self.env._("Quantity: enter a number, such as 12.")

    def _find_goods(self, product_ids):
        """Return those of these products that dealers may order, by id."""
        # Those in the basket are read together with the others, which are looked for.
        inside = self.order_line.product_id
        sold = Domain(inside._get_dealer_domain())
        unknown = set(product_ids) - set(inside.ids)
        others = inside.browse()
        if unknown:
            others = inside.search(Domain("id", "in", [*unknown]) & sold)
        known = inside.filtered(lambda product: product.id in product_ids) | others
        known = known.with_prefetch((inside | others).ids)
        return {product.id: product for product in known.filtered_domain(sold)}

    def _refuse_goods(self, product, quantity):
        """Say why this basket cannot hold that much of a product, "" when it can."""
        if not product:
            return self.env._("No longer sold: choose another product.")
        if product.print_order_type_id:
            return self.env._("%s is made to order: fill in its form.", product.name)
        return product._check_dealer_quantity(quantity) if quantity else ""

    def _get_goods(self):
        """Return the lines of goods of this order."""
        return self.order_line.filtered(lambda line: line._is_goods())

    def _get_lines_of_goods(self):
        """Return the lines of goods of this order, by product id."""
        return {line.product_id.id: line for line in self._get_goods()}

    def _write_goods(self, lines, quantities):
        """Change lines of goods at once, then price their delivery.

        Lines are written for themselves: through the order, core would look at all of
        it again.

        :param lines: those that there are, by product id
        :param quantities: by product id; 0 removes the line
        """
        quiet = self._line_in_silence()
        self.order_line.mapped("tax_ids.id")  # read for all lines at once
        new, gone = [], quiet
        for product_id, quantity in quantities.items():
            line = lines.get(product_id)
            if not line:
                new.append(
                    {
                        "order_id": self.id,
                        "product_id": product_id,
                        "product_uom_qty": quantity,
                    }
                )
            elif quantity:
                line.with_env(quiet.env).product_uom_qty = quantity
            else:
                gone |= line
        gone.unlink()
        quiet.create(new)
        self._refresh_goods_delivery()

    def _refresh_goods_delivery(self):
        """Price the chosen delivery; what cannot be carried any more loses it.

        Goods are never refused for the way they travel: another one is chosen before
        the order is sent.
        """
        if not self.carrier_id:
            return
        try:
            with self.env.cr.savepoint():
                self._refresh_delivery()
        except UserError:
            self._set_basket_carrier(False)

    def _answer_goods(self, product_id, line, errors):
        return {
            "product_id": product_id,
            "line_id": line.id if line else 0,
            "quantity": line.product_uom_qty if line else 0.0,
            "error": errors.get(product_id, ""),
        }

    def _get_goods_summary(self, account):
        """Return what a click elsewhere shows of this basket: ``count``, ``total``."""
        sees_money = account._has_print_right("see_finance")
        return {
            "count": len(self._get_portal_lines()),
            "total": self._get_basket_total() if sees_money else None,
        }

    def _open_basket(self, **values):
        """A basket of the dealers' area is known by it."""
        if self.env["ir.http"]._is_dealer_area():
            values = {"print_source": "dealer", **values}
        return super()._open_basket(**values)

    # Undo and move -------------------------------------------------------------------

    def _restore_print_job(self, undo):
        """Put removed goods back, on top of what is there by now.

        :raise UserError: when they are not sold any more
        """
        if "product_id" not in undo:
            return super()._restore_print_job(undo)
        item = (undo["product_id"], undo["quantity"])
        answer = self._put_goods([item])[0]
        if answer["error"]:
            sentence = f"{undo['title']}: {answer['error']}"
            raise UserError(sentence)
        return self.order_line.browse(answer["line_id"])

    def _restore_print_jobs(self, undone):
        """Put many removed goods back in one go; those gone by now stay away."""
        goods = [undo for undo in undone if "product_id" in undo]
        result = super()._restore_print_jobs(
            [undo for undo in undone if "product_id" not in undo]
        )
        self._put_goods([(undo["product_id"], undo["quantity"]) for undo in goods])
        lines = self._get_lines_of_goods()
        for undo in goods:
            if line := lines.get(undo["product_id"]):
                line._take_line_words(undo)
        return result
