from werkzeug.exceptions import NotFound

from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request, route

from ..models.sale_order_basket_mail import REPORT
from ..typed_ids import read_id
from .portal_basket import PrintBasket

# In the session: the basket that was deleted last, what was approved a moment ago.
UNDO, SENT = "print_baskets_undo", "print_baskets_sent"


class PrintBaskets(PrintBasket):
    # The list -----------------------------------------------------------------------

    @route(
        "/my/print/baskets", auth="user", website=True, methods=["GET"], readonly=True
    )
    def print_baskets(self, **kw):
        """List the baskets that the user fills, looks at, or may approve."""
        self._print_area()
        return self._render_baskets()

    @route("/my/print/baskets", auth="user", website=True, methods=["POST"])
    def print_baskets_post(self, **typed):
        """Open a basket, make one current, delete one, or bring it back."""
        area = self._print_area()
        orders = request.env["sale.order"]
        try:
            if "new" in typed:
                with self._basket_lock():
                    if self._is_first_press():
                        basket_sudo = orders._create_basket()
                        basket_sudo._name_basket(typed.get("name"))
                return request.redirect(f"{area['root']}/basket", code=303)
            if "restore" in typed:
                with self._basket_lock():
                    if undo := request.session.get(UNDO):
                        orders._restore_basket(undo)
                request.session.pop(UNDO, None)
            elif "current" in typed:
                basket_sudo = self._find_basket(typed["current"])
                with self._basket_lock(basket_sudo):
                    basket_sudo._make_current()
            elif "delete" in typed:
                basket_sudo = self._find_basket(typed["delete"])
                with self._basket_lock(basket_sudo):
                    request.session[UNDO] = basket_sudo._delete_basket()
        except (AccessError, SpecErrors, UserError) as refusal:
            return self._render_baskets(refusal=str(refusal), typed=typed)
        return request.redirect(f"{area['root']}/baskets", code=303)

    def _render_baskets(self, refusal="", typed=None):
        user = request.env.user
        rows = request.env["sale.order"]._find_baskets()._get_basket_rows(user)
        waiting = [row for row in rows if row["may_approve"] and not row["is_own"]]
        values = {
            "waiting": waiting,
            "own": [row for row in rows if row["is_own"]],
            "shared": [row for row in rows if not row["is_own"] and row not in waiting],
            "sees_money": user._has_print_right("see_finance"),
            "refusal": refusal,
            "typed": typed or {},
            "sent": request.session.pop(SENT, ""),
            "undo": request.session.get(UNDO),
        }
        response = request.render("print_portal.baskets", values)
        if refusal:
            response.status_code = 422
        return response

    # One of them --------------------------------------------------------------------

    @route(
        "/my/print/baskets/<int:basket_id>", auth="user", website=True, readonly=True
    )
    def print_baskets_one(self, basket_id, **kw):
        """Show a basket: to be filled, or to be looked at and decided on."""
        basket = self._find_shown(basket_id)
        if not basket.is_basket:
            return self._to_order(basket)
        if basket._may_be_filled_by(request.env.user):
            return self._render_basket(basket.sudo())  # written through its doors alone
        return self._look_at_basket(basket)

    @route("/my/print/baskets/<int:basket_id>/print", auth="user", website=True)
    def print_baskets_print(self, basket_id, **kw):
        """Show a basket on plain paper."""
        # What he may see; the paper leaves out money that he may not.
        return self._render_basket_paper(self._find_shown(basket_id).sudo())

    @route("/my/print/baskets/<int:basket_id>/pdf", auth="user", website=True)
    def print_baskets_pdf(self, basket_id, **kw):
        """Send a basket as PDF; amounts stand in it for who may see them."""
        basket = self._find_shown(basket_id)
        if not basket.is_basket:
            raise NotFound()
        # Accounts have no right on reports, nor on texts of products.
        basket_sudo = basket.sudo()
        reports_sudo = request.env["ir.actions.report"].sudo()
        content, _kind = reports_sudo.with_company(
            basket_sudo.company_id
        )._render_qweb_pdf(REPORT, basket.ids, data={"report_type": "pdf"})
        name = basket_sudo._get_basket_label().replace("/", "-")
        return request.make_response(
            content,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{name}.pdf")),
            ],
        )

    @route(
        "/my/print/baskets/<int:basket_id>/name",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_name(self, basket_id, name="", **kw):
        """Call a basket what its owner likes."""
        return self._change(basket_id, lambda basket: basket._name_basket(name))

    @route(
        "/my/print/baskets/<int:basket_id>/move",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_move(self, basket_id, move="", **kw):
        """Move a job to another basket: ``move`` is its id, a colon, the other's id.

        Without the other's id it goes into a new one.
        """
        basket_sudo = self._find_basket(basket_id)
        line_id, _colon, target_id = move.partition(":")
        try:
            if target_id:
                target_sudo = self._find_basket(target_id)
            else:
                with self._basket_lock(basket_sudo):
                    # Baskets are written as superuser, through their doors alone.
                    target_sudo = request.env["sale.order"]._open_basket().sudo()
            with self._baskets_lock(basket_sudo, target_sudo):
                line = basket_sudo._get_portal_lines().filtered(
                    lambda line: str(line.id) == line_id
                )
                if line:
                    line._move_to_basket(target_sudo)
        except (AccessError, SpecErrors, UserError) as refusal:
            return self._render_basket(
                basket_sudo, errors={"": str(refusal)}, is_posted=True
            )
        return self._to_basket(basket_sudo)

    @route(
        "/my/print/baskets/<int:basket_id>/share",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_share(self, basket_id, account="", kind="", **kw):
        """Let a colleague look at a basket, or edit it; or no more."""
        return self._change(
            basket_id, lambda basket: basket._share_with(read_id(account), kind)
        )

    @route(
        "/my/print/baskets/<int:basket_id>/link",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_link(self, basket_id, days="", prices="", revoke="", **kw):
        """Open a link that shows a basket without a login, or revoke one."""

        def act(basket):
            if link_id := read_id(revoke):
                basket._revoke_link(link_id)
            else:
                basket._open_link(read_id(days), bool(prices))

        return self._change(basket_id, act)

    def _change(self, basket_id, act):
        """Let the owner of a basket do ``act`` with it, and show it again."""
        basket_sudo = self._find_basket(basket_id)
        try:
            with self._basket_lock(basket_sudo):
                act(basket_sudo)
        except (AccessError, UserError) as refusal:
            return self._show_refusal(basket_sudo, str(refusal))
        return self._to_basket(basket_sudo)

    # Approval -----------------------------------------------------------------------

    @route(
        "/my/print/baskets/<int:basket_id>/take_back",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_take_back(self, basket_id, **kw):
        """Let the owner of a basket that waits fill it again."""
        return self._change(basket_id, lambda basket: basket._take_back())

    @route(
        "/my/print/baskets/<int:basket_id>/answer",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_baskets_answer(self, basket_id, seal="", comment="", **typed):
        """Approve a basket, which sends it, or send it back with a comment.

        What costs another sum by now is shown again before it is approved.
        """
        area = self._print_area()
        basket = self._find_shown(basket_id)
        basket_sudo = basket.sudo()  # what may be done is checked by its doors
        try:
            with self._basket_lock(basket_sudo):
                basket_sudo._refresh_waiting()
            with self._basket_lock(basket_sudo):
                if "approve" in typed:
                    basket_sudo._approve_basket(seal, comment)
                else:
                    basket_sudo._return_basket(comment)
        except (AccessError, SpecErrors, UserError) as refusal:
            return self._show_refusal(basket, str(refusal), comment)
        if "approve" in typed:  # the order may not be his to see
            request.session[SENT] = request.env._(
                "Approved: order %s is sent.", basket_sudo.name
            )
        return request.redirect(f"{area['root']}/baskets", code=303)

    def _find_shown(self, basket_id):
        """Return a basket, sent or not, that the user may see."""
        self._print_area()
        order = request.env["sale.order"].search([("id", "=", basket_id)])
        if not order or not (order.is_basket or order.print_account_id):
            raise NotFound()
        return order

    def _show_refusal(self, basket, refusal, comment=""):
        """Show a basket again with what was refused; elsewhere, what became of it."""
        basket = basket.sudo(False).exists()
        if not basket or not basket.has_access("read"):
            return self._render_baskets(refusal=refusal)
        if not basket.is_basket:
            return self._to_order(basket)
        if basket._may_be_filled_by(request.env.user):
            return self._render_basket(
                basket.sudo(),  # written through its doors alone
                errors={"": refusal},
                is_posted=True,
            )
        return self._look_at_basket(basket, refusal, comment)

    def _look_at_basket(self, basket, refusal="", comment=""):
        """Render a basket that the user sees and does not change."""
        user = request.env.user
        values = {
            "order": basket._portal_values(user),
            "label": basket.sudo()._get_basket_label(),  # told by its jobs
            "is_owner": basket.print_account_id == user,
            "refusal": refusal,
            "comment": comment,
        }
        response = request.render("print_portal.basket_look", values)
        if refusal:
            response.status_code = 422
        return response

    # Without a login ----------------------------------------------------------------

    @route("/print/basket/<string:token>", auth="public", website=True, readonly=True)
    def print_basket_link(self, token, **kw):
        """Show one basket to whoever holds its link, and nothing else."""
        link_sudo = request.env["print.basket.link"]._find(token)
        if link_sudo:
            values = {"order": link_sudo._get_basket_values()}
            response = request.render("print_portal.basket_linked", values)
        else:
            response = request.render("print_portal.basket_link_over", {})
            response.status_code = 404
        return self._keep_private(response)
