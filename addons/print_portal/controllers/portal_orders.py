from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request, route

from ..models.sale_order_again import NEW
from ..models.sale_order_line_again import MODES
from ..models.sale_order_list_sheet import MOST_ROWS
from ..models.sale_order_page import RANK_CANCELLED, RANKS
from ..reading import search_whole
from ..typed_ids import read_id
from .portal_order_form import PrintOrderForm

ROWS = 20  # of the list, a page
ROWS_AT_HOME = 6
LIST_ORDER = "print_rank, print_date_ready, id desc"
ATTACHED_SHOWN = 8  # files of the discussion, on the page of an order
# What narrows the list beside words, and what widens it.
NARROWING = ("search", "account", "status", "since", "until", "unpaid", "late")
FILTERS = (*NARROWING[1:], "done", "cancelled")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = (RANKS["client"], RANKS["us"])
AGAIN_MODES = {*dict(MODES), NEW}


class PrintOrders(PrintOrderForm):
    @route()
    def home(self, **kw):
        """Show a client what waits for him; everybody else sees Odoo's own page."""
        if not request.env.user._print_client():
            return super().home(**kw)
        return request.render("print_portal.home", self._get_home_values())

    def _get_home_values(self):
        """Return what the first page of an account tells."""
        user = request.env.user
        client = user._print_client()
        orders = request.env["sale.order"]
        waiting, _total = search_whole(
            orders,
            orders._get_list_domain(ranks=OPEN[:1]),
            ROWS,
            order="print_awaited_since, id",  # whoever waits longest is named first
        )
        at_work, at_work_count = search_whole(
            orders,
            orders._get_list_domain(ranks=OPEN[1:]),
            ROWS_AT_HOME,
            order=LIST_ORDER,
        )
        rows = (waiting + at_work)._portal_rows(user)
        sees_money = user._has_print_right("see_finance")
        return {
            "client": client,
            "waiting": orders._get_approval_rows(user) + rows[: len(waiting)],
            "at_work": rows[len(waiting) :],
            "at_work_count": at_work_count,
            "sees_money": sees_money,
            "balance": client._get_print_balance() if sees_money else None,
            "order_types": request.env["print.order.type"]._get_portal_types(),
            "folder": client._get_print_folder(),
            "contact": user._print_buyer()._get_print_manager(),
            "recent": orders._get_recently_viewed(),
        }

    @route(
        ["/my/print/orders", "/my/print/orders/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_orders(self, page=1, search="", **typed):
        """List the orders that the user may see; the filters live in the address.

        The number of one of them leads to it.
        """
        area, user = self._print_area(), request.env.user
        if search and (order := request.env["sale.order"]._find_by_number(search)):
            return self._to_order_page(order)
        orders = request.env["sale.order"]
        filters = {name: typed.get(name, "") for name in FILTERS} | {"search": search}
        domain = self._get_orders_domain(filters)
        url_args = {name: text for name, text in filters.items() if text}
        offset = (max(page, 1) - 1) * ROWS
        found, total = search_whole(orders, domain, ROWS, offset, LIST_ORDER)
        pages = pager(f"{area['root']}/orders", total, page, ROWS, url_args=url_args)
        statuses = orders._get_list_statuses()
        rows = found._portal_rows(user)
        values = {
            "rows": rows,
            "total": total,
            "pager": pages,
            "filters": filters,
            "export_url": f"{area['root']}/orders/export?{urlencode(url_args)}",
            "is_filtered": any(filters[name] for name in NARROWING),
            "statuses": statuses,
            "elsewhere": 0
            if rows
            else orders.search_count(orders._get_list_domain(search.strip())),
            "accounts": orders._get_list_accounts()
            if user._has_print_right("see_colleagues")
            else [],
            "sees_money": user._has_print_right("see_finance"),
            "recent": orders._get_recently_viewed(),
        }
        return request.render("print_portal.orders", values)

    @route("/my/print/orders/export", auth="user", website=True, readonly=True)
    def print_orders_export(self, **typed):
        """Send the list as a spreadsheet, by the filters that its address has."""
        self._print_area()
        filters = {name: typed.get(name, "") for name in (*FILTERS, "search")}
        domain = self._get_orders_domain(filters)
        orders = request.env["sale.order"]
        found, _total = search_whole(orders, domain, MOST_ROWS, order=LIST_ORDER)
        content = found._to_list_sheet(request.env.user)
        name = request.env._("Orders")
        headers = {
            "Content-Type": SPREADSHEET,
            "Content-Length": len(content),
            "Content-Disposition": content_disposition(f"{name}.xlsx"),
        }
        return request.make_response(content, headers=list(headers.items()))

    def _get_orders_domain(self, filters):
        """Return the domain of the list; a status that was chosen shows what is over.

        :param filters: texts by name, see FILTERS
        """
        ranks = [*OPEN]
        ranks += [RANKS["nobody"]] if filters["done"] else []
        ranks += [RANK_CANCELLED] if filters["cancelled"] else []
        orders = request.env["sale.order"]
        domain = orders._get_list_domain(
            filters["search"].strip(),
            read_id(filters["account"]),
            () if filters["status"] or filters["unpaid"] else ranks,
        )
        return domain & orders._get_filter_domain(filters, request.env.user)

    @route("/my/print/orders/<int:order_id>", auth="user", website=True, readonly=True)
    def print_order(self, order_id, sent="", talk="", **kw):
        """Show one order, with a page of its discussion."""
        self._print_area()
        order = self._find_order(order_id)
        if order.is_basket:
            return request.redirect(f"{self._print_area()['root']}/baskets/{order.id}")
        return self._render_order(
            order, is_sent=bool(sent), talk_page=max(read_id(talk), 1)
        )

    @route("/my/print/orders/<int:order_id>/seen", type="jsonrpc", auth="user")
    def print_order_seen(self, order_id, **kw):
        """Keep that the user has looked at an order.

        The page itself is served by a database that may be read only; it tells us
        afterwards, and nobody waits.
        """
        self._find_order(order_id)._note_view()

    @route("/my/print/orders/<int:order_id>/pdf", auth="user", website=True)
    def print_order_pdf(self, order_id, **kw):
        """Send the confirmation; it carries prices, so it is for who may see them."""
        order = self._find_order(order_id)
        name = request.env._("Order confirmation")
        return self._send_paper(order, "sale.action_report_saleorder", name)

    @route("/my/print/orders/<int:order_id>/proforma", auth="user", website=True)
    def print_order_proforma(self, order_id, **kw):
        """Send the paper by which an order is paid before its invoice."""
        order = self._find_order(order_id)
        # Whether an invoice exists, the account may not read: only what comes of it.
        if not order.sudo()._is_proforma_due():
            raise NotFound()
        name = request.env._("Pro-forma invoice")
        return self._send_paper(order, "sale.action_report_pro_forma_invoice", name)

    @route("/my/print/orders/<int:order_id>/act", auth="user", website=True)
    def print_order_act(self, order_id, **kw):
        """Send the act by which the client accepts what was made."""
        order = self._find_order(order_id)
        # Jobs of all lines count, whoever of the client ordered them.
        if not order.sudo()._is_act_due():
            raise NotFound()
        name = request.env._("Act of acceptance")
        return self._send_paper(order, "print_portal.action_report_act", name)

    @route(
        "/my/print/orders/<int:order_id>/delivery/<int:picking_id>",
        auth="user",
        website=True,
    )
    def print_order_delivery(self, order_id, picking_id, **kw):
        """Send the note of one delivery, to everybody who sees the order."""
        # Accounts have no right on deliveries: the order, which they see, leads there.
        notes = self._find_order(order_id).sudo()._get_notes_of_delivery()
        note = notes.filtered(lambda picking: picking.id == picking_id)
        if not note:
            raise NotFound()
        name = request.env._("Delivery note")
        return self._send_pdf(note, "stock.action_report_delivery", name)

    def _send_paper(self, order, report, name):
        """Send a paper that carries prices, to who may see them."""
        if not request.env.user._has_print_right("see_finance"):
            raise NotFound()
        # The paper shows texts of products, to which accounts have no right.
        return self._send_pdf(order.sudo(), report, name)

    def _send_pdf(self, record, report, name):
        """Send the PDF of a record that was found by the rights of the user."""
        # Accounts have no right on reports; the record was found by theirs.
        reports = request.env["ir.actions.report"].sudo()
        content, _kind = reports.with_company(record.company_id)._render_qweb_pdf(
            report, record.ids, data={"report_type": "pdf"}
        )
        file_name = f"{name} {record.name.replace('/', '-')}.pdf"
        headers = {
            "Content-Type": "application/pdf",
            "Content-Length": len(content),
            "Content-Disposition": content_disposition(file_name),
        }
        return request.make_response(content, headers=list(headers.items()))

    @route(
        "/my/print/orders/<int:order_id>/cancel",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_cancel(self, order_id, **kw):
        """Cancel an order on which no work has begun."""
        order = self._find_order(order_id)
        try:
            with self._basket_lock(order):
                order._check_may_be_changed()
                order._cancel_by_client()
        except (AccessError, UserError) as refusal:
            return self._render_order(order, errors={"": str(refusal)})
        return self._to_order_page(order)

    @route(
        "/my/print/orders/<int:order_id>/accept",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_accept(self, order_id, **kw):
        """Accept a quotation of the office."""
        return self._answer_offer(order_id, lambda order: order._accept_offer())

    @route(
        "/my/print/orders/<int:order_id>/decline",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_decline(self, order_id, reason="", **kw):
        """Decline a quotation of the office, with a reason."""
        return self._answer_offer(
            order_id, lambda order: order._decline_offer(reason), reason=reason
        )

    @route(
        "/my/print/orders/<int:order_id>/price/accept",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_price_accept(self, order_id, prices="", **kw):
        """Accept the prices that the page has shown."""
        return self._answer_offer(order_id, lambda order: order._accept_prices(prices))

    @route(
        "/my/print/orders/<int:order_id>/price/refuse",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_price_refuse(self, order_id, prices="", reason="", **kw):
        """Refuse the prices that the page has shown, with a reason."""
        return self._answer_offer(
            order_id, lambda order: order._refuse_prices(prices, reason), reason=reason
        )

    @route(
        "/my/print/orders/<int:order_id>/job/<int:job_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=None,
    )
    def print_order_job(self, order_id, job_id, **kw):
        """Show the form of a returned job; take the corrections and send it again."""
        area = self._print_area()
        order = self._find_order(order_id)
        job = order.print_job_ids.filtered(lambda job: job.id == job_id)
        if not job:
            raise NotFound()
        # The job was found by the user's rights; its values are chosen for clients.
        job_values = job.sudo()._portal_values()
        if not (
            job_values["is_returned"] and order._may_be_changed_by(request.env.user)
        ):
            return self._to_order_page(order)
        page = {
            "action": f"{area['root']}/orders/{order_id}/job/{job_id}",
            "submit_label": request.env._("Send again"),
            "back_url": f"{area['root']}/orders/{order_id}",
            "back_label": order.name,
            "print_section": "orders",
            "mended": job_values,
        }
        return self._show_returned_job(order, job, page)

    def _show_returned_job(self, order, job, page):
        """Show the form of a returned job as it was filled, or take the corrections.

        :param page: what the form is for, see the template ``order_form``
        """
        # The job was found by the account's rights: what it asked for is its own.
        spec_sudo = job.sudo().spec_id
        if request.httprequest.method == "GET":
            return self._render_order_form(
                spec_sudo.order_type_id,
                page,
                spec_sudo.order_type_id._get_typed(spec_sudo.values),
                spec_sudo.accepted_rules or (),
                spec_sudo.file_ids.ids,
                past=spec_sudo,
            )

        def mend(*content):
            order._check_may_be_changed()
            job._mend(*content)

        return self._post_order_form(
            spec_sudo.order_type_id, page, mend, page["back_url"], lock=order
        )

    # Ordering again ----------------------------------------------------------------

    @route(
        "/my/print/orders/<int:order_id>/again",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_order_again(self, order_id, line="", **kw):
        """Say what each way of ordering again keeps, before anything is done."""
        self._print_area()
        return self._render_again(self._find_order(order_id), read_id(line))

    @route(
        "/my/print/orders/<int:order_id>/again",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_again_post(self, order_id, mode="", line="", **kw):
        """Put the work of an order into the user's own basket once more."""
        area = self._print_area()
        order, line_id = self._find_order(order_id), read_id(line)
        if mode not in AGAIN_MODES:
            raise NotFound()
        try:
            with self._basket_lock():
                is_first = self._is_first_press()
                told = order._repeat_into_basket(mode, line_id) if is_first else []
        except SpecErrors as refusal:
            return self._render_again(order, line_id, refusals=[str(refusal)])
        except UserError as refusal:
            return self._render_again(order, line_id, str(refusal).split("\n"))
        if told:
            return self._render_again(order, line_id, done=told)
        return request.redirect(f"{area['root']}/basket", code=303)

    @route(
        "/my/print/orders/<int:order_id>/again/<int:line_id>",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_order_again_form(self, order_id, line_id, **kw):
        """Show the form filled as a job was ordered, with the choices of today."""
        root = self._print_area()["root"]
        order = self._find_order(order_id)
        # The line belongs to an order that the user sees.
        line_sudo = order.sudo()._get_again_lines(line_id)
        if not line_sudo.print_spec_id or line_sudo._get_again_refusal():
            raise NotFound()
        spec_sudo = line_sudo.print_spec_id
        told = {
            "began": request.env._("Filled in as in %s.", order.name),
            "back_url": f"{root}/orders/{order.id}/again",
            "back_label": order.name,
        }
        return self._render_known_work(spec_sudo, *spec_sudo._renew(), told)

    def _render_again(self, order, line_id=0, refusals=(), done=()):
        values = {
            "order_id": order.id,
            "order_name": order.name,
            "line_id": line_id,
            "again": order._get_again_values(request.env.user, line_id),
            "refusals": refusals,
            "done": done,
        }
        if line_id and not values["again"]["lines"]:
            raise NotFound()
        response = request.render("print_portal.order_again", values)
        if refusals:
            response.status_code = 422
        return response

    def _answer_offer(self, order_id, answer, **typed):
        """Let ``answer`` work on the order; a refusal shows what was typed again."""
        order = self._find_order(order_id)
        try:
            with self._basket_lock(order):
                answer(order)
        except (AccessError, UserError) as refusal:
            return self._render_order(order, errors={"": str(refusal)}, **typed)
        return self._to_order_page(order)

    def _find_order(self, order_id):
        """Return an order that the user may see; for all others it does not exist."""
        orders = request.env["sale.order"]
        order, _total = search_whole(orders, [("id", "=", order_id)])
        if not order:
            raise NotFound()
        return order

    def _render_order(
        self, order, is_sent=False, errors=None, reason="", talk_page=1, **typed
    ):
        """Show an order.

        :param errors: sentences by what they are about, "" for the page as a whole
        :param typed: what goes back into the forms of the discussion
        """
        user = request.env.user
        order._read_for_page()
        talk = order._get_talk_values(user, talk_page)
        # Files go with messages.
        attached = talk["has_messages"] and order._get_talk_files(ATTACHED_SHOWN + 1)
        values = {
            "order": order._portal_values(user),
            "talk": talk,
            "attached": attached or [],
            "attached_shown": ATTACHED_SHOWN,
            "is_watched": order._is_watched_by(user),
            "watchers": order._get_talk_watchers(user),
            "is_sent": is_sent,
            "errors": errors or {},
            "reason": reason,
            "typed": typed,
        }
        response = request.render("print_portal.order", values)
        if errors:
            response.status_code = 422
        return response

    def _to_order_page(self, order, suffix=""):
        root = self._print_area()["root"]
        return request.redirect(f"{root}/orders/{order.id}{suffix}", code=303)
