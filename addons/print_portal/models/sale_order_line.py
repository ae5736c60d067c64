from odoo import fields, models
from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import UserError
from odoo.tools.float_utils import float_round
from odoo.tools.misc import formatLang

UNIT_PRICE_DIGITS = 6  # shown at most


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "print.guard.mixin"]

    _PRINT_STAFF_FIELDS = frozenset(
        {
            "analytic_distribution",
            "discount",
            "pricelist_item_id",
            "technical_price_unit",
            "warehouse_id",
        }
    )
    _PRINT_MONEY_FIELDS = frozenset(
        {
            "discount",
            "extra_tax_data",
            "price_reduce_taxexcl",
            "price_reduce_taxinc",
            "price_tax",
            "price_unit",
            "pricelist_item_id",
            "technical_price_unit",
        }
    )

    print_external_ref = fields.Char(
        "External number", copy=False, help="Number of this line in another system."
    )
    print_job_ids = fields.One2many("print.job", "line_id", string="Job")
    print_estimated_subtotal = fields.Monetary(
        "Estimate",
        readonly=True,
        copy=False,
        help="Preliminary price when the order was sent, tax excluded.",
    )

    def _set_final_price(self, quantity, price_unit):
        """Fix what this line costs after the work, see ``_settle_final_price``.

        Old and new price are logged on the order; nothing recomputes it any more.

        :param float quantity: what was made and is billed
        :param float price_unit: for one unit, order currency, tax as the product says
        :raise UserError: once the line is invoiced, or for a negative figure
        """
        self.ensure_one()
        if self.qty_invoiced:
            raise UserError(
                self.env._(
                    "%s is invoiced: correct the invoice by a credit note.",
                    self.print_spec_id.title or self.name,
                )
            )
        if quantity < 0 or price_unit < 0:
            raise UserError(self.env._("Enter quantity and price of 0 or more."))
        before = self.price_subtotal
        if not (self.print_estimated_subtotal or self.print_price_locked):
            self.print_estimated_subtotal = before
        # What has left the shop is not ordered from the stock again.
        is_gone = bool(self.move_ids) and self._is_print_delivered()
        was_locked = self.order_id.locked
        # The order stays locked for everything but this write.
        self.order_id.locked = False
        self.print_price_locked = True
        self.with_context(skip_procurement=is_gone).write(
            {"product_uom_qty": quantity, "price_unit": price_unit}
        )
        self.order_id.locked = was_locked
        self.order_id._message_log(
            body=self.env._(
                "Final price of %(job)s: %(new)s instead of %(old)s.",
                job=self.print_spec_id.title or self.name,
                new=self.currency_id.format(self.price_subtotal),
                old=self.currency_id.format(before),
            )
        )

    def _is_print_delivered(self):
        """Whether all that this line ordered has left the shop."""
        self.ensure_one()
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return not moves or all(move.state == "done" for move in moves)

    def _is_service_done(self):
        """Whether this line is a service, and delivered or invoiced in full.

        Of most nobody counts what was done: core has them delivered by hand, or never.
        A draft of an invoice is not one yet.
        """
        self.ensure_one()
        if self.product_id.type != "service" or self.print_spec_id:
            return False
        unit = self.product_uom_id
        if unit.compare(self.qty_delivered, self.product_uom_qty) >= 0:
            return True
        is_draft = "draft" in self.invoice_lines.move_id.mapped("state")
        return self.invoice_status == "invoiced" and not is_draft

    def _revise_print_job(self, values, accepted_rules=(), file_ids=()):
        """Replace what this line of a basket, or of a quotation, asks for.

        :raise SpecErrors: with every error of the form; roll back what was changed
        """
        self.ensure_one()
        self.order_id._check_may_be_filled()
        spec = self.print_spec_id
        spec._revise(values, accepted_rules)
        spec._set_files(file_ids)
        SpecErrors.raise_for(spec._check())
        self.order_id._refresh_delivery()

    def _set_print_copies(self, copies):
        """Change how many are wanted, 0 removes the job.

        :param int copies: finished pieces, or sets
        :raise SpecErrors: when that many cannot be ordered
        """
        self.ensure_one()
        if not copies:
            self._remove_print_job()
            return
        spec = self.print_spec_id
        self._revise_print_job(
            {**spec.values, "copies": copies},
            spec.accepted_rules or (),
            spec._get_file_ids(),
        )

    def _get_typed_copies(self):
        """Return how many are wanted, as its owner would type it."""
        return str((self.print_spec_id.values or {}).get("copies"))

    def _set_typed_copies(self, text):
        """Change how many are wanted to what was typed; with 0 the job goes.

        :raise SpecErrors: when that is no number, or cannot be ordered
        """
        if text.strip() and not text.strip().strip("0"):
            self._set_print_copies(0)
            return
        values, unread = self.print_order_type_id._parse_form({"copies": text})
        SpecErrors.raise_for([error for error in unread if error.field == "copies"])
        with self.env.cr.savepoint():  # what cannot be ordered leaves no trace
            self._set_print_copies(values["copies"])

    def _remove_print_job(self):
        """Take this job out of the basket.

        :raise UserError: once it is on its way through production
        """
        self.ensure_one()
        order = self.order_id
        order._check_may_be_filled()
        if self.print_job_ids:
            raise UserError(
                self.env._(
                    "%s is a job already: cancel the job instead.",
                    self.print_spec_id.title,
                )
            )
        spec = self.print_spec_id
        self.unlink()
        spec.unlink()
        order._refresh_delivery()

    def _get_undo_values(self):
        """Return what brings this job back once it is removed, as plain data."""
        self.ensure_one()
        spec = self.print_spec_id
        return {
            "title": spec.title,
            "order_type_id": spec.order_type_id.id,
            "values": spec.values,
            "accepted_rules": spec.accepted_rules or [],
            "file_ids": spec._get_file_ids(),
        }

    def _portal_values(self, sees_money):
        """Return what a client may see of this line; money only where he may.

        :rtype: dict
        """
        self.ensure_one()
        spec = self.print_spec_id
        # Cutting a recordset forgets whose values are read together.
        jobs = self.print_job_ids
        job = jobs[:1].with_prefetch(jobs._prefetch_ids)
        money = self._get_money_values() if sees_money else {}
        return {
            "id": self.id,
            "title": self._get_print_title(),
            "type": self.product_id.name,
            "type_code": spec.order_type_id.code or "",
            "icon": spec.order_type_id.icon or "fa-cube",
            # Of an outline nobody has said more than its title.
            "summary": "" if spec.is_brief else spec.summary or "",
            "facts": spec._get_facts() if spec and not spec.is_brief else [],
            "is_brief": spec.is_brief,
            "is_work": bool(spec),
            "quantity": self._format_quantity(self.product_uom_qty),
            "unit": self._get_unit_label(self.product_uom_qty),
            "copies": (spec.values or {}).get("copies"),
            "is_counted_by_copies": not (
                spec and spec.order_type_id._is_quantity_derived()
            ),
            "is_on_request": self.print_is_on_request,
            "is_final": self.print_price_locked,
            "parts": self._get_price_parts() if sees_money else [],
            "files": [file._portal_values() for file in self._get_print_files()],
            "waits_for_files": spec._get_first_status() == "awaiting_files"
            if spec
            else False,
            "job": job._portal_values() if job else None,
            **money,
        }

    def _get_print_title(self):
        """Return what a client calls this line: his title, else the goods."""
        return self.print_spec_id.title or self.product_id.name

    def _get_basket_cells(self, sees_money):
        """Return what changes with this line's quantity; see ``_portal_values``."""
        return {
            "quantity": self._format_quantity(self.product_uom_qty),
            "copies": (self.print_spec_id.values or {}).get("copies"),
            **(self._get_money_values() if sees_money else {}),
        }

    def _get_money_values(self):
        order = self.order_id
        changed = self.print_price_locked and self.currency_id.compare_amounts(
            self.print_estimated_subtotal, self.price_subtotal
        )
        return {
            "unit_price": self._get_unit_price_text(),
            "subtotal": order._format_plain(self.price_subtotal),
            "estimate": order._format_plain(self.print_estimated_subtotal)
            if changed
            else "",
            "made_of": self._get_made_of(),
            "final_reason": self._get_final_reason() if changed else "",
        }

    def _get_print_files(self):
        """Return the files of this line: the job's artwork, before that the picks."""
        artwork = self.print_job_ids._get_current_artwork()
        return artwork or self.print_spec_id.file_ids

    def _get_work_label(self):
        """Return what the price of the work is made of, such as 8 plates × 24.00."""
        return self.env._(
            "%(quantity)s %(unit)s × %(price)s",
            quantity=self._format_quantity(self.product_uom_qty),
            unit=self._get_unit_label(self.product_uom_qty),
            price=self._get_unit_price_text(),
        )

    def _get_unit_price_text(self):
        """Return the unit price with the decimals that make up the price of the line.

        500 pieces for 189.00 cost 0.378 each: at 0.38 the client would reckon 190.00.
        """
        return self._write_unit_price(self.price_unit)

    def _write_unit_price(self, price):
        """Return a price of one unit of this line, see ``_get_unit_price_text``."""
        quantity, currency = self.product_uom_qty, self.currency_id
        digits = currency.decimal_places
        while digits < UNIT_PRICE_DIGITS and currency.compare_amounts(
            float_round(price, precision_digits=digits) * quantity, price * quantity
        ):
            digits += 1
        return formatLang(self.env, price, digits=digits)

    def _format_quantity(self, quantity):
        return formatLang(self.env, quantity, digits=0 if quantity % 1 == 0 else 2)

    def _get_unit_label(self, quantity=None):
        """Return what the quantity counts, in words without a plural form.

        :param quantity: the number that stands beside it, where that is known
        """
        if not self.print_spec_id:
            return self.product_uom_id._get_paper_label(self.product_id)
        return self.print_spec_id.order_type_id._get_quantity_unit(quantity)
