from urllib.parse import urlencode

from odoo.addons.print_portal.basket_lock import exclusive
from odoo.addons.print_portal.typed_ids import read_id
from odoo.fields import Domain
from odoo.http import Controller, Response, request, route
from odoo.tools import file_open

from ..api_problem import ApiProblem
from ..models.product_product_programs import PAGE_AT_MOST
from ..quick_lines import clean

# Imported for the kind of requests that it answers.
from . import api_dispatcher  # noqa: F401

ROOT = "/dealer/api/v1"
BODY_BYTES = 1 << 20
LONGEST_KEY = 100
PAGE = 50
# Not readonly: when a key was used last is written.
API = {"type": "print_api", "auth": "print_api", "save_session": False}


class DealerApi(Controller):
    """The same doors as the pages of dealers, for programs: see ``openapi.json``."""

    @route("/dealer/api/openapi.json", auth="public", methods=["GET"], readonly=True)
    def dealer_api_description(self, **kw):
        """Send the description of this interface, for programs that write programs."""
        with file_open("print_dealer_portal/data/openapi.json", "rb") as file:
            return Response(file.read(), mimetype="application/json")

    # Products ------------------------------------------------------------------------

    @route(f"{ROOT}/products", methods=["GET"], **API)
    def dealer_api_products(self, cursor="", limit="", **kw):
        """List the products that may be ordered, with the user's own prices."""
        self._need("products")
        place = self._read_place(cursor, limit)
        items, more = request.env["product.product"]._get_program_page(*place)
        return self._page("products", items, more, place[1])

    @route(f"{ROOT}/products/<int:product_id>", methods=["GET"], **API)
    def dealer_api_product(self, product_id, **kw):
        """Send one product."""
        self._need("products")
        products = request.env["product.product"]
        products_sudo = products._find_dealer_products([product_id])
        return self._one(products_sudo)._get_program_values()[0]

    # Orders --------------------------------------------------------------------------

    @route(f"{ROOT}/quote", methods=["POST"], max_content_length=BODY_BYTES, **API)
    def dealer_api_quote(self, body, **kw):
        """Say what an order would cost, and whether it could be sent; keep nothing."""
        self._need("basket")
        return request.env["sale.order"]._quote_for_program(body)

    @route(f"{ROOT}/orders", methods=["POST"], max_content_length=BODY_BYTES, **API)
    def dealer_api_send(self, body, **kw):
        """Send an order; sent again with one ``Idempotency-Key`` it is the same one."""
        self._need("basket")
        key = request.httprequest.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > LONGEST_KEY:
            words = request.env._(
                "Idempotency-Key: send one of your own, at most %s letters.",
                LONGEST_KEY,
            )
            raise ApiProblem(400, words)
        # One order of this user at a time: of two at once the second finds the first.
        with exclusive(request.env, -request.env.uid):
            orders = request.env["sale.order"]
            order_sudo, is_new = orders._send_for_program(body, key)
            values = order_sudo._get_program_values()
        return request.make_json_response(
            values,
            headers=[("Location", f"{ROOT}/orders/{values['id']}")],
            status=201 if is_new else 200,
        )

    @route(f"{ROOT}/orders", methods=["GET"], **API)
    def dealer_api_orders(self, cursor="", limit="", status="", **kw):
        """List the orders that the user may see, newest first."""
        self._need("orders")
        place = self._read_place(cursor, limit)
        orders = request.env["sale.order"]
        items, more = orders._get_program_page(*place, clean(status))
        return self._page("orders", items, more, place[1], status=status)

    @route(f"{ROOT}/orders/<int:order_id>", methods=["GET"], **API)
    def dealer_api_order(self, order_id, **kw):
        """Send one order."""
        self._need("orders")
        return self._find_order(order_id)._get_program_values()

    @route(f"{ROOT}/orders/<int:order_id>/status", methods=["GET"], **API)
    def dealer_api_order_status(self, order_id, **kw):
        """Say where an order stands, and how it got there."""
        self._need("orders")
        return self._find_order(order_id)._get_program_status()

    # Money ---------------------------------------------------------------------------

    @route(f"{ROOT}/invoices", methods=["GET"], **API)
    def dealer_api_invoices(self, cursor="", limit="", open="", **kw):
        """List the invoices that the user may see, newest first."""
        self._need("invoices")
        place = self._read_place(cursor, limit)
        moves = request.env["account.move"]
        items, more = moves._get_program_page(*place, bool(open))
        return self._page("invoices", items, more, place[1], open=open)

    @route(f"{ROOT}/balance", methods=["GET"], **API)
    def dealer_api_balance(self, **kw):
        """Say what is owed today."""
        self._need("balance")
        return request.env["print.balance"]._get_program_values()

    @route(
        f"{ROOT}/<path:path>",
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        **API,
    )
    def dealer_api_nothing(self, path, **kw):
        """Tell programs that there is nothing, so that they can read it."""
        raise request.not_found()

    # What they have in common --------------------------------------------------------

    def _need(self, action):
        """Refuse what the group of this dealer has no page for.

        :param str action: code of a ``print.dealer.action``
        """
        if not request.env.user._has_dealer_action(action):
            raise ApiProblem(403, request.env._("This account may not do that."))

    def _one(self, records):
        if not records:
            raise request.not_found()
        return records

    def _find_order(self, order_id):
        """Return an order that the user may see, as superuser."""
        orders = request.env["sale.order"]
        known = Domain("id", "=", order_id)
        domain = orders._get_list_domain() & known
        return self._one(orders.search(domain)).sudo()  # its columns are chosen later

    def _read_place(self, cursor, limit):
        """Return ``(cursor, limit)`` as numbers.

        :raise ApiProblem: for what is none
        """
        if not all(not text or read_id(text) for text in (cursor, limit)):
            words = request.env._("cursor, limit: take them from the field next.")
            raise ApiProblem(400, words)
        return read_id(cursor), min(read_id(limit) or PAGE, PAGE_AT_MOST)

    def _page(self, name, items, more, limit, **filters):
        """Return a page of a list, with where the next one is."""
        query = {"cursor": items[-1]["id"], "limit": limit} if more else {}
        query |= {key: text for key, text in filters.items() if text} if more else {}
        return {
            "items": items,
            "next": f"{ROOT}/{name}?{urlencode(query)}" if more else None,
        }
