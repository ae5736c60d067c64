from werkzeug.exceptions import NotFound

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..typed_ids import read_id, read_ids
from .portal_order_form import PrintOrderForm


class PrintTemplates(PrintOrderForm):
    @route(
        "/my/print/templates", auth="user", website=True, methods=["GET"], readonly=True
    )
    def print_templates(self, search="", deleted="", **kw):
        """List the user's templates, and those that colleagues share."""
        self._print_area()
        return self._render_templates(search, deleted)

    @route(
        "/my/print/templates/<int:template_id>",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_template_post(self, template_id, do="", name="", **kw):
        """Rename a template, share it or not, delete it or bring it back."""
        root = self._print_area()["root"]
        template = self._find_template(template_id, with_deleted=do == "restore")
        doors = {
            "rename": lambda: template._rename(name),
            "share": lambda: template._share(True),
            "keep": lambda: template._share(False),
            "delete": template._put_away,
            "restore": template._bring_back,
        }
        if do not in doors:
            raise NotFound()
        try:
            doors[do]()
        except (AccessError, UserError) as refusal:
            return self._render_templates(errors={template.id: str(refusal)}, name=name)
        deleted = f"?deleted={template.id}" if do == "delete" else ""
        return request.redirect(f"{root}/templates{deleted}", code=303)

    @route(
        "/my/print/templates/<int:template_id>/order",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_template_order(self, template_id, **kw):
        """Show the form filled from a template, with the choices of today."""
        root = self._print_area()["root"]
        template = self._find_template(template_id)
        values, gone = template._use()
        told = {
            "began": request.env._("From the template “%s”.", template.name),
            "back_url": f"{root}/templates",
            "back_label": request.env._("Templates"),
            "template_id": template.id,
        }
        # Accounts reach specs through what they hang on only.
        spec_sudo = template.sudo().spec_id
        return self._render_known_work(spec_sudo, values, gone, told)

    @route()
    def print_order_form(self, code, **kw):
        """Remember a template when work that it began is in the basket."""
        response = super().print_order_form(code, **kw)
        template_id = read_id(kw.get("template_id"))
        if response.status_code == 303 and template_id:
            templates = request.env["print.template"]
            templates.search([("id", "=", template_id)])._note_use()
        return response

    @route(
        "/my/print/order/<string:code>/template",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_template_from_form(self, code, **kw):
        """Keep what stands on an order form as a template; the form stays as it is."""
        order_type_sudo = self._find_order_type(code)
        form = request.httprequest.form
        raw, accepted_rules = self._read_order_form(order_type_sudo)
        values, unread = order_type_sudo._parse_form(raw)
        refusals = [error.message for error in unread]
        if not refusals:
            try:
                request.env["print.template"]._save_own(
                    order_type_sudo,
                    form.get("template_name"),
                    values,
                    accepted_rules,
                    bool(form.get("template_shared")),
                )
            except UserError as refusal:
                refusals = [str(refusal)]
        file_ids = read_ids(form.getlist("file_ids"))
        page = self._get_new_job_page(code)
        request.env["print.draft"]._keep(order_type_sudo, raw, accepted_rules, file_ids)
        if not refusals:
            page["saved_template"] = " ".join(form.get("template_name").split())
        return self._render_order_form(
            order_type_sudo, page, raw, accepted_rules, file_ids, refusals=refusals
        )

    @route(
        "/my/print/templates/line/<int:line_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_template_from_line(self, line_id, name="", shared="", **kw):
        """Keep the work of a line, in the basket or ordered, as a template."""
        root = self._print_area()["root"]
        line_sudo = self._find_described_line(line_id)
        spec_sudo = line_sudo.print_spec_id
        errors = {}
        if request.httprequest.method == "POST":
            try:
                request.env["print.template"]._save_own(
                    spec_sudo.order_type_id,
                    name,
                    {**spec_sudo.values},
                    spec_sudo.accepted_rules or (),
                    bool(shared),
                )
                return request.redirect(f"{root}/templates", code=303)
            except UserError as refusal:
                errors = {"name": str(refusal)}
        order_sudo = line_sudo.order_id
        back = "basket" if order_sudo.is_basket else f"orders/{order_sudo.id}"
        values = {
            "line_id": line_id,
            "name": name or spec_sudo.title or "",
            "shared": shared,
            "facts": spec_sudo._get_facts(),
            "type": spec_sudo.order_type_id.name,
            "back_url": f"{root}/{back}",
            "back_label": order_sudo.name,
            "errors": errors,
        }
        response = request.render("print_portal.template_new", values)
        if errors:
            response.status_code = 422
        return response

    def _find_template(self, template_id, with_deleted=False):
        """Return a template that the user may use; others do not exist for him."""
        templates = request.env["print.template"].with_context(
            active_test=not with_deleted
        )
        template = templates.search([("id", "=", template_id)])
        if not template:
            raise NotFound()
        return template

    def _find_described_line(self, line_id):
        """Return a line with a filled form, of an order that the user sees."""
        line = request.env["sale.order.line"].search([("id", "=", line_id)])
        line_sudo = line.sudo()  # specs are read through the lines that ask for them
        if not line_sudo.print_spec_id or line_sudo.print_spec_id.is_brief:
            raise NotFound()
        return line_sudo

    def _render_templates(self, search="", deleted="", errors=None, name=""):
        templates = request.env["print.template"]
        found = templates._find(search.strip())
        gone = templates.browse()
        if deleted_id := read_id(deleted):
            gone = templates.with_context(active_test=False).search(
                [("id", "=", deleted_id), ("active", "=", False)]
            )
        values = {
            "rows": found._portal_rows(),
            "search": search,
            "has_any": bool(found) or bool(templates.search_count([], limit=1)),
            "deleted": gone,
            "errors": errors or {},
            "name": name,
        }
        response = request.render("print_portal.templates", values)
        if errors:
            response.status_code = 422
        return response
