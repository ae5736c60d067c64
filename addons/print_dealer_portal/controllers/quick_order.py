import io
from itertools import zip_longest
from uuid import uuid4

from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..models.product_product_quick import (
    LINES_AT_MOST,
    MENDED,
    RIGHT,
    TABLE_BYTES,
)
from ..quick_lines import read_fields
from .basket_goods import DealerBasketGoods

BLANK_ROWS = 5  # of an empty form
SPARE_ROWS = 1  # after those that are filled
PASTE_CHARS = 200_000  # of one paste, for LINES_AT_MOST rows of 100 letters


class DealerQuickOrder(DealerBasketGoods):
    @route(
        "/dealer/quick-order", auth="user", website=True, methods=["GET"], readonly=True
    )
    def dealer_quick_order(self, **kw):
        """Show an empty form of rows: code and quantity."""
        self._print_area()
        return self._render_quick_rows([])

    @route(
        "/dealer/quick-order",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=2 * TABLE_BYTES,
    )
    def dealer_quick_order_post(self, key="", **kw):
        """Look at what was typed, pasted and uploaded; put what is right into a basket.

        Only what is asked for by ``add`` goes there, and no row whose quantity had to
        be mended before its writer has seen it. All other rows come back as they were.
        """
        form = request.httprequest.form
        lines = self._read_quick_fields()
        products = request.env["product.product"]
        table, refusal = form.get("table", ""), ""
        try:
            lines += products._parse_quick_table(table)
            table = ""
            lines += self._read_quick_upload()
        except UserError as error:
            refusal = str(error)
        if refusal or "add" not in form or len(lines) > LINES_AT_MOST:
            rows = products._match_quick_lines(lines)
            return self._render_quick_rows(rows, table, refusal)
        try:
            with self._goods_lock() as basket_sudo:
                rows = products._match_quick_lines(lines)
                added, left = basket_sudo._add_quick_rows(rows, key)
        except (AccessError, UserError) as error:
            rows = products._match_quick_lines(lines)
            return self._render_quick_rows(rows, refusal=str(error))
        if added and not left:
            return request.redirect(f"{self._print_area()['root']}/basket", code=303)
        return self._render_quick_rows(left, added=added)

    @route(
        "/dealer/quick-order/check",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def dealer_quick_order_check(self, rows=(), text="", **kw):
        """Say of rows, while they are typed, what they order.

        :param rows: lists ``[code, quantity as typed, id of the product chosen]``
        :param text: a paste, instead of rows
        :return: dict of ``error``, a sentence or "", and ``rows``: dicts of ``code``,
            ``typed``, ``state``, ``cell`` (HTML) and ``subtotal``
        """
        area = self._print_area()
        products = request.env["product.product"]
        try:
            lines = products._parse_quick_table(str(text)[:PASTE_CHARS])
            rows = rows if isinstance(rows, list) else ()
            lines += _read_rows(row for row in rows if isinstance(row, list))
            if len(lines) > LINES_AT_MOST:
                raise UserError(self._get_too_many_words())
        except UserError as refusal:
            return {"rows": [], "error": str(refusal)}
        return {
            "error": "",
            "rows": [
                {
                    "code": row["code"],
                    "typed": row["typed"],
                    "state": row["state"],
                    "subtotal": row["subtotal"],
                    "cell": request.env["ir.ui.view"]._render_template(
                        "print_dealer_portal.quick_cell",
                        {"row": row, "place": "", "print_area": area},
                    ),
                }
                for row in products._match_quick_lines(lines)
            ],
        }

    def _read_quick_fields(self):
        """Return the lines of the fields of the form; ``use`` chooses a code of one."""
        form = request.httprequest.form
        codes, chosen = form.getlist("code"), form.getlist("chosen")
        place, *use = form.get("use", "").split(":", 2)
        if len(use) == 2 and 0 < read_id(place) <= len(codes):
            chosen += [""] * (len(codes) - len(chosen))
            chosen[read_id(place) - 1], codes[read_id(place) - 1] = use
        return _read_rows(
            zip_longest(codes, form.getlist("quantity"), chosen, fillvalue="")
        )

    def _read_quick_upload(self):
        part = request.httprequest.files.get("upload")
        if not part or not part.filename:
            return []
        stream = io.BytesIO()
        part.save(stream)
        return request.env["product.product"]._parse_quick_file(stream.getvalue())

    def _get_too_many_words(self):
        return request.env._(
            "Rows: at most %(max)s at once. Divide the table.", max=LINES_AT_MOST
        )

    def _render_quick_rows(self, rows, table="", refusal="", added=0):
        """Render the form with its rows, as they were typed, and what was found.

        :param table: a paste that could not be read
        :param added: how many rows the basket has got now
        """
        if len(rows) > LINES_AT_MOST:
            refusal = refusal or self._get_too_many_words()
        blank = max(BLANK_ROWS - len(rows), SPARE_ROWS)
        values = {
            "rows": rows + [_blank_row()] * blank,
            "right": sum(row["state"] in (RIGHT, MENDED) for row in rows),
            "left": sum(row["state"] not in (RIGHT, MENDED) for row in rows),
            "table": table,
            "refusal": refusal,
            "added": added,
            "key": str(uuid4()),
            "most": LINES_AT_MOST,
            "sees_money": request.env.user._has_print_right("see_finance"),
        }
        response = request.render("print_dealer_portal.quick_order", values)
        if refusal or values["left"]:
            response.status_code = 422
        return response


def _blank_row():
    """Return a row that nothing is typed in yet, see ``_report_quick_line``."""
    return {
        "code": "",
        "typed": "",
        "chosen": "",
        "state": "",
        "sentence": "",
        "product": None,
        "choices": [],
        "subtotal": "",
    }


def _read_rows(rows):
    """Return the lines of what stands in fields, or what a program says that does."""
    texts = [[str(each or "") for each in [*row, "", "", ""][:3]] for row in rows]
    return read_fields((code, typed, read_id(chosen)) for code, typed, chosen in texts)
