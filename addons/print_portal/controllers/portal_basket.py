from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from .portal import PrintPortal

TARGETS = 12  # other baskets that a job may be moved to, offered on the page
UNDO = "print_basket_undo"  # in the session: the job that was removed last


class PrintBasket(PrintPortal):
    @route(
        "/my/print/basket", auth="user", website=True, methods=["GET"], readonly=True
    )
    def print_basket(self, **kw):
        """Show the basket."""
        self._print_area()
        return self._render_basket(request.env["sale.order"]._get_basket())

    @route("/my/print/basket", auth="user", website=True, methods=["POST"])
    def print_basket_post(self, basket_id=0, **typed):
        """Keep what was typed; then remove a job, bring it back, or send the order.

        To whoever sends it, or to whoever approves it first. Sent twice, as by a
        double click, both answers lead to the same order.
        """
        basket_sudo = self._find_basket(basket_id)
        with self._basket_lock(basket_sudo):
            if not basket_sudo.is_basket:
                return self._to_order(basket_sudo)
            if not basket_sudo._may_be_filled_by(request.env.user):
                return self._to_basket(basket_sudo)  # it waits for approval
            is_repriced = basket_sudo._price_for_today()
            errors = basket_sudo._save_basket_form(typed)
            if is_repriced and typed.keys() & {"submit", "ask"}:
                errors = errors or self._ask_again()
        if errors:
            return self._render_basket(basket_sudo, typed, errors, is_posted=True)
        try:
            with self._basket_lock(basket_sudo):
                if "submit" in typed:
                    return self._to_order(basket_sudo._submit_basket(), "?sent=1")
                if "ask" in typed:
                    basket_sudo._ask_approval(typed.get("approval_comment"))
                elif "remove" in typed:
                    self._remove_job(basket_sudo, typed["remove"])
                elif "restore" in typed:
                    self._restore_job(basket_sudo)
        except (AccessError, SpecErrors, UserError) as refusal:
            errors = {"": str(refusal)}
        if errors:
            return self._render_basket(basket_sudo, typed, errors, is_posted=True)
        return self._to_basket(basket_sudo)

    @route("/my/print/basket/save", type="jsonrpc", auth="user", website=True)
    def print_basket_save(self, basket_id, typed):
        """Keep fields of the page, and tell what else changed with them.

        :param typed: texts by field name; ``copies_<line id>`` counts pieces
        :return: dict of ``errors`` (sentences by name), and what
            ``sale.order._get_basket_summary`` returns
        """
        basket_sudo = self._find_basket(basket_id)
        with self._basket_lock(basket_sudo):
            basket_sudo._price_for_today()
            errors = basket_sudo._save_basket_form(typed)
            return {
                "errors": errors,
                **basket_sudo._get_basket_summary(request.env.user),
            }

    @route("/my/print/basket/print", auth="user", website=True, readonly=True)
    def print_basket_print(self, **kw):
        """Show the basket on plain paper, to be approved inside the company."""
        area = self._print_area()
        basket_sudo = request.env["sale.order"]._get_basket()
        if not basket_sudo.order_line:
            return request.redirect(f"{area['root']}/basket")
        return self._render_basket_paper(basket_sudo)

    def _render_basket_paper(self, basket):
        return request.render(
            "print_portal.basket_print",
            {
                "order": basket._portal_values(request.env.user),
                "back_url": self._get_basket_url(basket),
            },
        )

    def _ask_again(self):
        """Return why a basket is not sent yet whose sum its reader does not know."""
        if not request.env.user._has_print_right("see_finance"):
            return {}  # he reads no prices
        return {
            "": request.env._(
                "Prices have changed since you filled the basket. Look at them, then"
                " send it again."
            )
        }

    def _remove_job(self, basket, line_id):
        line = basket.order_line.filtered(lambda line: str(line.id) == line_id)
        if line:
            request.session[UNDO] = line._get_undo_values()
            line._remove_print_job()

    def _restore_job(self, basket):
        if undo := request.session.pop(UNDO, None):
            basket._restore_print_job(undo)

    def _to_basket(self, basket):
        return request.redirect(self._get_basket_url(basket), code=303)

    def _to_order(self, order, suffix=""):
        request.session.pop(UNDO, None)
        root = self._print_area()["root"]
        return request.redirect(f"{root}/orders/{order.id}{suffix}", code=303)

    def _get_basket_tools(self, basket, typed=None):
        """Return what the page offers around the jobs: who sends it, other baskets."""
        user = request.env.user
        is_owner = basket.print_account_id == user
        need = basket._get_approval_need(user) if is_owner else None
        if need:
            need["comment"] = (typed or {}).get("approval_comment", "")
        others = request.env["sale.order"]._find_baskets() - basket.sudo(False)
        return {
            "label": basket._get_basket_label(),
            "is_owner": is_owner,
            "is_current": basket == request.env["sale.order"]._get_basket(),
            "need": need,
            "sharing": basket._get_sharing_values(user),
            # Baskets that he sees; how they are called is told by their jobs.
            "targets": [
                (other.id, other._get_basket_label())
                for other in others.sudo().filtered(
                    lambda other: other._may_be_filled_by(user)
                )[:TARGETS]
            ],
        }

    def _render_basket(self, basket, typed=None, errors=None, is_posted=False):
        """Render the basket; what could not be kept stands in it as it was typed."""
        user = request.env.user
        if not basket:
            return request.render("print_portal.basket_empty", {})
        order = basket._portal_values(user)
        errors = errors or {}
        values = {
            "order": order,
            "choices": basket._get_basket_choices(user),
            "typed": basket._get_typed_basket()
            | {name: text for name, text in (typed or {}).items() if name in errors},
            "errors": errors,
            "undo": request.session.get(UNDO),
            **self._get_basket_tools(basket, typed),
        }
        response = request.render("print_portal.basket", values)
        if is_posted:
            response.status_code = 422
        return response
