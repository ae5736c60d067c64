from werkzeug.exceptions import Forbidden, NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import PrintPortal

ROWS = 20  # of the list, a page
SAID = "print_accounts_said"


class PrintAccounts(PrintPortal):
    """The accounts of the client's people, run by the main account."""

    @route(
        ["/my/print/accounts", "/my/print/accounts/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_accounts(self, page=1, search="", **kw):
        """List who may sign in, with their rights as ticks."""
        self._print_area()
        return self._render_accounts(page=page, search=search)

    @route("/my/print/accounts/new", auth="user", website=True, methods=["POST"])
    def print_account_new(self, **typed):
        """Open the account of a colleague and invite him."""
        client = self._enter()
        try:
            account, errors = client._add_colleague(typed)
        except UserError as refusal:
            return self._render_accounts(refusal=str(refusal))
        if errors:
            return self._render_accounts(typed=typed, errors=errors)
        return self._say_and_leave(account._say_invited())

    @route("/my/print/accounts/rights", auth="user", website=True, methods=["POST"])
    def print_account_rights(self, **kw):
        """Keep the ticks of a page that was sent as a form, or undo such a change."""
        self._enter()
        form = request.httprequest.form
        changes = request.env["res.users"]._tick_rights(
            form.getlist("was"), form.getlist("right")
        )
        # The portal has no right on users; whose they are was checked by the change.
        sentence = "; ".join(
            account.sudo()._say_right(name, is_on) for account, name, is_on in changes
        )
        if not sentence:
            return self._say_and_leave(request.env._("Nothing was changed."))
        undo = [(f"{account.id}.{name}", is_on) for account, name, is_on in changes]
        said = request.env.user._say_saved(sentence)
        return self._say_and_leave(said, undo)

    @route(
        "/my/print/accounts/<int:account_id>/right",
        auth="user",
        type="jsonrpc",
    )
    def print_account_right(self, account_id, name="", is_on=False, **kw):
        """Keep one tick; return the sentence that says so."""
        self._check_enters()
        sentence = self._find_account(account_id)._set_print_right(name, is_on)
        return {"said": request.env.user._say_saved(sentence)}

    @route("/my/print/accounts/login", auth="user", type="jsonrpc", readonly=True)
    def print_account_login(self, name="", **kw):
        """Propose a login for a person."""
        return {"login": self._check_enters()._propose_login_name(name)}

    @route(
        "/my/print/accounts/<int:account_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_account(self, account_id, **kw):
        """Show one account; keep what was changed."""
        self._enter()
        account = self._find_account(account_id)
        if request.httprequest.method == "GET":
            return self._render_account(account, account._get_typed())
        form = request.httprequest.form
        typed = kw | {"addresses": form.getlist("addresses")}
        errors = account._edit_colleague(typed)
        if errors:
            return self._render_account(account, typed, errors)
        # He has just edited this colleague.
        said = request.env.user._say_saved(account.sudo().name)
        return self._say_and_leave(said)

    @route(
        "/my/print/accounts/<int:account_id>/<any(invite,disable,enable,delete):act>",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_account_act(self, account_id, act, **kw):
        """Invite a colleague (again), close his account, or open it again."""
        self._enter()
        account = self._find_account(account_id)
        try:
            said = account._act(act)
        except UserError as refusal:
            return self._render_account(
                account, account._get_typed(), refusal=str(refusal)
            )
        return self._say_and_leave(said)

    # --- Helpers ---

    def _enter(self):
        """Return the client whose accounts the user runs; turn everybody else away."""
        self._print_area()
        return self._check_enters()

    def _check_enters(self):
        """Do the same for a program, which is not led anywhere."""
        client = request.env.user._print_client()
        client._check_runs_team()
        return client

    def _find_account(self, account_id):
        account = request.env.user._print_client()._find_colleague(account_id)
        if not account:
            raise NotFound()
        return account

    def _say_and_leave(self, text, undo=()):
        """Lead to the list, which says ``text`` once and may send ``undo`` back."""
        request.session[SAID] = {"text": text, "undo": list(undo)}
        area = self._print_area()
        return request.redirect(f"{area['root']}/accounts#said", code=303)

    def _render_accounts(self, page=1, search="", typed=None, errors=None, refusal=""):
        area, user = self._print_area(), request.env.user
        client = user._print_client()
        if not client._runs_team():
            # Whom to ask is told by name alone.
            values = {"main": client._print_primary_account().sudo().name}
            response = request.render("print_portal.accounts_closed", values)
            response.status_code = Forbidden.code
            return response
        search = search.strip()
        rows, count = client._get_team(search, (max(page, 1) - 1) * ROWS, ROWS)
        url_args = {"search": search} if search else {}
        values = {
            "client": client,
            "rows": rows,
            "count": count,
            "search": search,
            "pager": pager(
                f"{area['root']}/accounts", count, page, ROWS, url_args=url_args
            ),
            "rights": user._get_right_labels(),
            "said": request.session.pop(SAID, None),
            "typed": typed or {"can_submit": "1"},
            "errors": errors or {},
            "refusal": refusal,
        }
        response = request.render("print_portal.accounts", values)
        if errors or refusal:
            response.status_code = 422
        return response

    def _render_account(self, account, typed, errors=None, refusal=""):
        client = request.env.user._print_client()
        account_sudo = account.sudo()  # found by who runs the team
        values = {
            "client": client,
            "row": account_sudo._get_team_row(),
            "typed": typed,
            "errors": errors or {},
            "refusal": refusal,
            "addresses": client._get_team_addresses(),
            "symbol": account_sudo.currency_id.symbol,
        }
        response = request.render("print_portal.account", values)
        if errors or refusal:
            response.status_code = 422
        return response
