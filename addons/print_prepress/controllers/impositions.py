from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.controllers.portal import PrintPortal
from odoo.addons.print_portal.typed_ids import read_id
from odoo.http import request, route

KEPT_S = 300  # by the browser; a scheme that changes has another address
TYPED = 200  # characters of one field, more than any takes


class PrintImpositions(PrintPortal):
    """The client's imposition schemes: a list, and an editor with a picture."""

    @route("/my/print/impositions", auth="user", website=True, readonly=True)
    def print_impositions(self, deleted="", **kw):
        """List the client's own schemes, and those that the shop offers."""
        self._print_area()
        return self._render_impositions(deleted)

    @route(
        "/my/print/impositions/new", auth="user", website=True, methods=["GET", "POST"]
    )
    def print_imposition_new(self, **kw):
        """Show an empty form; keep the new scheme."""
        self._print_area()
        return self._answer_imposition(request.env["print.imposition"], kw)

    @route(
        "/my/print/impositions/<int:scheme_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_imposition(self, scheme_id, **kw):
        """Show a scheme of the client; keep the changes."""
        self._print_area()
        return self._answer_imposition(self._find_own_scheme(scheme_id), kw)

    @route(
        "/my/print/impositions/<int:scheme_id>/copy",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_imposition_copy(self, scheme_id, **kw):
        """Make a scheme of one's own of another one, of the shop's as well."""
        area = self._print_area()
        copy = self._find_offered_scheme(scheme_id)._copy_own()
        return request.redirect(f"{area['root']}/impositions/{copy.id}", code=303)

    @route(
        "/my/print/impositions/<int:scheme_id>/delete",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_imposition_delete(self, scheme_id, do="", **kw):
        """Delete a scheme of the client, or bring it back."""
        root = self._print_area()["root"]
        scheme = self._find_own_scheme(scheme_id, with_deleted=do == "restore")
        if do == "restore":
            scheme._bring_back()
            return request.redirect(f"{root}/impositions", code=303)
        scheme._put_away()
        return request.redirect(f"{root}/impositions?deleted={scheme.id}", code=303)

    @route(
        "/my/print/impositions/preview",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_imposition_preview(self, typed, **kw):
        """Return the picture of a scheme as it stands on the form, see ``_preview``."""
        texts = {
            name: text[:TYPED]
            for name, text in typed.items()
            if isinstance(name, str) and isinstance(text, str)
        }
        return request.env["print.imposition"]._preview(texts)

    @route(
        "/my/print/impositions/<int:scheme_id>/picture",
        auth="user",
        readonly=True,
    )
    def print_imposition_picture(self, scheme_id, **kw):
        """Send the picture of a scheme: of its example, or of the job that is asked."""
        picture = self._find_offered_scheme(scheme_id)._get_picture(kw)
        if not picture:
            raise NotFound()
        return request.make_response(
            picture,
            [
                ("Content-Type", "image/svg+xml"),
                ("Cache-Control", f"private, max-age={KEPT_S}"),
                # Ours alone, and nothing in it is ever run.
                (
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'",
                ),
            ],
        )

    def _answer_imposition(self, scheme, typed):
        area = self._print_area()
        schemes = request.env["print.imposition"]
        if request.httprequest.method == "GET":
            texts = scheme._get_typed() if scheme else schemes._get_blank()
            return self._render_imposition(scheme, texts)
        if typed.get("only_show"):
            return self._render_imposition(scheme, typed)
        errors = schemes._save_own(typed, scheme)
        if errors:
            return self._render_imposition(scheme, typed, errors)
        return request.redirect(f"{area['root']}/impositions", code=303)

    def _find_offered_scheme(self, scheme_id):
        """Return a scheme that the user can choose, as superuser; others do not exist
        for him.
        """
        scheme_sudo = request.env["print.imposition"]._find_offered(scheme_id)
        if not scheme_sudo:
            raise NotFound()
        return scheme_sudo

    def _find_own_scheme(self, scheme_id, with_deleted=False):
        """Return a scheme that the user's client keeps himself."""
        schemes = request.env["print.imposition"]
        scheme = schemes.with_context(active_test=not with_deleted)._get_own()
        scheme = scheme.filtered(lambda scheme: scheme.id == scheme_id)
        if not scheme:
            raise NotFound()
        return scheme.with_context(active_test=True)

    def _render_impositions(self, deleted=""):
        schemes = request.env["print.imposition"]
        gone = schemes.browse()
        if deleted_id := read_id(deleted):
            gone = schemes.with_context(active_test=False).search(
                [("id", "=", deleted_id), ("active", "=", False)]
            )
        values = {
            "own": schemes._get_own(),
            "of_shop": schemes._get_of_shop(),
            "deleted": gone,
        }
        return request.render("print_prepress.impositions", values)

    def _render_imposition(self, scheme, typed, errors=None):
        schemes = request.env["print.imposition"]
        preview = schemes._preview(typed)
        response = request.render(
            "print_prepress.imposition",
            {
                "scheme": scheme,
                "typed": typed,
                # What is wrong with the figures is seen at once, a name comes last.
                "errors": errors or preview["errors"],
                "is_refused": bool(errors),
                "preview": preview,
                "form": schemes._get_form_values(),
            },
        )
        if errors:
            response.status_code = 422
        return response
