from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import UserError
from odoo.http import request, route

from .contact import DealerContact

ROWS = 30  # of the news, a page


class DealerNews(DealerContact):
    """What the shop tells a dealer, and what he writes beside his orders."""

    @route(
        ["/dealer/news", "/dealer/news/page/<int:page>"],
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def dealer_news(self, page=1, **kw):
        """List what the user was told, newest first."""
        area, user = self._print_area(), request.env.user
        page = max(page, 1)
        rows = user._get_news(ROWS + 1, (page - 1) * ROWS)
        values = {
            "rows": rows[:ROWS],
            "pager": pager(
                f"{area['root']}/news",
                (page - 1) * ROWS + len(rows),
                page,
                ROWS,
            ),
        }
        return request.render("print_dealer_portal.news", values)

    @route("/dealer/news", auth="user", website=True, methods=["POST"])
    def dealer_news_read(self, **kw):
        """Keep that the user has read all of it."""
        area = self._print_area()
        request.env.user._read_news()
        return request.redirect(f"{area['root']}/news", code=303)

    # Messages beside orders ---------------------------------------------------------

    @route("/dealer/contact", auth="user", website=True, methods=["POST"])
    def dealer_contact_post(self, message="", **kw):
        """Send a message to who serves the dealer; what is refused stays typed."""
        area, user = self._print_area(), request.env.user
        try:
            with self._basket_lock():  # two tabs begin one page of messages
                if self._is_first_press():
                    request.env["print.talk"]._of(user, create=True)._say(message)
        except UserError as refusal:
            values = self._get_contact_values() | {
                "errors": {"message": str(refusal)},
                "typed": {"message": message},
            }
            response = request.render("print_dealer_portal.contact", values)
            response.status_code = 422
            return response
        return request.redirect(f"{area['root']}/contact#talk", code=303)

    @route("/dealer/contact/seen", type="jsonrpc", auth="user")
    def dealer_contact_seen(self, **kw):
        """Keep that the user has looked at his messages."""
        self._print_area()
        request.env.user._read_news(request.env["sale.order"])

    @route(
        "/dealer/contact/attached/<int:attachment_id>",
        auth="user",
        website=True,
        readonly=True,
    )
    def dealer_contact_attached(self, attachment_id, **kw):
        """Send a file that came with one of the user's messages."""
        self._print_area()
        talk_sudo = request.env["print.talk"]._of(request.env.user)
        attachment = talk_sudo._find_talk_file(attachment_id)
        if not attachment:
            raise NotFound()
        # Nothing of the rest of the shop's files is reached by way of this one.
        stream = request.env["ir.binary"].sudo()._get_stream_from(attachment)
        return stream.get_response(as_attachment=True)

    def _get_contact_values(self):
        """Tell, too, what was said."""
        user = request.env.user
        page = read_id(request.params.get("talk"))
        talk_sudo = request.env["print.talk"]._of(user)
        return super()._get_contact_values() | {
            "talk": talk_sudo._get_talk_values(user, max(page, 1)),
            "errors": {},
            "typed": {},
        }
