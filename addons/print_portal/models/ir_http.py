from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from odoo import api, models, tools
from odoo.http import request
from odoo.tools import lazy

from ..file_size import size_words

FORM_BYTES = 10 << 20  # of what is typed in one form: core's own limit in ``http``


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return super()._get_translation_frontend_modules_name() + ["print_portal"]

    @classmethod
    def _get_default_lang(cls):
        """Keep what core reads from the database anew at each request."""
        code = request.env["ir.http"]._get_default_lang_code()
        languages = request.env["res.lang"]
        if code:
            return languages._get_data(code=code)
        return next(iter(languages._get_active_by("code").values()))

    @tools.ormcache()
    def _get_default_lang_code(self):
        # As core does: visitors have no right on defaults.
        return self.env["ir.default"].sudo()._get("res.partner", "lang")

    @classmethod
    def _url_lang(cls, path_or_uri, lang_code=None):
        """Leave links to our pages as they are where they need no language in front.

        Core takes each apart to find that out, and a page has a hundred.
        """
        if lang_code is None and path_or_uri.startswith(cls._get_print_paths()):
            languages = request.env["ir.http"]
            if request.env.context.get("lang") == languages._get_default_lang().code:
                return path_or_uri
        return super()._url_lang(path_or_uri, lang_code)

    @classmethod
    def _handle_error(cls, exception):
        """Answer a form that is too large with a page that says so.

        Core reads the form once more to render its page, and fails once more.
        """
        if isinstance(exception, RequestEntityTooLarge):
            request.httprequest.form = request.httprequest.files = ImmutableMultiDict()
        return super()._handle_error(exception)

    @classmethod
    def _get_error_html(cls, env, code, values):
        """Core has no page for what is too large, and one without a way on for 404."""
        if code == RequestEntityTooLarge.code:
            of_route = request.httprequest.max_content_length or FORM_BYTES
            most = size_words(env, min(of_route, FORM_BYTES))
            refusal = env._("Nothing was sent: one form takes at most %s.", most)
            template, values = "print_portal.too_large", values | {"refusal": refusal}
        elif code == NotFound.code and env["ir.http"]._get_print_area():
            template = "print_portal.not_found"
        else:
            return super()._get_error_html(env, code, values)
        return code, env["ir.ui.view"]._render_template(template, values)

    def _get_print_area(self):
        """Return the area of the pages in which the current user works.

        The pages take their addresses and their menu from here, so that an add-on
        above shows the same pages in an area of its own.

        :return: ``None`` for whoever belongs to no client, else a dict: ``home`` and
            ``root``, the addresses of the first page and of all others;
            ``client``, his name or that of the branch; ``basket_count``, jobs in the
            basket; ``ways`` to fill it, see ``_get_print_ways``; ``menu``, the
            sections, and ``user_menu``, what stands behind his
            name: lists of dicts with ``key``, ``label`` and ``url``
        """
        user = self.env.user
        client = user._print_client()
        if not client:
            return None
        home, root = self._get_print_root()
        return {
            "home": home,
            "root": root,
            "client": user._print_buyer().name,
            "menu": self._get_print_menu(user, root),
            "user_menu": self._get_print_user_menu(user, root),
            "basket_count": lazy(self._get_basket_count),
            "ways": self._get_print_ways(root),
        }

    def _get_print_root(self):
        """Return the addresses of the first page and of all others where one is now."""
        return "/my", "/my/print"

    @api.model
    def _get_print_url(self, path):
        """Return the address of a page where one is now.

        For programs of the page; what is mailed has one address for everybody.

        :param str path: behind the root, such as "/files/find"
        """
        return self._get_print_root()[1] + path

    def _get_print_ways(self, root):
        """Return the pages that fill a basket, the usual one first.

        :return: list of dicts of ``label``, ``more`` (the same beside a filled basket)
            and ``url``
        """
        _ = self.env._
        quick = _("Quick order")
        return [
            {
                "label": _("New order"),
                "more": _("Add another job"),
                "url": f"{root}/order",
            },
            {"label": quick, "more": quick, "url": f"{root}/quick"},
        ]

    def _get_basket_count(self):
        """Return how many jobs wait in the user's basket."""
        basket_sudo = self.env["sale.order"]._get_basket()
        if not basket_sudo:
            return 0
        if "order_line" in basket_sudo._cache:  # the page has read them
            return sum(not line.is_delivery for line in basket_sudo.order_line)
        # The basket is the user's own: its lines need no rules once more on every page.
        return (
            self.env["sale.order.line"]
            .sudo()
            .search_count(
                [("order_id", "=", basket_sudo.id), ("is_delivery", "=", False)]
            )
        )

    def _get_print_menu(self, user, root):
        """Return the sections which ``user`` may enter, in their order.

        They stand in one line beside the basket: at most six, of one or two words.
        """
        _ = self.env._
        menu = [
            {"key": "orders", "label": _("Orders"), "url": f"{root}/orders"},
            {"key": "order", "label": _("New order"), "url": f"{root}/order"},
            {"key": "quick", "label": _("Quick order"), "url": f"{root}/quick"},
            {"key": "files", "label": _("Files"), "url": f"{root}/files"},
        ]
        if user._has_print_right("see_finance"):
            menu.append(
                {"key": "balance", "label": _("Balance"), "url": f"{root}/balance"}
            )
        menu.append({"key": "help", "label": _("Help"), "url": f"{root}/help"})
        return self._filter_print_menu(menu)

    def _get_print_user_menu(self, user, root):
        """Return what ``user`` finds behind his name: of his work, then of himself.

        :return: as ``_get_print_menu``, with ``is_apart`` where a new group begins
        """
        _ = self.env._
        menu = [
            {"key": "baskets", "label": _("Baskets"), "url": f"{root}/baskets"},
            {"key": "templates", "label": _("Templates"), "url": f"{root}/templates"},
            {"key": "documents", "label": _("Documents"), "url": f"{root}/documents"},
            {"key": "archive", "label": _("Closed orders"), "url": f"{root}/archive"},
        ]
        if user._is_print_primary() and user._print_client().is_company:
            menu.append(
                {"key": "accounts", "label": _("Colleagues"), "url": f"{root}/accounts"}
            )
        menu = self._filter_print_menu(menu)
        own = [
            {"key": "profile", "label": _("Your details"), "url": f"{root}/profile"},
            {"key": "addresses", "label": _("Addresses"), "url": f"{root}/addresses"},
            {"key": "privacy", "label": _("Your data"), "url": f"{root}/privacy"},
            {
                "key": "security",
                "label": _("Password and security"),
                "url": "/my/security",
            },
            {
                "key": "logout",
                "label": _("Log out"),
                "url": "/web/session/logout?redirect=/",
            },
        ]
        own = self._filter_print_menu(own)
        own[0]["is_apart"] = bool(menu)
        return menu + own

    def _filter_print_menu(self, menu):
        """Leave out the entries whose page no installed add-on has."""
        return [each for each in menu if self._has_page(each["url"].split("?")[0])]

    @tools.ormcache("path", cache="routing")
    def _has_page(self, path):
        """Whether there is a page at this address, without parts that vary."""
        return any(rule.rule == path for rule in self.routing_map().iter_rules())
