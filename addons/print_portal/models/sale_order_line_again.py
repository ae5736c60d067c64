from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_pricing.spec_error import stopping

from .print_order_type import NO_FILES

MODES = [
    ("repeat", "Repeat"),
    ("reprint", "Reprint"),
    ("duplicate", "Duplicate"),
]
# What keeps its price while the shop lets it.
PRICE_KEEPERS = ("repeat", "reprint")


class SaleOrderLine(models.Model):
    """Work that is ordered again: from where it comes, and how long its price holds."""

    _inherit = "sale.order.line"

    print_source_line_id = fields.Many2one(
        "sale.order.line",
        "Ordered again from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    print_again_mode = fields.Selection(
        MODES, "Ordered again as", readonly=True, copy=False, groups="base.group_user"
    )
    print_kept_until = fields.Date(
        "Old price holds until",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Until then this work costs what it did, if nothing of it is changed.",
    )

    @api.model
    def _prepare_print_line(self, spec):
        """Note from where work comes that is ordered again."""
        again = self.env.context.get("print_again") or {}
        return {**super()._prepare_print_line(spec), **again.get(spec.id, {})}

    # The old price ---------------------------------------------------------------

    @api.depends("print_kept_until", "print_source_line_id")
    def _compute_price_unit(self):
        """Work that is ordered again keeps its price while that holds."""
        result = super()._compute_price_unit()
        # Lines that share prices are computed with their siblings.
        lines = (self | self.order_id.order_line).sudo()
        for line in lines.filtered("print_kept_until"):
            price = line._get_kept_price()
            if price is not None and price != line.price_unit:
                line.with_context(sale_write_from_compute=True).update(
                    {"price_unit": price, "technical_price_unit": price}
                )
        return result

    def _get_kept_price(self):
        """Return the old unit price while it holds for this line, else None."""
        self.ensure_one()
        source = self.print_source_line_id
        is_settled = (
            self.print_price_locked or self.print_price_manual or self.qty_invoiced
        )
        if is_settled or not source or not self._is_old_price_valid():
            return None
        is_alike = (
            source.currency_id == self.currency_id
            and source.product_id == self.product_id
            and self.print_spec_id._asks_the_same(source.print_spec_id)
        )
        return source._get_agreed_unit_price() if is_alike else None

    def _is_old_price_valid(self):
        _company, day = self.order_id._get_price_day()
        return bool(self.print_kept_until) and day <= self.print_kept_until

    def _get_agreed_unit_price(self):
        """Return what one unit of this work cost before it was made, None if nothing.

        What was made otherwise than ordered, and billed so, is no price of a repeat.
        """
        self.ensure_one()
        is_final = self.print_price_locked and self.print_estimated_subtotal
        if not is_final:
            return self.price_unit or None
        quantity = self.print_spec_id.quantity
        if not (self.price_subtotal and quantity):
            return None
        share = self.print_estimated_subtotal / self.price_subtotal
        return self.price_unit * self.product_uom_qty * share / quantity

    def _get_price_valid_until(self):
        """Return until when repeats of this line cost the same, False for never."""
        self.ensure_one()
        company, day = self.order_id._get_price_day()
        days = company.print_repeat_days
        if not days or self._get_agreed_unit_price() is None:
            return False
        until = fields.Date.to_date(day) + timedelta(days)
        # A repeat of a repeat does not prolong what was agreed to at first.
        source = self.print_source_line_id
        if (
            self.print_kept_until
            and source
            and self.print_spec_id._asks_the_same(source.print_spec_id)
        ):
            until = min(until, self.print_kept_until)
        return until

    # What would be ordered again -------------------------------------------------

    def _renew_work(self, mode):
        """Return how this work is ordered again, nothing is stored.

        :param str mode: one of MODES
        :return: dict of ``values``, ``rules``, ``file_ids``, ``artwork`` (to be
            printed again), ``gone`` (see ``print.spec._renew``), ``told`` (sentences
            that change nothing) and ``stops`` (sentences that keep it from the basket)
        """
        self.ensure_one()
        spec = self.print_spec_id
        again = {
            "values": {},
            "rules": spec.accepted_rules or [],
            "file_ids": [],
            "artwork": self.env["print.artwork"],
            "gone": [],
            "told": [],
            "stops": [],
        }
        if refusal := self._get_again_refusal():
            again["stops"] = [refusal]
            return again
        again["values"], again["gone"] = spec._renew()
        again["stops"] = spec._describe_gone(again["gone"])
        if mode == "reprint":
            self._renew_artwork(again)
        elif mode == "repeat":
            self._renew_files(again)
        has_files = again["file_ids"] or again["artwork"]
        self._renew_promise(again, bool(has_files))
        if not again["stops"]:
            again["stops"] = self._check_again(again, bool(has_files))
        return again

    def _get_again_refusal(self):
        """Return why this line cannot be ordered again at all, empty when it can."""
        spec = self.print_spec_id
        if not spec:
            return self.env._("Goods are ordered anew from their list.")
        if spec.is_brief:
            return self.env._("Told in words only: send it again as a quick order.")
        if not spec.order_type_id._is_offered():
            return self.env._("This kind of work is not offered any more.")
        return ""

    def _renew_artwork(self, again):
        """Take the very files that were printed.

        The files of an older version of a job are not printed again.
        """
        artwork = self.print_job_ids._get_current_artwork()
        lost = artwork.filtered(lambda file: not file._is_on_disk())
        if lost:
            again["stops"] += [
                self.env._(
                    "%s is gone from our disk: choose Duplicate, send it anew.", n
                )
                for n in lost.mapped("name")
            ]
        elif not artwork and self.print_spec_id.order_type_id.needs_files:
            again["stops"].append(
                self.env._("No file was printed here: choose Repeat or Duplicate.")
            )
        again["artwork"] = artwork - lost

    def _renew_files(self, again):
        """Take the client's files as they lie in his folder now."""
        files = self.print_job_ids._get_current_artwork().file_id
        files = files or self.print_spec_id.file_ids
        again["file_ids"] = files.filtered(lambda file: file.state == "settled").ids
        names = self._get_print_files().mapped("name")
        kept = files.filtered(lambda file: file.id in again["file_ids"])
        again["told"] += [
            self.env._("%s is no longer in your folder: send it anew.", name)
            for name in names
            if name not in kept.mapped("name")
        ]

    def _renew_promise(self, again, has_files):
        """Say that files follow where there are none, and where the form asks that."""
        codes = self.print_spec_id.order_type_id.field_ids.mapped("code")
        if "files_later" in codes and self.print_spec_id.order_type_id.needs_files:
            again["values"]["files_later"] = not has_files

    def _check_again(self, again, has_files):
        """Return what the form of today objects to, as sentences.

        :param has_files: files are taken along, wherever from: none need be asked for
        """
        order_type = self.print_spec_id._get_order_type()
        drafted = self.env["print.spec"].new(
            {
                "order_type_id": order_type.id,
                "values": again["values"],
                "accepted_rules": again["rules"],
            }
        )
        return [
            error.message
            for error in stopping(order_type._check_spec(drafted))
            if not (has_files and error.rule == NO_FILES)
        ]
