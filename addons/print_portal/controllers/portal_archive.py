from odoo.addons.portal.controllers.portal import pager
from odoo.http import request, route

from ..reading import search_whole
from .portal_money import XLSX, PrintMoney, read_day

ROWS = 20  # of the list, a page


class PrintArchive(PrintMoney):
    """Orders on which nobody has to do anything more, by period."""

    @route(
        ["/my/print/archive", "/my/print/archive/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_archive(self, page=1, since="", until="", cancelled="", **kw):
        """List the finished orders of a period; its days live in the address."""
        area, account = self._print_area(), request.env.user
        orders = request.env["sale.order"]
        period, domain = self._read_archive(since, until, cancelled)
        page = max(page, 1)
        found, total = search_whole(
            orders, domain, ROWS, (page - 1) * ROWS, "date_order desc, id desc"
        )
        filters = {
            "since": str(period[0]),
            "until": str(period[1]),
            "cancelled": "1" if cancelled else "",
        }
        url = f"{area['root']}/archive"
        typed = {name: text for name, text in filters.items() if text}
        values = {
            "rows": found._get_archive_rows(account),
            "total": total,
            "sums": orders._get_archive_totals(account, domain),
            "sees_money": account._has_print_right("see_finance"),
            "filters": filters,
            "list_url": url,
            "query": request.httprequest.query_string.decode(),
            "pager": pager(url, total, page, ROWS, url_args=typed),
        }
        return request.render("print_portal.archive", values)

    @route("/my/print/archive/xlsx", auth="user", website=True, readonly=True)
    def print_archive_xlsx(self, since="", until="", cancelled="", **kw):
        """Send the finished orders of a period as a spreadsheet."""
        self._print_area()
        orders = request.env["sale.order"]
        period, domain = self._read_archive(since, until, cancelled)
        found = orders.search(domain, order="date_order, id")
        content = orders._to_archive_spreadsheet(
            found._get_archive_rows(request.env.user)
        )
        name = self._get_file_name(request.env._("Closed orders"), period)
        return self._send_file(content, XLSX, f"{name}.xlsx")

    def _read_archive(self, since, until, cancelled):
        """Return the period, and the domain of its orders."""
        orders = request.env["sale.order"]
        period = orders._read_archive_period(read_day(since), read_day(until))
        return period, orders._get_archive_domain(*period, bool(cancelled))
