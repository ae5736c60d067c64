from urllib.parse import quote

from werkzeug.exceptions import Forbidden, NotFound

from odoo.http import Controller, request, route

from .. import view_as


class PrintViewAs(Controller):
    """A client's pages for staff: to look at, never to act on."""

    @route(
        ["/print/as/<int:account_id>", "/print/as/<int:account_id>/<path:page>"],
        auth="user",
        website=True,
        multilang=False,
        methods=["GET"],
    )
    def print_view_as(self, account_id, page="my", **kw):
        """Show a page as an account of a client sees it; every look is logged."""
        path = f"/{page}"
        if not view_as.is_page(path):
            raise NotFound()
        account = self._find_account(account_id)
        request.env["print.view.log"]._note(account, path)
        # A page that fails was looked at as well; nothing else has been written yet.
        request.env.cr.commit()  # pylint: disable=invalid-commit
        query = request.httprequest.query_string.decode()
        base = f"/print/as/{account_id}"
        try:
            response, area = view_as.render(account, path, query)
        except view_as.NotShown as refusal:
            return self._refuse(account, base, refusal.reason)
        if 300 <= response.status_code < 400:
            return self._follow(account, base, response)
        return self._show(account, base, response, area)

    def _find_account(self, account_id):
        """Return an account that this member of staff may look at, as superuser."""
        # Staff may not read every user: which of them is asked right below.
        account_sudo = request.env["res.users"].sudo().browse(account_id).exists()
        if not account_sudo or not request.env.user._may_view_as(account_sudo):
            raise Forbidden()
        return account_sudo

    def _show(self, account, base, response, area):
        page = view_as.make_harmless(
            response.get_data(as_text=True),
            base,
            request.httprequest.host,
            str(
                request.env["ir.qweb"]._render(
                    "print_portal.view_as_banner",
                    self._get_banner_values(account, base, area),
                )
            ),
        )
        return self._answer(page, response.status_code)

    def _follow(self, account, base, response):
        """Lead where the page leads, as long as that is one of the client's pages."""
        host = request.httprequest.host
        location = view_as.follow(response.headers["Location"], base, host)
        if not location or not location.startswith(f"{base}/"):
            return self._refuse(account, base, "file")
        return request.redirect(location, code=303)

    def _refuse(self, account, base, reason):
        """Say why a page cannot be looked at, with a way back."""
        values = self._get_banner_values(account, base, None)
        values |= {"reason": reason, "home": f"{base}/my"}
        page = request.env["ir.ui.view"]._render_template(
            "print_portal.view_as_refused", values
        )
        return self._answer(page, 403)

    def _get_banner_values(self, account, base, area):
        client = account._print_client()
        return {
            "account": account.name,
            "login": account.login,
            "client": client.name,
            "end_url": f"/odoo/print-clients/{client.id}",
            "menu": [
                (item["label"], quote(f"{base}{item['url']}"))
                for item in (area or {}).get("menu", ())
                if view_as.is_page(item["url"])
            ],
        }

    def _answer(self, page, status):
        headers = {"Content-Type": "text/html; charset=utf-8", **view_as.HEADERS}
        return request.make_response(page, headers=[*headers.items()], status=status)
