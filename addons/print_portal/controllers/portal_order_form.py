from werkzeug.exceptions import NotFound

from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import UserError
from odoo.http import request, route

from ..typed_ids import read_id, read_ids
from .portal import PrintPortal

FOLDER_FILES = 30  # shown on the form to choose from; the newest first


class PrintOrderForm(PrintPortal):
    @route("/my/print/order", auth="user", website=True, readonly=True)
    def print_order_types(self, file=None, **kw):
        """Show every kind of work that can be ordered.

        :param file: id of a file to order with: kinds that take none are left out
        """
        self._print_area()
        order_types_sudo = request.env["print.order.type"]._get_portal_types()
        if chosen := self._find_asked_file(file):
            order_types_sudo = order_types_sudo.filtered(
                lambda order_type: order_type._takes_files()
            )
        return request.render(
            "print_portal.order_types",
            {"order_types": order_types_sudo, "file": chosen},
        )

    def _find_asked_file(self, file):
        """Return the file that an address names, if the user may see it."""
        return request.env["print.file"].search([("id", "=", read_id(file))])

    @route(
        "/my/print/order/<string:code>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=None,
    )
    def print_order_form(self, code, file=None, **kw):
        """Show the form of one kind of work; put the filled one into the basket.

        :param file: id of a file that is chosen beforehand
        """
        area = self._print_area()
        order_type_sudo = self._find_order_type(code)
        page = self._get_new_job_page(code)
        drafts = request.env["print.draft"]
        if request.httprequest.method == "GET":
            asked = self._find_asked_file(file).ids
            draft_sudo = drafts._find_own(order_type_sudo)
            if draft_sudo:
                return self._render_draft(draft_sudo, order_type_sudo, page, asked)
            typed = order_type_sudo._get_typed(order_type_sudo._get_default_values())
            return self._render_order_form(order_type_sudo, page, typed, (), asked)
        if request.httprequest.form.get("start_anew"):
            drafts._drop(order_type_sudo)
            return request.redirect(page["action"], code=303)

        def add(*content):
            if not self._is_first_press():
                return
            basket_sudo = request.env["sale.order"]._get_basket(create=True)
            basket_sudo._add_print_job(order_type_sudo, *content)
            drafts._drop(order_type_sudo)

        return self._post_order_form(
            order_type_sudo, page, add, f"{area['root']}/basket"
        )

    @route(
        "/my/print/basket/job/<int:line_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=None,
    )
    def print_basket_job(self, line_id, **kw):
        """Show the form of a job in the basket as it was filled; keep the changes."""
        area = self._print_area()
        line_sudo = self._find_basket_line(line_id)
        spec_sudo = line_sudo.print_spec_id
        basket_sudo = line_sudo.order_id
        basket_url = self._get_basket_url(basket_sudo)
        page = {
            "action": f"{area['root']}/basket/job/{line_id}",
            "submit_label": request.env._("Save"),
            "back_url": basket_url,
            "back_label": request.env._("Basket"),
        }
        order_type_sudo = spec_sudo.order_type_id
        if request.httprequest.method == "GET":
            typed = order_type_sudo._get_typed(spec_sudo.values)
            return self._render_order_form(
                order_type_sudo,
                page,
                typed,
                spec_sudo.accepted_rules or (),
                spec_sudo.file_ids.ids,
                past=spec_sudo,
            )
        return self._post_order_form(
            order_type_sudo,
            page,
            line_sudo._revise_print_job,
            basket_url,
            lock=basket_sudo,
        )

    @route("/my/print/price", type="jsonrpc", auth="user", website=True, readonly=True)
    def print_price(self, code="", raw=None, accepted_rules=(), file_ids=()):
        """Check and price the form as it stands; asked while it is being filled.

        :return: see ``print.order.type._review_form``
        """
        order_type_sudo = self._find_order_type(code)
        content = _read_content(raw, accepted_rules, file_ids)
        return order_type_sudo._review_form(*content)

    @route("/my/print/draft", type="jsonrpc", auth="user", website=True)
    def print_draft(self, code="", raw=None, accepted_rules=(), file_ids=()):
        """Keep what was typed on a form so far, for whenever its user comes back.

        :return: whether it was kept
        """
        order_type_sudo = self._find_order_type(code)
        content = _read_content(raw, accepted_rules, file_ids)
        return request.env["print.draft"]._keep(order_type_sudo, *content)

    def _get_new_job_page(self, code):
        """Return what the form of a new job is for, see the template ``order_form``."""
        root = self._print_area()["root"]
        return {
            "action": f"{root}/order/{code}",
            "submit_label": request.env._("Add to the basket"),
            "back_url": f"{root}/order",
            "back_label": request.env._("All kinds of work"),
            "rows_url": f"{root}/order/{code}/jobs",
            "draft_url": f"{root}/draft",
        }

    def _render_draft(self, draft_sudo, order_type, page, file_ids=()):
        """Render the form as its user left it, with these files chosen as well."""
        typed, gone = draft_sudo._restore()
        return self._render_order_form(
            order_type,
            {**page, "draft": draft_sudo._get_words(gone)},
            typed,
            draft_sudo.accepted_rules or (),
            [*(draft_sudo.file_ids or ()), *file_ids],
        )

    def _render_known_work(self, spec_sudo, values, gone, told):
        """Render the form of a new job, filled with work that was described before.

        :param values: what ``print.spec._renew`` returns; so is ``gone``
        :param told: dict of ``began``, where it comes from, and what of the page is
            other than on an empty form
        """
        order_type_sudo = self._find_order_type(spec_sudo.order_type_id.code)
        page = self._get_new_job_page(order_type_sudo.code) | told
        if request.env["print.draft"]._find_own(order_type_sudo):
            # What the user has typed on an empty form waits there: it is not replaced.
            page["draft_url"] = ""
        known = {"began": told["began"], "gone": spec_sudo._describe_gone(gone)}
        return self._render_order_form(
            order_type_sudo,
            {**page, "known": known},
            order_type_sudo._get_typed(values),
            spec_sudo.accepted_rules or (),
        )

    def _find_order_type(self, code):
        order_type_sudo = request.env["print.order.type"]._get_portal_type(
            code if isinstance(code, str) else ""
        )
        if not order_type_sudo:
            raise NotFound()
        return order_type_sudo

    def _find_basket_line(self, line_id):
        """Return a job of the baskets that the user may fill, as superuser."""
        line = request.env["sale.order.line"].search(
            [
                ("id", "=", line_id),
                ("order_id.is_basket", "=", True),
                ("print_spec_id", "!=", False),
            ]
        )
        if not line or not line.order_id._may_be_filled_by(request.env.user):
            raise NotFound()
        return line.sudo()  # accounts write baskets only through the doors of lines

    def _post_order_form(self, order_type, page, save, next_url, lock=None):
        """Save a posted form and go on, or show it again with what is to be mended.

        :param save: called with values, accepted rules and ids of files; raises
            ``SpecErrors`` or ``UserError``
        :param lock: the order that is written, by default the current basket
        """
        raw, accepted_rules = self._read_order_form(order_type)
        file_ids, refusals = self._take_files()
        values, unread = order_type._parse_form(raw)
        if not (unread or refusals or request.httprequest.form.get("only_price")):
            try:
                with self._basket_lock(lock):
                    save(values, accepted_rules, file_ids)
                return request.redirect(next_url, code=303)
            except SpecErrors:
                # The review below finds them again, beside the accepted ones.
                refusals = []
            except UserError as refusal:
                refusals = [str(refusal)]
        if page.get("draft_url"):
            request.env["print.draft"]._keep(order_type, raw, accepted_rules, file_ids)
        return self._render_order_form(
            order_type,
            page,
            raw,
            accepted_rules,
            file_ids,
            is_posted=True,
            refusals=refusals,
        )

    def _read_order_form(self, order_type):
        """Return the posted texts by field code, and the rules that were accepted."""
        form = request.httprequest.form
        raw = {
            field.code: form.getlist(field.code)
            if field.kind == "multi"
            else form.get(field.code, "")
            for field in order_type.field_ids
        }
        return raw, form.getlist("accept")

    def _take_files(self):
        """Return the ids of the posted files, and sentences about refused ones.

        Files come as ids; as bytes only from a browser without a script.
        """
        user, refusals = request.env.user, []
        form, parts = request.httprequest.form, request.httprequest.files
        file_ids = read_ids(form.getlist("file_ids"))
        for part in filter(lambda part: part.filename, parts.getlist("file")):
            try:
                file = request.env["print.file"]._receive(
                    user._print_client(), user, part.filename, part.stream
                )
                file_ids.append(file.id)
            except UserError as refusal:
                refusals.append(str(refusal))
        return file_ids, refusals

    def _render_order_form(
        self,
        order_type,
        page,
        typed,
        accepted_rules=(),
        file_ids=(),
        is_posted=False,
        refusals=(),
        past=None,
    ):
        """Render the form with everything that was typed and chosen.

        :param typed: texts by field code
        :param is_posted: show what is to be mended from the start
        :param past: the spec that is opened again: what it chose may be gone
        """
        files = request.env["print.file"].search([("id", "in", list(file_ids))])
        values = {
            **page,
            "order_type": order_type,
            "sections": order_type._get_form_sections(),
            "counted_field": order_type._get_counted_field(),
            "labels": {field.code: field.name for field in order_type.field_ids}
            | {"artwork": request.env._("Files")},
            "typed": typed,
            "shown": order_type._parse_form(typed)[0],
            "review": order_type._review_form(typed, accepted_rules, files.ids, past),
            "is_posted": is_posted,
            "refusals": refusals,
            "files": files,
            "folder": request.env["print.file"].search(
                [("id", "not in", files.ids)], limit=FOLDER_FILES
            ),
        }
        response = request.render("print_portal.order_form", values)
        if is_posted:
            response.status_code = 422
        return response


def _read_content(raw, accepted_rules, file_ids):
    """Return what a script sent about a form, without what is no form at all."""
    return (
        raw if isinstance(raw, dict) else {},
        [rule for rule in _listed(accepted_rules) if isinstance(rule, str)],
        [id for id in _listed(file_ids) if type(id) is int],
    )


def _listed(given):
    return given if isinstance(given, list | tuple) else ()
