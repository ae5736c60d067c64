"""Rendering a page of a client for a member of staff, so that nothing can happen.

The page is made in a transaction that the database keeps from writing, in a session
that is nobody's, and comes out without scripts, tokens and forms that send. Sessions,
cookies and users of the real request stay as they are: every tab tells by its address
whose pages it shows.
"""

import re
import threading
from contextlib import closing, contextmanager
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import html
from psycopg2.errors import ReadOnlySqlTransaction
from werkzeug.exceptions import HTTPException, NotFound

from odoo import api, http
from odoo.http import FutureResponse, request

# Whoever opens one of these addresses does more than look.
CLOSED = re.compile(r"/my/(security|deactivate_account)\b|/dealer/(login|password)\b")
# Dealers see the pages of clients at another root.
PAGE = re.compile(r"/(my|dealer)(?=/|$|\?|#)")
TOKEN = re.compile(r"[?&]access_token=[^&#]*")
TOKEN_ATTRIBUTES = ("data-token", "data-hash", "data-access-token")
# Pictures among the pages are answered to their client only.
DROPPED = (
    "//script | //iframe | //object | //embed | //input[@name='csrf_token']"
    " | //img[starts-with(@src, '/my/') or starts-with(@src, '/dealer/')]"
    # Whoever has such a link may send files.
    " | //input[contains(@value, '/print/late/')] | //*[@data-copy]"
)
LANGUAGES = "//*[contains(concat(' ', @class, ' '), ' js_language_selector ')]"
SENDS = ".//button | .//input[@type='submit'] | .//input[@type='file']"
# What a browser may do with the page even if all of the above had failed.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'none'; connect-src 'none'; object-src 'none';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'"
        " data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
_REAL = ("dispatcher", "env", "future_response", "httprequest", "lang", "session")


