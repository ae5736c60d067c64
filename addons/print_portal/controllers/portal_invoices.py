from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.http import request, route

from ..models.account_move_portal import STATES
from ..reading import search_whole
from .portal_money import PrintMoney, read_day

ROWS = 20  # of a list, a page


class PrintInvoices(PrintMoney):
    """Invoices and payments of a client, each a list with its filters."""

    @route(
        ["/my/print/invoices", "/my/print/invoices/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_invoices(self, page=1, search="", state="", since="", until="", **kw):
        """List the invoices and credit notes; the filters live in the address."""
        area, section = self._money_area("invoices")
        moves = request.env["account.move"]
        state = state if state in STATES else ""
        period = {"since": read_day(since), "until": read_day(until)}
        domain = moves._get_invoice_domain(state, search.strip(), **period)
        page = max(page, 1)
        found, total = search_whole(
            moves, domain, ROWS, (page - 1) * ROWS, "invoice_date desc, id desc"
        )
        filters = {"search": search, "state": state, **self._to_texts(period)}
        values = {
            "rows": found._portal_rows(request.env.user),
            "total": total,
            "print_section": section,
            "states": moves._get_state_labels(),
            **self._get_list_values(area, "invoices", filters, total, page),
        }
        return request.render("print_portal.invoices", values)

    @route(
        "/my/print/invoices/<int:invoice_id>",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_invoice(self, invoice_id, **kw):
        """Show one invoice: what it is for, and what has been paid of it."""
        _area, section = self._money_area("invoices")
        invoice = self._find_invoices([str(invoice_id)])
        values = {
            "invoice": invoice._portal_values(request.env.user),
            "print_section": section,
        }
        return request.render("print_portal.invoice", values)

    @route("/my/print/invoices/<int:invoice_id>/pdf", auth="user", website=True)
    def print_invoice_pdf(self, invoice_id, **kw):
        """Send an invoice as the shop has issued it."""
        self._money_area("invoices")
        invoice = self._find_invoices([str(invoice_id)])
        # The paper shows texts of products, to which accounts have no right.
        content = self._render_pdf("account.account_invoices", invoice.sudo().ids)
        name = invoice.sudo()._get_document_words()
        return self._send_file(content, "application/pdf", f"{name}.pdf")

    @route(
        ["/my/print/payments", "/my/print/payments/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_payments(self, page=1, search="", since="", until="", **kw):
        """List what the client has paid, and what it was taken for."""
        area, section = self._money_area("payments")
        page = max(page, 1)
        period = {"since": read_day(since), "until": read_day(until)}
        rows, total = request.env["print.payment"]._find(
            request.env.user,
            limit=ROWS,
            offset=(page - 1) * ROWS,
            words=search.strip(),
            **period,
        )
        filters = {"search": search, **self._to_texts(period)}
        values = {
            "rows": rows,
            "total": total,
            "print_section": section,
            **self._get_list_values(area, "payments", filters, total, page),
        }
        return request.render("print_portal.payments", values)

    @route("/my/print/payments/<int:line_id>/pdf", auth="user", website=True)
    def print_payment_pdf(self, line_id, **kw):
        """Send the receipt of a payment."""
        self._money_area("payments")
        line_sudo = request.env["print.payment"]._find_one(request.env.user, line_id)
        if not line_sudo:
            raise NotFound()
        content = self._render_pdf("print_portal.action_report_receipt", line_sudo.ids)
        name = line_sudo.move_id._get_document_words()
        return self._send_file(content, "application/pdf", f"{name}.pdf")

    def _to_texts(self, period):
        return {name: str(day or "") for name, day in period.items()}

    def _get_list_values(self, area, name, filters, total, page):
        """Return what every list has beside its rows."""
        url = f"{area['root']}/{name}"
        typed = {key: text for key, text in filters.items() if text}
        return {
            "list_url": url,
            "filters": filters,
            "is_filtered": bool(typed),
            "pager": pager(url, total, page, ROWS, url_args=typed),
        }
