from datetime import date

from werkzeug.exceptions import NotFound

from odoo.fields import Domain
from odoo.http import content_disposition, request

from ..reading import search_whole
from ..typed_ids import read_id
from .portal import PrintPortal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PrintMoney(PrintPortal):
    """What pages about money have in common: for others they do not exist."""

    def _money_area(self, section):
        """Return the area, with the entry of its menu under which ``section`` stands.

        :return: ``(area, key of the entry)``
        :raise NotFound: for whom money is none of his business
        """
        area = self._print_area()
        if not request.env.user._has_print_right("see_finance"):
            raise NotFound()
        keys = {entry["key"] for entry in area["menu"]}
        return area, section if section in keys else "balance"

    def _find_invoices(self, texts):
        """Return the invoices whose ids the address names.

        :raise NotFound: when the user may not see each of them
        """
        ids = {read_id(text) for text in texts}
        moves = request.env["account.move"]
        domain = moves._get_invoice_domain() & Domain("id", "in", list(ids))
        found, _total = search_whole(moves, domain, order="invoice_date_due, id")
        if len(found) != len(ids):
            raise NotFound()
        return found

    def _get_file_name(self, name, period):
        """Return what a file of a period is called, without its ending."""
        return f"{name} {period[0]} - {period[1]}"

    def _render_pdf(self, report, ids, **data):
        """Return a PDF that the user may read: who asks for it, has found its rows."""
        # Accounts have no right on reports.
        reports = request.env["ir.actions.report"].sudo()
        content, _kind = reports._render_qweb_pdf(
            report, ids, data={"report_type": "pdf", **data}
        )
        return content

    def _send_file(self, content, kind, name):
        """Send bytes as a file to keep.

        :param str kind: its media type
        :param str name: with its ending
        """
        headers = {
            "Content-Type": kind,
            "Content-Length": len(content),
            "Content-Disposition": content_disposition(name.replace("/", "-")),
        }
        return request.make_response(content, headers=list(headers.items()))


def read_day(text):
    """Return the day that a date field sent, ``None`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
