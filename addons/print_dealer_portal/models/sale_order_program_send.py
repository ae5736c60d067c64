import hashlib
import json
import re

from odoo import api, fields, models
from odoo.addons.print_portal.form_errors import FormErrors
from odoo.exceptions import UserError

from ..quantities import read_quantity
from ..quick_lines import clean
from .product_product_quick import LINES_AT_MOST

# What a program may say of an order, by the name of the field on the basket's page.
WORDS = {
    "reference": "client_order_ref",
    "note": "print_note",
    "date_wanted": "print_date_wanted",
    "recipient_name": "print_recipient_name",
    "recipient_phone": "print_recipient_phone",
    "delivery_address_id": "partner_shipping_id",
    "delivery_method_id": "carrier_id",
    "invoice_address_id": "partner_invoice_id",
    "invoice_way": "print_invoice_way",
    "payment_method": "print_payment_method",
}
ITEM_WORDS = {"reference": "ref", "note": "note"}
ITEM_NAMES = {"code", "product_id", "quantity", *ITEM_WORDS}


class _DryRun(Exception):
    """Takes back what a quotation for a program has made on its way."""


class SaleOrder(models.Model):
    """Orders that programs of dealers send: a basket, filled and sent in one request.

    The doors are those of the pages, so the same is checked, in the same words.
    """

    _inherit = "sale.order"

    print_request_hash = fields.Char(
        "Hash of the request",
        readonly=True,
        copy=False,
        help="Of what a program has sent with its key: the same again is no new order.",
    )

    @api.model
    def _quote_for_program(self, body):
        """Say what an order would cost, and what stands in its way; nothing is kept.

        :param dict body: as ``_send_for_program`` takes it
        :return: dict of ``can_be_sent``, ``errors`` (see ``FormErrors``), ``lines``,
            ``choices`` and, for who may see money, ``totals``
        """
        answer = {}
        try:
            with self.env.cr.savepoint():
                basket_sudo, errors = self._fill_for_program(body)
                errors = errors or basket_sudo._try_to_send()
                answer = basket_sudo._get_quote_values(errors)
                raise _DryRun()
        except _DryRun:
            return answer

    @api.model
    def _send_for_program(self, body, key):
        """Send an order. Twice with one key it is one order.

        Call it in ``basket_lock.exclusive``: all or nothing.

        :param dict body: ``items``, each with ``code`` or ``product_id``, ``quantity``,
            and what WORDS and ITEM_WORDS name
        :param str key: of this order, as the program calls it
        :return: ``(order as superuser, whether it is new)``
        :raise FormErrors: with every error, its field a JSON pointer into ``body``
        :raise UserError: when this account may not send it
        """
        key, mark = f"api:{key}", _get_mark(body)
        if sent_sudo := self._find_request(key):
            if sent_sudo.print_request_hash != mark:
                raise UserError(
                    self.env._(
                        "Idempotency-Key: used for another order. Take a new one."
                    )
                )
            return sent_sudo, False
        order_sudo, errors = self._fill_for_program(body)
        if errors:
            raise FormErrors(errors)
        order_sudo.write(
            {
                "print_source": "api",
                "print_request_key": key,
                "print_request_hash": mark,
            }
        )
        return order_sudo._submit_basket(tell_later=True), True

    # Filling -------------------------------------------------------------------------

    def _fill_for_program(self, body):
        """Return ``(new basket as superuser, errors)`` for what a program has sent."""
        errors, asked = self._read_program_items(body.get("items"))
        words = self._read_program_words(body, WORDS, "", {"items"}, errors)
        # It begins in the partner portal, which is what it stays marked with.
        basket_sudo = self._open_basket(print_source="dealer")
        if asked:
            answers = basket_sudo._put_goods(
                [(product_id, quantity) for product_id, (quantity, _i) in asked.items()]
            )
            for answer in answers:
                if answer["error"]:
                    place = asked[answer["product_id"]][1]
                    pointer = f"/items/{place}/quantity"
                    errors.append(_error(pointer, answer["error"]))
        pointers = {WORDS[name]: f"/{name}" for name in words}
        typed = {WORDS[name]: text for name, text in words.items()}
        lines = basket_sudo._get_lines_of_goods()
        for product_id, (_quantity, place) in asked.items():
            if line := lines.get(product_id):
                item = body["items"][place]
                path = f"/items/{place}"
                said = self._read_program_words(
                    item, ITEM_WORDS, path, ITEM_NAMES, errors
                )
                for name, text in said.items():
                    field = f"{ITEM_WORDS[name]}_{line.id}"
                    typed[field], pointers[field] = text, f"{path}/{name}"
        refused = basket_sudo._save_basket_form(typed)
        errors += [_error(pointers[name], text) for name, text in refused.items()]
        return basket_sudo, errors

    def _read_program_items(self, items):
        """Return ``(errors, asked)`` for the items of an order.

        :return: ``asked``, by product id: quantity, and place among the items
        """
        _ = self.env._
        if not isinstance(items, list) or not items:
            return [_error("/items", _("Items: send a list of at least one."))], {}
        if len(items) > LINES_AT_MOST:
            words = _("Items: at most %s in one order.", LINES_AT_MOST)
            return [_error("/items", words)], {}
        items = [item if isinstance(item, dict) else {} for item in items]
        products = self.env["product.product"]
        codes = [clean(str(item.get("code") or "")) for item in items]
        found = products._find_dealer_codes(filter(None, codes))
        ids = [item.get("product_id") for item in items]
        ids = [id for id in ids if id and _is_id(id)]
        known_sudo = products._find_dealer_products(ids)
        by_id = {product.id: product for product in known_sudo}
        errors, asked = [], {}
        for place, (item, code) in enumerate(zip(items, codes, strict=True)):
            path = f"/items/{place}"
            if code:
                product, pointer = found[code].products, f"{path}/code"
            else:
                id = item.get("product_id")
                product = by_id.get(id, products) if _is_id(id) else products
                pointer = f"{path}/product_id"
            quantity = self._read_program_quantity(item, path, errors)
            if len(product) != 1:
                words = (
                    _("Several products have this code. Send the product's id.")
                    if product
                    else _("There is no such product for you.")
                )
                errors.append(_error(pointer, words))
            elif product.id in asked:
                words = _("The product stands in the order twice. Add it up.")
                errors.append(_error(pointer, words))
            elif quantity:
                asked[product.id] = (quantity, place)
        return errors, asked

    def _read_program_quantity(self, item, path, errors):
        typed = item.get("quantity")
        try:
            if isinstance(typed, bool) or not isinstance(typed, int | float | str):
                raise ValueError(typed)
            quantity = read_quantity(typed)
            if not quantity:
                raise ValueError(typed)
        except ValueError:
            words = self.env._("Quantity: send a number above 0, such as 12.")
            errors.append(_error(f"{path}/quantity", words))
            return 0
        return quantity

    def _read_program_words(self, said, names, path, others, errors):
        """Return the texts of what a program says by ``names``, others are errors."""
        for name in set(said) - names.keys() - others:
            words = self.env._("There is no such field here. Leave it out.")
            errors.append(_error(f"{path}/{name}", words))
        texts = {}
        for name in names.keys() & said.keys():
            value = said[name]
            if not _is_text(value) or name.endswith("_id") and not _is_id(value):
                words = self.env._("Send a text or a number.")
                errors.append(_error(f"{path}/{name}", words))
            else:
                texts[name] = "" if value is None else str(value)
        return texts

    # A quotation ---------------------------------------------------------------------

    def _try_to_send(self):
        """Return what keeps this basket from being sent as it is."""
        try:
            self._check_sender()
            self._check_submission()
            self._check_limits()
        except UserError as refusal:
            return [_error("", line) for line in str(refusal).splitlines()]
        return []

    def _get_quote_values(self, errors):
        user = self.env.user
        values = self._get_program_values()
        answer = {
            "can_be_sent": not errors,
            "errors": [
                {"pointer": each["field"], "detail": each["message"]} for each in errors
            ],
            "lines": values["lines"],
            "delivery": values["delivery"],
            "choices": self._get_program_choices(user),
        }
        if "totals" in values:
            answer["totals"] = values["totals"]
        return answer

    def _get_program_choices(self, user):
        """Return what may be said of this order, by the name that programs use."""
        choices = self._get_basket_choices(user)
        return {
            name: [
                {"value": each["value"], "label": each["label"], "price": each["price"]}
                for each in choices[field]
            ]
            for name, field in WORDS.items()
            if field in choices
        }


def _error(pointer, message):
    """Return one error as ``FormErrors`` has them."""
    return {"field": pointer, "message": message}


def _is_id(value):
    """Whether a value may name a record; None names none."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value is None or is_number and 0 <= value < 2**31


def _is_text(value):
    """Whether a value is a text, or a number, that the database can keep."""
    if isinstance(value, str):
        return not re.search("[\x00\ud800-\udfff]", value)
    return value is None or isinstance(value, int) and not isinstance(value, bool)


def _get_mark(body):
    """Return what tells whether two bodies say the same."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
