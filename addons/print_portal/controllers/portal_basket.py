from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..basket_lock import BasketBusy
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
        try:
            with self._locked_basket(basket_id) as basket_sudo:
                if not basket_sudo.is_basket:
                    return self._to_order(basket_sudo)
                if not basket_sudo._may_be_filled_by(request.env.user):
                    return self._to_basket(basket_sudo)  # it waits for approval
                is_sent = bool(typed.keys() & {"submit", "ask"})
                told = self._look_again(basket_sudo, is_sent)
                errors = basket_sudo._save_basket_form(typed)
                if told and is_sent:
                    errors = errors or {"": "\n".join(told)}
                if not errors:
                    return self._carry_out(basket_sudo, typed)
        except BasketBusy:
            raise
        except (AccessError, SpecErrors, UserError) as refusal:
            # All of it was taken back: what was typed is kept nevertheless.
            with self._locked_basket(basket_id) as basket_sudo:
                errors = basket_sudo._save_basket_form(typed) | {"": str(refusal)}
        return self._render_basket(basket_sudo, typed, errors, is_posted=True)

    def _carry_out(self, basket, typed):
        """Do with a basket what the button says that was pressed.

        :return: the response, which leads to what has become of it
        """
        # Clicks leave no trace in its discussion, sending it does.
        order = basket.with_context(tracking_disable=False)
        if "submit" in typed:
            return self._to_order(order._submit_basket(tell_later=True), "?sent=1")
        if "ask" in typed:
            order._ask_approval(typed.get("approval_comment"))
        elif "remove" in typed:
            self._remove_job(basket, typed["remove"])
        elif "restore" in typed:
            self._restore_job(basket)
        return self._to_basket(basket)

    @route("/my/print/basket/save", type="jsonrpc", auth="user", website=True)
    def print_basket_save(self, basket_id=0, typed=None, **kw):
        """Keep fields of the page, and tell what else changed with them.

        :param typed: texts by field name; ``copies_<line id>`` counts pieces
        :return: dict of ``errors`` (sentences by name), and what
            ``sale.order._get_basket_summary`` returns
        """
        typed = _read_typed(typed)
        user, has_delivery = request.env.user, not all(map(_is_of_line, typed))
        with self._locked_basket(basket_id) as basket_sudo:
            before = basket_sudo._get_line_figures()
            basket_sudo._price_for_today()
            errors = basket_sudo._save_basket_form(typed)
            return {
                "errors": errors,
                **basket_sudo._get_basket_summary(user, before, has_delivery),
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

    def _look_again(self, basket, is_sent):
        """Price a basket anew before it is written.

        :param bool is_sent: whether it is sent now, or given to be approved
        :return: sentences why it is not sent yet: its reader does not know its sum
        """
        is_repriced = basket._price_for_today()
        if not (is_repriced and request.env.user._has_print_right("see_finance")):
            return []
        return [
            request.env._(
                "Prices have changed since you filled the basket. Look at them, then"
                " send it again."
            )
        ]

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

    def _is_whole(self, basket, is_posted):
        """Whether a page offers all there is to choose from.

        It costs much more than the basket itself: an add-on above may leave it to be
        asked for, with ``?choices=1``.
        """
        return True

    def _get_basket_tools(self, basket, typed=None, is_whole=True):
        """Return what the page offers around the jobs: who sends it, other baskets."""
        user = request.env.user
        is_owner = basket.print_account_id == user
        need = basket._get_approval_need(user) if is_owner else None
        if need:
            need["comment"] = (typed or {}).get("approval_comment", "")
        return {
            "label": basket._get_basket_label(),
            "is_owner": is_owner,
            "is_current": basket == request.env["sale.order"]._get_basket(),
            "need": need,
            "is_whole": is_whole,
            "sharing": basket._get_sharing_values(user) if is_whole else None,
            "targets": self._get_move_targets(basket) if is_whole else [],
        }

    def _get_move_targets(self, basket):
        """Return where a job of a basket may be moved to: pairs of id and name."""
        user = request.env.user
        others = request.env["sale.order"]._find_baskets() - basket.sudo(False)
        # Baskets that he sees; how they are called is told by their jobs.
        filled = others.sudo().filtered(lambda other: other._may_be_filled_by(user))
        return [(other.id, other._get_basket_label()) for other in filled[:TARGETS]]

    def _render_basket(self, basket, typed=None, errors=None, is_posted=False):
        """Render the basket; what could not be kept stands in it as it was typed."""
        user = request.env.user
        if not basket:
            return request.render("print_portal.basket_empty", {})
        basket._read_for_basket()
        order = basket._portal_values(user)
        errors = errors or {}
        is_whole = self._is_whole(basket, is_posted)
        values = {
            "order": order,
            "choices": basket._get_basket_choices(user)
            if is_whole
            else basket._get_basket_ways(),
            "typed": basket._get_typed_basket()
            | {name: text for name, text in (typed or {}).items() if name in errors},
            "errors": errors,
            "undo": request.session.get(UNDO),
            **self._get_basket_tools(basket, typed, is_whole),
        }
        response = request.render("print_portal.basket", values)
        if is_posted:
            response.status_code = 422
        return response


def _read_typed(typed):
    """Return what a script sent of the page, without what is no text."""
    typed = typed if isinstance(typed, dict) else {}
    return {
        name: str(text)
        for name, text in typed.items()
        if isinstance(text, str | int | float)
    }


def _is_of_line(name):
    """Whether a field of the page is one of a line, such as its quantity."""
    return name.rpartition("_")[2].isdecimal()
