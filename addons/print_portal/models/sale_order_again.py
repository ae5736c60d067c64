from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from .sale_order_line_again import MODES, PRICE_KEEPERS
from .sale_order_page import RANKS

NEW = "new"
# What each way of ordering again takes along of the order itself.
CLIENT_DATA_OF = ("repeat", "reprint", NEW)


class SaleOrder(models.Model):
    """Ordering again: as it was, with the same files, with others, or just for him."""

    _inherit = "sale.order"

    # Before: what each way keeps -----------------------------------------------------

    def _get_again_values(self, account, line_id=0):
        """Return what the page says before anything is ordered again.

        :param account: who orders, and has found this order by his rights
        :param int line_id: only this line of it, 0 for all
        :return: dict of ``lines`` (see ``_get_again_line``) and ``modes``: dicts of
            ``code``, ``label``, ``keeps``, ``anew``, ``price`` (a sentence, empty for
            who sees no money), ``told`` (sentences) and ``is_possible``
        """
        self.ensure_one()
        self.check_access("read")
        # What is said of an order that the user may see is chosen here.
        lines = self.sudo()._get_again_lines(line_id)
        # Read at once what each line would ask for alone.
        files = lines.print_spec_id.file_ids
        (files | lines.print_job_ids.artwork_ids.file_id).mapped("state")
        renewed = {
            mode: {line: line._renew_work(mode) for line in lines}
            for mode, _label in MODES
        }
        sees_money = account._has_print_right("see_finance")
        base = renewed["duplicate"]
        order_sudo = self.sudo()  # as above
        modes = [
            order_sudo._describe_again(mode, renewed[mode], sees_money, base)
            for mode, _label in MODES
        ]
        if not line_id:
            modes.append(order_sudo._describe_again(NEW, {}, False))
        return {
            "lines": [
                self._get_again_line(line, base[line]["stops"]) for line in lines
            ],
            "modes": modes,
        }

    def _get_again_lines(self, line_id=0):
        lines = self._get_portal_lines()
        return lines.filtered(lambda line: line.id == line_id) if line_id else lines

    def _get_again_line(self, line, stops):
        """Return how a line is shown: dict of ``id``, ``title``, ``type``, ``files``,
        ``stops`` and ``has_form``, whether the form can be filled with it."""
        return {
            "id": line.id,
            "title": line._get_print_title(),
            "type": line.product_id.name,
            "files": line._get_print_files().mapped("name"),
            "stops": stops,
            "has_form": not line._get_again_refusal(),
        }

    def _describe_again(self, mode, renewed, sees_money, base=None):
        """Return one way of ordering again, see ``_get_again_values``.

        :param renewed: what ``_renew_work`` says of each line
        :param base: the same of the barest way: what stops that is told at the line
        """
        label, keeps, anew = self._get_again_words()[mode]
        possible = [line for line, again in renewed.items() if not again["stops"]]
        told = [
            f"{line._get_print_title()}: {sentence}"
            for line, again in renewed.items()
            for sentence in again["told"] + again["stops"]
            if sentence not in base[line]["stops"]
        ]
        return {
            "code": mode,
            "label": label,
            "keeps": keeps,
            "anew": anew,
            "told": told,
            "price": self._say_again_price(mode, possible) if sees_money else "",
            "is_possible": mode == NEW or bool(possible),
        }

    def _get_again_words(self):
        """Return label, what is kept and what is not, of each way to order again."""
        _ = self.env._
        return {
            "repeat": (
                _("Repeat"),
                _("Settings, delivery and payment; files as they lie in your folder."),
                _("Your order number, and files that are no longer in the folder."),
            ),
            "reprint": (
                _("Reprint"),
                _("Settings, delivery and payment; the very files that were printed."),
                _("Your order number. Nothing is uploaded again."),
            ),
            "duplicate": (
                _("Duplicate with new files"),
                _("Settings of the work."),
                _("Files, delivery and payment, at the price of today."),
            ),
            NEW: (
                _("New order with your data"),
                _("Delivery, recipient, payment and your order number."),
                _("Work and files: an empty basket waits for them."),
            ),
        }

    def _say_again_price(self, mode, lines):
        """Return whether the old price holds, as a sentence."""
        if mode not in PRICE_KEEPERS or not lines:
            return ""
        today = self.company_id._get_print_day(fields.Datetime.now())
        untils = [line._get_price_valid_until() for line in lines]
        if all(until and until >= today for until in untils):
            day = format_date(self.env, min(untils), date_format="d MMMM")
            return self.env._("The old price holds until %s.", day)
        if any(until and until >= today for until in untils):
            return self.env._("Some old prices hold, the rest is at today's price.")
        return self.env._("At today's price: the old one does not hold any more.")

    def _portal_row(self, sees_money):
        """Offer to order again what is over."""
        row = super()._portal_row(sees_money)
        is_over = self.print_rank >= RANKS["nobody"] and bool(
            self.order_line.print_spec_id
        )
        return {**row, "is_again": is_over}

    # Doing it ------------------------------------------------------------------------

    def _repeat_into_basket(self, mode, line_id=0):
        """Order this again as the user who has found it: into his own basket.

        :param str mode: one of MODES, or NEW
        :param int line_id: only this line, 0 for the whole order
        :return: sentences about what could not be taken along; empty when all was
        :raise UserError: when nothing of it can be ordered again so
        """
        self.ensure_one()
        self.check_access("read")
        baskets = self.env["sale.order"]
        # What a colleague's order holds was found by rights; baskets have their doors.
        source = self.sudo()
        if mode == NEW:
            basket_sudo = baskets._get_basket(create=True)
            if basket_sudo.order_line:
                basket_sudo = baskets._create_basket()
            return basket_sudo._take_client_data(source, has_reference=True)
        contents, told = source._prepare_again(mode, line_id)
        basket_sudo = baskets._get_basket(create=True)
        is_empty = not basket_sudo.order_line
        basket_sudo._add_again(mode, contents)
        if is_empty and mode in CLIENT_DATA_OF:
            told += basket_sudo._take_client_data(source)
        return told

    def _repeat_by_office(self, mode, lines):
        """Order this again for its client, as staff: a new order of the office.

        :param lines: those of the lines of this order that are wanted
        :return: ``(order, told)``
        :raise UserError: when nothing of it can be ordered again so
        """
        self.ensure_one()
        source = self._for_print_client()
        contents, told = (
            ([], []) if mode == NEW else source._prepare_again(mode, 0, lines)
        )
        order = self.env["sale.order"].create(source._prepare_office_repeat(mode))
        order = order._for_print_client()
        order._add_again(mode, contents)
        order._message_log(
            body=self.env._(
                "%(mode)s of %(order)s",
                mode=self._get_again_words()[mode][0],
                order=self.name,
            )
        )
        return order, told

    def _prepare_office_repeat(self, mode):
        values = {"partner_id": self.partner_id.id, "company_id": self.company_id.id}
        if mode in CLIENT_DATA_OF:
            values |= {
                "partner_shipping_id": self.partner_shipping_id.id,
                "print_payment_method": self.print_payment_method,
                "print_recipient_name": self.print_recipient_name,
                "print_recipient_phone": self.print_recipient_phone,
            }
        if mode == NEW:
            values["client_order_ref"] = self.client_order_ref
        return values

    def _prepare_again(self, mode, line_id=0, lines=None):
        """Return ``([(line, content), ...], told)`` of what can be ordered again.

        :raise UserError: when there is nothing, with the reasons
        """
        if lines is None:
            lines = self._get_again_lines(line_id)
        contents, told = [], []
        for line in lines:
            again = line._renew_work(mode)
            told += [
                f"{line._get_print_title()}: {sentence}"
                for sentence in again["told"] + again["stops"]
            ]
            if not again["stops"]:
                contents.append((line, again))
        if not contents:
            raise UserError(
                "\n".join(told) or self.env._("%s holds no print work.", self.name)
            )
        return contents, told

    def _add_again(self, mode, contents):
        """Add lines to this basket, or quotation, that order known work again."""
        if not contents:
            return
        specs = self.env["print.spec"]
        links = {}
        for line, again in contents:
            file_ids = [*again["file_ids"]]
            # Bytes that the client has deleted come back into his folder here.
            file_ids += [file._get_client_file().id for file in again["artwork"]]
            order_type = line.print_spec_id.order_type_id.with_env(self.env)
            spec = specs.create(
                order_type._prepare_spec(again["values"], again["rules"], file_ids)
            )
            specs |= spec
            links[spec.id] = {
                "print_source_line_id": line.id,
                "print_again_mode": mode,
                "print_kept_until": mode in PRICE_KEEPERS
                and line._get_price_valid_until(),
            }
        self.with_context(print_again=links)._create_print_lines(specs)

    def _take_client_data(self, source, has_reference=False):
        """Let this basket go where ``source`` went, as far as its owner may.

        :return: sentences about what could not be taken along
        """
        told = []
        vals = {
            "print_payment_method": source.print_payment_method,
            "print_recipient_name": source.print_recipient_name,
            "print_recipient_phone": source.print_recipient_phone,
        }
        if has_reference:
            vals["client_order_ref"] = source.client_order_ref
        address = source.partner_shipping_id
        allowed = self.print_account_id.allowed_address_ids
        if address.active and (not allowed or address in allowed):
            vals["partner_shipping_id"] = address.id
        else:
            told.append(self.env._("Choose the delivery address anew."))
        try:
            with self.env.cr.savepoint():
                self._write_basket(vals)
                if source.carrier_id:
                    self._write_basket({"carrier_id": source.carrier_id.id})
        except UserError as refusal:
            told.append(str(refusal))
        return told
