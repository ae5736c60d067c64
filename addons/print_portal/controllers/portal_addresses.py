from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from .portal_profile import PrintProfile

PLACES = {"addresses": "address", "contacts": "contact"}
PLACE = "<any(addresses,contacts):place>"


class PrintAddresses(PrintProfile):
    """Delivery addresses and people of a client: lists, and a form for each."""

    @route("/my/print/addresses", auth="user", website=True, readonly=True)
    def print_addresses(self, **kw):
        """Show where the client has his goods delivered."""
        self._print_area()
        return self._render_addresses()

    @route(f"/my/print/{PLACE}/new", auth="user", website=True, methods=["GET", "POST"])
    def print_child_new(self, place, **kw):
        """Show an empty form; keep the new address or person."""
        self._print_area()
        return self._answer_child(place, None, kw)

    @route(
        f"/my/print/{PLACE}/<int:child_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_child(self, place, child_id, **kw):
        """Show an address or a person; keep the changes."""
        self._print_area()
        return self._answer_child(place, self._find_child(place, child_id), kw)

    @route(
        f"/my/print/{PLACE}/<int:child_id>/archive",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_child_archive(self, place, child_id, **kw):
        """Put an address or a person away, or use an archived one again."""
        area = self._print_area()
        child = self._find_child(place, child_id)
        if not request.env["res.partner"]._may_keep(PLACES[place]):
            raise NotFound()
        if child.active:
            child.sudo(False)._put_child_away(PLACES[place])
        else:
            child.sudo(False)._use_child_again(PLACES[place])
        return request.redirect(self._get_list_url(area, place), code=303)

    @route(
        "/my/print/addresses/<int:child_id>/usual",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_address_usual(self, child_id, **kw):
        """Send the user's next baskets to this address."""
        area = self._print_area()
        client = request.env.user._print_buyer()
        address = (
            client
            if child_id == client.id
            else self._find_child("addresses", child_id).sudo(False)
        )
        try:
            address._make_usual()
        except UserError as refusal:
            return self._render_addresses(str(refusal))
        return request.redirect(f"{area['root']}/addresses", code=303)

    def _answer_child(self, place, child, typed):
        area, partners = self._print_area(), request.env["res.partner"]
        kind = PLACES[place]
        if not partners._may_keep(kind):
            raise NotFound()
        if request.httprequest.method == "POST":
            own = child and child.sudo(False)
            _child, errors = partners._save_child(kind, typed, own)
            if not errors:
                return request.redirect(self._get_list_url(area, place), code=303)
        else:
            errors = {}
            typed = (
                child._get_child_typed(kind)
                if child
                else partners._get_new_child_typed(kind)
            )
        new = {
            "address": request.env._("New address"),
            "contact": request.env._("New contact"),
        }
        back = {}
        if kind == "address":
            back = {"back": "/addresses", "back_label": request.env._("Addresses")}
        return self._render_own_form(
            child.name if child else new[kind],
            partners._get_child_form(kind, child),
            typed,
            errors,
            **back,
        )

    def _find_child(self, place, child_id):
        """Return what the user's client keeps, as superuser; others do not exist."""
        children = request.env["res.partner"]._get_own_children(PLACES[place])
        child = children.filtered(lambda child: child.id == child_id)
        if not child:
            raise NotFound()
        return child

    def _get_list_url(self, area, place):
        if place == "addresses":
            return f"{area['root']}/addresses"
        return f"{area['root']}/profile#contacts"

    def _render_addresses(self, refusal=""):
        partners, user = request.env["res.partner"], request.env.user
        client = user._print_buyer()
        values = {
            "client": client,
            "addresses": partners._get_own_children("address"),
            "usual": partners._get_usual_address(),
            "may_keep": partners._may_keep("address"),
            "invoice_addresses": client._get_invoice_addresses(),
            "may_keep_invoices": user._is_print_primary(),
            "refusal": refusal,
        }
        response = request.render("print_portal.addresses", values)
        if refusal:
            response.status_code = 422
        return response
