from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..quantities import LARGEST
from ..quick_lines import BadTable, fold_lookalikes, parse, parse_rows, read_file
from ..spreadsheet import is_spreadsheet, read_spreadsheet

LINES_AT_MOST = 2000
TABLE_BYTES = 4 << 20

# How a row stands: ready for the basket, or what is awaited of its writer.
RIGHT, MENDED, SEVERAL, UNKNOWN, WRONG = (
    "right",
    "mended",
    "several",
    "unknown",
    "wrong",
)


class ProductProduct(models.Model):
    """Quick order: rows of code and quantity, and what the shelf says to each."""

    _inherit = "product.product"

    # A table becomes lines ----------------------------------------------------------

    @api.model
    def _parse_quick_table(self, text):
        """Return the ``quick_lines.Line`` of each row that was pasted.

        :raise UserError: for too many rows
        """
        try:
            return parse(text, LINES_AT_MOST)
        except BadTable as refusal:
            raise UserError(self._get_quick_refusal(refusal)) from refusal

    @api.model
    def _parse_quick_file(self, data):
        """Return the ``quick_lines.Line`` of each row of a CSV or XLSX file.

        :param bytes data: the file
        :raise UserError: when it is no such table
        """
        try:
            if len(data) > TABLE_BYTES:
                raise BadTable("large")
            if is_spreadsheet(data):
                rows = read_spreadsheet(data, LINES_AT_MOST)
                return parse_rows(rows, LINES_AT_MOST)
            return read_file(data, LINES_AT_MOST)
        except BadTable as refusal:
            raise UserError(self._get_quick_refusal(refusal)) from refusal

    def _get_quick_refusal(self, refusal):
        _ = self.env._
        return {
            "binary": _("File: no table in it. Save it as CSV or XLSX."),
            "old": _("File: a spreadsheet of an old kind. Save it as XLSX or CSV."),
            "large": _("File: too large. Keep only codes and quantities in it."),
            "too_many": _(
                "Rows: at most %(max)s at once. Divide the table.",
                max=refusal.params.get("max"),
            ),
        }[refusal.code]

    # Lines become rows of the report ------------------------------------------------

    @api.model
    def _match_quick_lines(self, lines, user=None):
        """Say of each line what it orders, or what is to be mended.

        The number of queries is the same for one line and for two thousand.

        :param lines: list of ``quick_lines.Line``
        :param user: who orders, by default the current user
        :return: one dict for each line, see ``_report_quick_line``
        """
        user = user or self.env.user
        rows = [
            self._judge_quick_line(line, match)
            for line, match in self._find_quick_codes(lines)
        ]
        wanted = {}
        for row in rows:
            if product := row["product"]:
                wanted[product.id] = wanted.get(product.id, 0.0) + row["quantity"]
        shown = (
            self.browse()
            .union(*(row["product"] for row in rows))
            .union(*(row["choices"] for row in rows))
        )
        values = shown._get_dealer_values(user, wanted) if shown else {}
        buyer_sudo = user._print_buyer().sudo()  # accounts read no pricelists
        currency = (
            buyer_sudo.property_product_pricelist.currency_id
            or user.company_id.currency_id
        )
        return [self._report_quick_line(row, values, currency) for row in rows]

    def _find_quick_codes(self, lines):
        """Return ``(line, CodeMatch)`` for each line.

        Of what was typed as one text the whole may be a code, and then nothing says how
        many; and who writes in Cyrillic may have typed letters that only look Latin.
        """
        found = self._find_dealer_codes({line.code for line in lines})
        others = {
            each
            for line in lines
            if not found[line.code].products
            for each in (line.text, fold_lookalikes(line.code))
            if each not in found
        }
        found |= self._find_dealer_codes(others) if others else {}
        matches = []
        for line in lines:
            match, plain = found[line.code], fold_lookalikes(line.code)
            if not match.products and found[line.text].products:
                line, match = replace(line, code=line.text, typed=""), found[line.text]
            elif not match.products:
                match = found[plain]
            matches.append((line, match))
        return matches

    def _judge_quick_line(self, line, match):
        """Return what ``_report_quick_line`` reports, with products as records."""
        row = {
            "line": line,
            "product": self.browse(),
            "choices": self.browse(),
            "quantity": 0.0,
            "state": UNKNOWN,
            "sentence": "",
        }
        chosen = match.products.filtered(lambda product: product.id == line.chosen)
        if product := chosen or (len(match.products) == 1 and match.products):
            return row | self._judge_quick_amount(product, line)
        if match.products:
            return row | {
                "state": SEVERAL,
                "choices": match.products,
                "sentence": self.env._("Several products have this code. Choose one:"),
            }
        if not line.code:
            sentence = self.env._("Code: enter one, or clear the row.")
        elif match.nearest:
            sentence = self.env._("No such code. Perhaps:")
        else:
            sentence = self.env._("No such code. Look for it among the products.")
        return row | {"choices": match.nearest, "sentence": sentence}

    def _judge_quick_amount(self, product, line):
        """Return the part of the row that says how many; packs are rounded up."""
        _ = self.env._
        if product.print_order_type_id:
            sentence = _("%s is made to order: fill in its form.", product.name)
            return {"choices": product, "state": WRONG, "sentence": sentence}
        if not line.typed:
            least = product._get_dealer_minimum()
            return {"product": product, "quantity": least, "state": RIGHT}
        amount = line.amount
        if amount is None or not 0 < amount <= LARGEST:
            return {
                "choices": product,
                "state": WRONG,
                "sentence": self._get_quick_amount_words(line),
            }
        quantity = float(amount)
        mended = product._mend_dealer_quantity(quantity)
        if not product._check_dealer_quantity(quantity):
            return {"product": product, "quantity": quantity, "state": RIGHT}
        sentence = _(
            "%(mended)s instead of %(typed)s: %(reason)s",
            mended=product._format_dealer_quantity(mended),
            typed=line.typed,
            reason=product._get_dealer_pack_label()
            or _(
                "at least %s",
                product._format_dealer_quantity(product._get_dealer_minimum()),
            ),
        )
        return {
            "product": product,
            "quantity": mended,
            "state": MENDED,
            "sentence": sentence,
        }

    def _get_quick_amount_words(self, line):
        _ = self.env._
        if line.is_doubtful:
            bare = line.typed.replace(".", "").replace(",", "")
            return _(
                "Quantity: %(typed)s may mean two numbers. Enter it as %(bare)s.",
                typed=line.typed,
                bare=bare,
            )
        if line.amount is None:
            return _("Quantity: enter a number, such as 12.")
        return _("Quantity: enter a number from 1 to %s.", LARGEST)

    def _report_quick_line(self, row, values, currency):
        """Return a row as its reader sees it.

        :param values: what ``_get_dealer_values`` says of the products of all rows
        :param currency: of the prices among them
        :return: dict of ``number``, ``code`` and ``typed`` (texts for the fields),
            ``state``, ``sentence``, ``product_id`` (0 for none), ``quantity``,
            ``product`` (values of the product found, or ``None``), ``choices`` (dicts
            of ``id``, ``value``, what the field of the code would hold, ``code``,
            ``name`` and ``order_type``), ``chosen`` (id or ""), and ``subtotal`` (a
            text, "" for who sees no money)
        """
        line, product = row["line"], row["product"]
        told = values.get(product.id)
        typed = line.typed
        if product and (row["state"] == MENDED or not typed):
            typed = _write_amount(row["quantity"])
        return {
            "number": line.number,
            "code": line.code,
            "typed": typed,
            "state": row["state"],
            "sentence": row["sentence"],
            "chosen": line.chosen or "",
            "product_id": product.id or 0,
            "quantity": row["quantity"],
            "product": told,
            "choices": [
                {
                    "id": each.id,
                    "value": each.default_code or each.barcode or "",
                    "code": values[each.id]["code"],
                    "name": values[each.id]["name"],
                    "order_type": values[each.id]["order_type"],
                }
                for each in row["choices"]
            ],
            "subtotal": self._format_quick_subtotal(told, row["quantity"], currency),
        }

    def _format_quick_subtotal(self, told, quantity, currency):
        if not told or "raw_price" not in told:
            return ""
        amount = currency.round(told["raw_price"] * quantity)
        return formatLang(self.env, amount, digits=currency.decimal_places)


def _write_amount(quantity):
    """Return a quantity for a field, where no sign may part thousands.

    Four places of a fraction: 1.125 would read as a thousand and more.
    """
    return str(int(quantity)) if quantity % 1 == 0 else f"{quantity:.4f}"