class NotShown(Exception):
    """A page that cannot be looked at so; ``reason`` is ``file`` or ``writes``."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def is_page(path):
    """Whether ``path`` is one of the pages that can be looked at.

    >>> [is_page(path) for path in ("/my", "/my/print/orders/5", "/mystery", "/web")]
    [True, True, False, False]
    >>> is_page("/dealer/orders/5"), is_page("/dealer/login")
    (True, False)
    >>> is_page("/my/security"), is_page("/my/../web"), is_page("/my//web")
    (False, False, False)
    """
    steps = path.split("/")[1:]
    is_plain = ".." not in steps and "" not in steps[:-1] and "\\" not in path
    return bool(PAGE.match(path)) and is_plain and not CLOSED.match(path)


def render(account, path, query):
    """Answer the current request as ``account`` would be answered.

    :param account: ``res.users``; whether it may be looked at was asked before
    :param str path: see :func:`is_page`
    :param str query: behind the ? of the address
    :return: ``(response, area)``: what the page's controller returned, and the area of
        the account, see ``ir.http._get_print_area``
    :raise NotShown: for what is no page, or writes
    :raise HTTPException: as the page does
    """
    with _as_account(account, path, query):
        try:
            response = _dispatch()
            area = request.env["ir.http"]._get_print_area()
            area = area and {"menu": area["menu"], "home": area["home"]}
        except ReadOnlySqlTransaction as error:
            raise NotShown("writes") from error
        except HTTPException as error:
            if error.code is not None:
                raise
            response, area = error.get_response(), None
    if response.status_code < 300 and response.mimetype != "text/html":
        raise NotShown("file")
    return response, area


@contextmanager
def _as_account(account, path, query):
    """Let the current request be one of ``account``, who can only read."""
    real = {name: getattr(request, name) for name in _REAL}
    params, lang = request.params, account.lang or "en_US"
    context = {"lang": lang, "tz": account.tz, "print_view_as": True}
    with closing(_read_only_cursor(account.env.registry)) as cr:
        try:
            request.env = api.Environment(cr, account.id, context)
            request.update_env()
            request.session = _make_session(lang)
            request.future_response = FutureResponse()
            request.lang = request.env["res.lang"]._get_data(code=lang)
            request.reroute(path, _drop_token(query))
            yield
        finally:
            for name, value in real.items():
                setattr(request, name, value)
            request.params = params
            request.update_env()
            threading.current_thread().url = request.httprequest.url


def _read_only_cursor(registry):
    """Return a cursor on which the database itself refuses to write."""
    cr = registry.cursor(readonly=True)
    if not cr.readonly:  # without a replica that is a common one
        cr.connection.set_session(readonly=True)
    return cr


def _make_session(lang):
    """Return a session that nobody is logged in with, and that is never kept."""
    session = http.root.session_store.new()
    session.update(http.get_default_session())
    session.update({"db": request.db, "context": {"lang": lang}})
    session.can_save = False
    return session


def _dispatch():
    """Find the page of the rerouted request and let its controller answer."""
    ir_http = request.registry["ir.http"]
    rule, args = ir_http._match(request.httprequest.path)
    routing = rule.endpoint.routing
    if routing["type"] != "http" or routing["auth"] not in ("user", "public"):
        raise NotFound()
    if not routing.get("website"):
        raise NotShown("file")
    ir_http._pre_dispatch(rule, args)
    return request.dispatcher.dispatch(rule.endpoint, args)


def _drop_token(query):
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] != "access_token"])


def follow(location, base, host):
    """Return where a link of the page leads when it is looked at, None for nowhere.

    :param str base: the beginning of addresses under which pages are looked at
    :param str host: of the shop: its own absolute addresses are links as well

    >>> follow("/my/print/orders?done=1", "/print/as/7", "shop.example")
    '/print/as/7/my/print/orders?done=1'
    >>> follow("https://shop.example/my", "/print/as/7", "shop.example")
    '/print/as/7/my'
    >>> follow("/web/session/logout", "/print/as/7", "shop.example") is None
    True
    >>> follow("tel:+359", "/print/as/7", "h"), follow("#talk", "/print/as/7", "h")
    ('tel:+359', '#talk')
    """
    parts = urlsplit(location)
    if parts.scheme in ("tel", "mailto") or location.startswith("#"):
        return location
    if parts.netloc and parts.netloc != host:
        return location
    if not is_page(parts.path):
        return None
    local = TOKEN.sub("", parts._replace(scheme="", netloc="").geturl())
    return f"{base}{local}"


def make_harmless(page, base, host, banner):
    """Return the page as it is shown: links stay inside, nothing sends, nothing runs.

    :param str page: HTML
    :param str banner: HTML put on top
    """
    document = html.document_fromstring(page)
    for element in document.xpath(f"{DROPPED} | {LANGUAGES}"):
        element.drop_tree()
    for element in document.xpath("//*[@*]"):
        _strip_tokens(element)
    for link in document.xpath("//a[@href] | //area[@href]"):
        target = follow(link.get("href"), base, host)
        if target is None:
            del link.attrib["href"]
        else:
            link.set("href", target)
    for form in document.xpath("//form"):
        _disarm(form, base, host)
    document.body.insert(0, html.fragment_fromstring(banner))
    return html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")


def _strip_tokens(element):
    for name in TOKEN_ATTRIBUTES:
        element.attrib.pop(name, None)
    for name, value in element.attrib.items():
        if "access_token=" in value:
            element.set(name, TOKEN.sub("", value))


def _disarm(form, base, host):
    """Let a search search, and no other form send anything."""
    action = form.get("action")
    target = follow(action, base, host) if action else ""
    if form.get("method", "get").lower() == "get" and target is not None:
        if target:
            form.set("action", target)
        return
    form.attrib.pop("action", None)
    form.set("method", "get")
    for control in form.xpath(SENDS):
        control.attrib.pop("formaction", None)
        control.set("disabled", "disabled")
