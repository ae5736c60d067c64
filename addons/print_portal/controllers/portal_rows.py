import hashlib
import io
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from ..models.print_order_type_rows import ROWS_AT_MOST
from ..typed_ids import read_id
from .portal_order_form import PrintOrderForm

TABLE_BYTES = 4 << 20


class PrintJobRows(PrintOrderForm):
    @route(
        "/my/print/order/<string:code>/jobs",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_job_rows(self, code, **kw):
        """Show where a table of jobs of one kind is pasted."""
        self._print_area()
        return self._render_rows(self._find_order_type(code), "")

    @route(
        "/my/print/order/<string:code>/jobs",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=TABLE_BYTES,
    )
    def print_job_rows_post(self, code, table="", checked="", key="", **kw):
        """Check a table as a whole; put its right rows into the basket when asked to.

        Only what was shown as right is put there: a table that was changed in between
        is checked and shown again.
        """
        area = self._print_area()
        order_type_sudo = self._find_order_type(code)
        form = request.httprequest.form
        accepted = {}
        try:
            table = self._read_upload(order_type_sudo) or table
            is_shown = checked == self._get_mark(table)
            if is_shown:  # else the ticks may stand at other rows
                accepted = self._read_accepted(form.getlist("accept"))
            if is_shown and form.get("add"):
                with self._basket_lock():
                    rows = order_type_sudo._read_rows(
                        table, request.env.user._print_buyer(), accepted
                    )
                    count = request.env["sale.order"]._add_rows(
                        order_type_sudo, rows, key
                    )
                left = [row["number"] for row in rows if row["errors"]]
                if count and not left:
                    return request.redirect(f"{area['root']}/basket", code=303)
                table = order_type_sudo._keep_rows(table, left)
                return self._render_rows(order_type_sudo, table, added=count)
        except UserError as refusal:
            return self._render_rows(order_type_sudo, table, refusal=str(refusal))
        return self._render_rows(order_type_sudo, table, accepted)

    @route(
        "/my/print/order/<string:code>/jobs/template",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_job_rows_template(self, code, **kw):
        """Send an empty table, to be filled in a spreadsheet program."""
        self._print_area()
        order_type_sudo = self._find_order_type(code)
        return request.make_response(
            # The mark tells spreadsheet programs that letters are Unicode.
            order_type_sudo._write_template().encode("utf-8-sig"),
            [
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{code}.csv")),
            ],
        )

    def _read_upload(self, order_type):
        part = request.httprequest.files.get("upload")
        if not part or not part.filename:
            return ""
        stream = io.BytesIO()
        part.save(stream)
        return order_type._decode_table(stream.getvalue())

    def _read_accepted(self, ticks):
        """Return lists of accepted rules by row, from ticks such as ``3:R17``."""
        accepted = {}
        for tick in ticks:
            number, _colon, rule = tick.partition(":")
            if place := read_id(number):
                accepted.setdefault(place, []).append(rule)
        return accepted

    def _get_mark(self, table):
        """Return what tells whether a table is still the one that was checked."""
        lines = table.replace("\r\n", "\n").strip()
        return hashlib.sha256(lines.encode()).hexdigest()

    def _render_rows(self, order_type, table, accepted=None, refusal="", added=0):
        """Render the page with the table as it was pasted, and what was found in it."""
        rows = []
        if table and not refusal:
            try:
                rows = order_type._read_rows(
                    table, request.env.user._print_buyer(), accepted
                )
            except UserError as error:
                refusal = str(error)
        elif not table and request.httprequest.method == "POST" and not added:
            refusal = refusal or request.env._("Table: paste rows, or choose a file.")
        values = {
            "order_type": order_type,
            "table": table,
            "rows": rows,
            "right": sum(not row["errors"] for row in rows),
            "refusal": refusal,
            "added": added,
            "mark": self._get_mark(table),
            "key": str(uuid4()),
            "most": ROWS_AT_MOST,
            "columns": order_type._describe_columns(),
        }
        response = request.render("print_portal.job_rows", values)
        if refusal or any(row["errors"] for row in rows):
            response.status_code = 422
        return response
