from odoo.exceptions import UserError
from odoo.http import request, route

from .portal_money import XLSX, PrintMoney, read_day


class PrintBalance(PrintMoney):
    """What must be paid, then the statement of a period."""

    @route("/my/print/balance", auth="user", website=True, readonly=True)
    def print_balance(self, since="", until="", **kw):
        """Show what the client owes, and how it came about."""
        self._money_area("balance")
        return self._render_balance(since, until)

    @route(
        "/my/print/balance/settle",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_balance_settle(self, **kw):
        """Let prepayments and credit notes settle the invoices that were ticked."""
        area, _section = self._money_area("balance")
        texts = request.httprequest.form.getlist("invoice")
        invoices = self._find_invoices(texts)
        try:
            invoices._lock_for_payment()
            invoices._settle_from_credit(request.env.user)
        except UserError as refusal:
            return self._render_balance(refusal=str(refusal), ticked=texts)
        return request.redirect(f"{area['root']}/balance?settled=1", code=303)

    @route("/my/print/balance/pdf", auth="user", website=True, readonly=True)
    def print_balance_pdf(self, since="", until="", **kw):
        """Send the statement of a period as a paper."""
        return self._send_statement(since, until, request.env._("Statement"))

    @route("/my/print/balance/act", auth="user", website=True, readonly=True)
    def print_balance_act(self, since="", until="", **kw):
        """Send the act by which both sides agree to the statement of a period."""
        name = request.env._("Act of reconciliation")
        return self._send_statement(since, until, name, is_act=True)

    @route("/my/print/balance/xlsx", auth="user", website=True, readonly=True)
    def print_balance_xlsx(self, since="", until="", **kw):
        """Send the statement of a period as a spreadsheet."""
        self._money_area("balance")
        statements = request.env["print.statement"]
        period = statements._read_period(read_day(since), read_day(until))
        statement = statements._get_statement(request.env.user, *period, limit=None)
        content = statements._to_spreadsheet(statement)
        name = self._get_file_name(request.env._("Statement"), period)
        return self._send_file(content, XLSX, f"{name}.xlsx")

    def _send_statement(self, since, until, name, **data):
        self._money_area("balance")
        period = request.env["print.statement"]._read_period(
            read_day(since), read_day(until)
        )
        content = self._render_pdf(
            "print_portal.action_report_statement",
            request.env.user._print_buyer().ids,
            since=str(period[0]),
            until=str(period[1]),
            **data,
        )
        name = self._get_file_name(name, period)
        return self._send_file(content, "application/pdf", f"{name}.pdf")

    def _render_balance(self, since="", until="", refusal="", ticked=None):
        """Show the page.

        :param str refusal: what could not be done, with the way out
        :param ticked: ids of invoices as texts, ``None`` for what is overdue
        """
        account = request.env.user
        balance = request.env["print.balance"]
        statements = request.env["print.statement"]
        period = statements._read_period(read_day(since), read_day(until))
        # Whose balance it is stands on his papers, too.
        buyer = account._print_buyer().sudo()
        values = {
            "buyer": buyer.name,
            "parts": balance._get_parts(account, *period, ticked=ticked),
            "period": {"since": str(period[0]), "until": str(period[1])},
            "limit": balance._get_limit_values(account),
            "refusal": refusal,
            "is_settled": request.params.get("settled") == "1",
        }
        response = request.render("print_portal.balance", values)
        if refusal:
            response.status_code = 422
        return response
