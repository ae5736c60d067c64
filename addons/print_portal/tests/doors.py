"""Every way by which the public and portal users reach us, in one table per add-on.

``test_routes`` finds the routes and the models they may read in the registry. What
no table lists fails it, so nobody opens a door by mistake; what is listed is tried
as a stranger. ``test_leaks`` then walks in at each as a client, and looks for prices
and names that are none of his business. An add-on lists its own in ``tests/doors.py``:
``DOORS``, ``READABLE``.

A new route is one line here: ``Door(rule, url)``, with ``asked`` where a client has to
send something to be answered, or ``is_shut`` where he is turned away too. A new
document that an address needs is one line of ``PrintDoorsCase._documents``; an add-on
above returns its own from a function ``add_documents(documents)`` in its table. Whose
rows go with orders has them in the matrix of rights as well: ``PLANTED`` says which
document is such a ``rights_table.Row``, ``PLANTED_OF_OFFICE`` which is one that all of
an office have in common. A table whose add-on has the pages of others at another
address returns those doors from ``add_doors(doors)``; ``is_for(door, user)`` says
whose they are.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Door:
    """One route.

    :param rule: the route as the routing map shows it
    :param url: an address that fits it; documents of ``poligraf`` stand in braces,
        such as ``{order}``: see ``PrintDoorsCase._documents``. By default the rule.
    :param method: "GET", "POST" or "JSON"
    :param data: what is sent along; "{order}" stands for a document here too
    :param asked: what a client sends instead of ``data``, to be answered in full
    :param is_open: whether the public gets an answer without logging in
    :param is_shut: whether clients are turned away as well
    """

    rule: str
    url: str = ""
    method: str = "GET"
    data: dict = field(default_factory=dict)
    asked: dict | None = None
    is_open: bool = False
    is_shut: bool = False


PAYMENT = {
    "provider_id": 1,
    "payment_method_id": 1,
    "token_id": None,
    "amount": 100,
    "flow": "redirect",
    "tokenization_requested": False,
    "landing_route": "/my",
}

LINK = {"preview_url": "http://127.0.0.1:1/"}
PLACE = "<any(addresses,contacts):place>"
SCHEME = "<any(iban,russian):scheme>"

DOORS = [
    Door("/print/register", is_open=True),
    Door("/print/register/sent", is_open=True),
    Door("/web/reset_password", is_open=True),
    Door("/web/reset_password", "", "POST", {"login": "nobody"}, is_open=True),
    Door("/my/security"),
    Door("/my/security", "", "POST", {"old": "x", "new1": "y", "new2": "z"}),
    Door("/my/deactivate_account", "", "POST", {"validation": "x", "password": "x"}),
    Door(
        "/jsonrpc",
        "",
        "JSON",
        {"service": "common", "method": "version", "args": []},
        is_open=True,
    ),
    Door("/xmlrpc/<service>", "/xmlrpc/common", "POST", is_open=True),
    Door("/xmlrpc/2/<service>", "/xmlrpc/2/common", "POST", is_open=True),
    Door("/html_editor/link_preview_external", "", "JSON", LINK, is_shut=True),
    Door("/html_editor/link_preview_internal", "", "JSON", LINK, is_shut=True),
    Door("/mail/link_preview", "", "JSON", {"message_id": 1}, is_shut=True),
    Door("/my/print/devices", "", "POST", {"device": "1"}),
    Door("/my/print/typed"),
    Door("/my/print/typed", "", "POST"),
    # Access by mail
    Door("/print/activate", is_open=True),
    Door("/print/activate", "", "POST", is_open=True),
    Door("/print/activate/sent", is_open=True),
    Door("/print/password", is_open=True),
    Door("/print/password", "", "POST", {"token": "x"}, is_open=True),
    Door(
        "/print/register/resend",
        method="POST",
        data={"email": "a@example.com"},
        is_open=True,
    ),
    # The link of a mail; one that nobody signed is refused.
    Door(
        "/print/register/confirm/<string:token>",
        "/print/register/confirm/x",
        is_open=True,
        is_shut=True,
    ),
    Door("/print/consent/<int:consent_id>", "/print/consent/1", is_open=True),
    # Pages
    Door("/my/print/orders/export"),
    Door("/my/print/order"),
    Door("/my/print/order/<string:code>", "/my/print/order/{code}"),
    Door("/my/print/order/<string:code>", "/my/print/order/{code}", "POST"),
    Door("/my/print/order/<string:code>/jobs", "/my/print/order/{code}/jobs"),
    Door(
        "/my/print/order/<string:code>/jobs",
        "/my/print/order/{code}/jobs",
        "POST",
        {"table": "job_title", "add": "1"},
    ),
    Door(
        "/my/print/order/<string:code>/jobs/template",
        "/my/print/order/{code}/jobs/template",
    ),
    Door("/my/print/quick"),
    Door("/my/print/quick", "", "POST", {"comment": "Cards", "phone": "+33123456789"}),
    Door(
        "/my/print/price",
        "",
        "JSON",
        {"line_id": 1},
        asked={"code": "{code}", "raw": "{form}"},
    ),
    Door(
        "/my/print/draft",
        "",
        "JSON",
        {"code": "ctp_plates", "raw": {"job_title": "x"}},
        asked={"code": "{code}", "raw": "{form}"},
    ),
    Door("/my/print/basket"),
    Door("/my/print/basket", "", "POST", {"basket_id": "{basket}", "submit": "1"}),
    Door(
        "/my/print/basket/save",
        "",
        "JSON",
        {"basket_id": "{basket}", "typed": {"print_note": "x"}},
    ),
    Door("/my/print/basket/print"),
    Door("/my/print/basket/job/<int:line_id>", "/my/print/basket/job/{line}"),
    Door("/my/print/basket/job/<int:line_id>", "/my/print/basket/job/{line}", "POST"),
    # Several baskets, approval
    Door("/my/print/baskets"),
    Door("/my/print/baskets", "", "POST", {"delete": "{basket}"}),
    Door("/my/print/baskets/<int:basket_id>", "/my/print/baskets/{basket}"),
    Door("/my/print/baskets/<int:basket_id>/print", "/my/print/baskets/{basket}/print"),
    Door("/my/print/baskets/<int:basket_id>/pdf", "/my/print/baskets/{basket}/pdf"),
    Door(
        "/my/print/baskets/<int:basket_id>/name",
        "/my/print/baskets/{basket}/name",
        "POST",
        {"name": "Mine"},
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/move",
        "/my/print/baskets/{basket}/move",
        "POST",
        {"move": "1:"},
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/share",
        "/my/print/baskets/{basket}/share",
        "POST",
        {"account": "1", "kind": "edit"},
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/link",
        "/my/print/baskets/{basket}/link",
        "POST",
        {"days": "7", "prices": "1"},
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/take_back",
        "/my/print/baskets/{basket}/take_back",
        "POST",
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/answer",
        "/my/print/baskets/{basket}/answer",
        "POST",
        {"approve": "1", "seal": "x"},
    ),
    Door("/print/basket/<string:token>", "/print/basket/x", is_open=True, is_shut=True),
    Door("/my/print/orders"),
    Door("/my/print/orders/page/<int:page>", "/my/print/orders/page/1"),
    Door("/my/print/orders/<int:order_id>", "/my/print/orders/{order}"),
    Door(
        "/my/print/orders/<int:order_id>/seen", "/my/print/orders/{order}/seen", "JSON"
    ),
    Door("/my/print/orders/<int:order_id>/pdf", "/my/print/orders/{order}/pdf"),
    Door(
        "/my/print/orders/<int:order_id>/proforma",
        "/my/print/orders/{order}/proforma",
    ),
    Door("/my/print/orders/<int:order_id>/act", "/my/print/orders/{confirmed}/act"),
    Door(
        "/my/print/orders/<int:order_id>/delivery/<int:picking_id>",
        "/my/print/orders/{confirmed}/delivery/{picking}",
    ),
    Door(
        "/my/print/orders/<int:order_id>/message",
        "/my/print/orders/{order}/message",
        "POST",
        {"message": "Hello"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/asked/<int:asked_id>",
        "/my/print/orders/{order}/asked/1",
        "POST",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/watch",
        "/my/print/orders/{order}/watch",
        "POST",
    ),
    Door(
        "/my/print/orders/<int:order_id>/attached", "/my/print/orders/{order}/attached"
    ),
    Door(
        "/my/print/orders/<int:order_id>/attached/page/<int:page>",
        "/my/print/orders/{order}/attached/page/1",
    ),
    Door(
        "/my/print/orders/<int:order_id>/attached/<int:attachment_id>",
        "/my/print/orders/{order}/attached/1",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/cancel",
        "/my/print/orders/{order}/cancel",
        "POST",
    ),
    Door(
        "/my/print/orders/<int:order_id>/accept",
        "/my/print/orders/{order}/accept",
        "POST",
    ),
    Door(
        "/my/print/orders/<int:order_id>/decline",
        "/my/print/orders/{order}/decline",
        "POST",
        {"reason": "Too late"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/price/accept",
        "/my/print/orders/{order}/price/accept",
        "POST",
        {"prices": "1"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/price/refuse",
        "/my/print/orders/{order}/price/refuse",
        "POST",
        {"prices": "1", "reason": "Too dear"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/job/<int:job_id>",
        "/my/print/orders/{order}/job/{job}",
    ),
    Door(
        "/my/print/orders/<int:order_id>/job/<int:job_id>",
        "/my/print/orders/{order}/job/{job}",
        "POST",
    ),
    Door("/my/print/orders/<int:order_id>/again", "/my/print/orders/{order}/again"),
    Door(
        "/my/print/orders/<int:order_id>/again",
        "/my/print/orders/{order}/again",
        "POST",
        {"mode": "repeat"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/again/<int:line_id>",
        "/my/print/orders/{order}/again/{order_line}",
    ),
    Door("/my/print/orders/<int:order_id>/pay", "/my/print/orders/{order}/pay"),
    Door(
        "/my/print/orders/<int:order_id>/transaction",
        "/my/print/orders/{order}/transaction",
        "JSON",
        {"amount": 1, "provider_id": 1, "flow": "direct"},
    ),
    Door("/print/preview/<int:order_type_id>", "/print/preview/1", is_shut=True),
    # The account's own data
    Door("/my/print/privacy"),
    Door("/my/print/privacy/export"),
    Door("/my/print/privacy/export/client"),
    Door("/my/print/privacy/delete", method="POST", data={"comment": "Leaving"}),
    Door("/my/print/privacy/withdraw", method="POST"),
    # Templates
    Door("/my/print/templates"),
    Door(
        "/my/print/templates/<int:template_id>",
        "/my/print/templates/{template}",
        "POST",
        {"do": "rename", "name": "Mine"},
    ),
    Door(
        "/my/print/templates/<int:template_id>/order",
        "/my/print/templates/{template}/order",
    ),
    Door("/my/print/templates/line/<int:line_id>", "/my/print/templates/line/{line}"),
    Door(
        "/my/print/templates/line/<int:line_id>",
        "/my/print/templates/line/{line}",
        "POST",
        {"name": "Mine"},
    ),
    Door(
        "/my/print/order/<string:code>/template",
        "/my/print/order/{code}/template",
        "POST",
        {"template_name": "Mine"},
    ),
    # Pages of a client for staff to look at
    Door("/print/as/<int:account_id>", "/print/as/{account}", is_shut=True),
    Door(
        "/print/as/<int:account_id>/<path:page>",
        "/print/as/{account}/my/print/orders",
        is_shut=True,
    ),
    # Documents
    Door("/my/print/documents"),
    Door("/my/print/documents/page/<int:page>", "/my/print/documents/page/1"),
    Door(
        "/my/print/documents/<int:document_id>/download",
        "/my/print/documents/{document}/download",
    ),
    # Help
    Door("/print/help", is_open=True),
    Door("/print/help/<int:article_id>", "/print/help/{article}", is_open=True),
    Door("/my/print/help"),
    Door("/my/print/help/<int:article_id>", "/my/print/help/{article}"),
    Door(
        "/my/print/help/<int:article_id>/vote",
        "/my/print/help/{article}/vote",
        "POST",
        {"useful": "1"},
    ),
    # Presses
    Door("/my/print/presses"),
    Door("/my/print/presses/new"),
    Door("/my/print/presses/new", "", "POST"),
    Door("/my/print/presses/<int:press_id>", "/my/print/presses/{press}"),
    Door(
        "/my/print/presses/<int:press_id>",
        "/my/print/presses/{press}",
        "POST",
        {"name": "Mine"},
    ),
    Door(
        "/my/print/presses/<int:press_id>/archive",
        "/my/print/presses/{press}/archive",
        "POST",
    ),
    # Accounts of colleagues
    Door("/my/print/accounts"),
    Door("/my/print/accounts/page/<int:page>", "/my/print/accounts/page/1"),
    Door("/my/print/accounts/new", "", "POST"),
    Door("/my/print/accounts/rights", "", "POST", {"right": "{account}.see_finance"}),
    Door("/my/print/accounts/login", "", "JSON", {"name": "Anna"}),
    Door(
        "/my/print/accounts/<int:account_id>/right",
        "/my/print/accounts/{account}/right",
        "JSON",
        {"name": "see_finance", "is_on": True},
    ),
    Door("/my/print/accounts/<int:account_id>", "/my/print/accounts/{account}"),
    Door(
        "/my/print/accounts/<int:account_id>",
        "/my/print/accounts/{account}",
        "POST",
        {"name": "Mine"},
    ),
    *(
        Door(
            "/my/print/accounts/<int:account_id>"
            "/<any(invite,disable,enable,delete):act>",
            f"/my/print/accounts/{{account}}/{act}",
            "POST",
        )
        for act in ("invite", "disable", "enable", "delete")
    ),
    # One's own data
    Door("/my/print/profile"),
    Door("/my/print/profile", "", "POST", {"name": "Me"}),
    Door("/my/print/profile/company"),
    Door("/my/print/profile/company", "", "POST", {"name": ""}),
    Door("/my/print/profile/notices"),
    Door("/my/print/profile/notices", "", "POST"),
    Door("/my/print/addresses"),
    Door(f"/my/print/{PLACE}/new", "/my/print/addresses/new"),
    Door(f"/my/print/{PLACE}/new", "/my/print/contacts/new", "POST"),
    Door(f"/my/print/{PLACE}/<int:child_id>", "/my/print/addresses/{address}"),
    Door(
        f"/my/print/{PLACE}/<int:child_id>",
        "/my/print/addresses/{address}",
        "POST",
        {"name": ""},
    ),
    Door(
        f"/my/print/{PLACE}/<int:child_id>/archive",
        "/my/print/addresses/{address}/archive",
        "POST",
    ),
    Door(
        "/my/print/addresses/<int:child_id>/usual",
        "/my/print/addresses/{address}/usual",
        "POST",
    ),
    Door(f"/my/print/banks/{SCHEME}/new", "/my/print/banks/iban/new"),
    Door(f"/my/print/banks/{SCHEME}/new", "/my/print/banks/iban/new", "POST"),
    Door(
        "/my/print/banks/<int:bank_id>/remove",
        "/my/print/banks/{bank}/remove",
        "POST",
    ),
    Door(
        "/my/print/manager/<int:partner_id>/photo",
        "/my/print/manager/{seller}/photo",
    ),
    Door("/my/account"),
    Door("/my/addresses"),
    Door("/my/address", "/my/address?partner_id={address}"),
    Door("/my/address/submit", "", "POST", {"partner_id": "{address}"}, is_shut=True),
    Door("/my/address/archive", "", "JSON", {"partner_id": "{address}"}),
    # Files
    Door("/my/print/files"),
    Door("/my/print/files/page/<int:page>", "/my/print/files/page/1"),
    Door("/my/print/files/unfinished", "", "JSON"),
    Door("/my/print/files/find", "", "JSON", {"search": "a"}),
    Door("/my/print/files/add", "", "POST"),
    # Its own protocol: whoever does not name the version is turned away.
    Door("/my/print/tus", "", "POST", is_shut=True),
    Door("/my/print/tus/<string:token>", "/my/print/tus/x", "POST", is_shut=True),
    Door("/my/print/files/<int:file_id>/download", "/my/print/files/{file}/download"),
    Door(
        "/my/print/files/<int:file_id>/delete", "/my/print/files/{file}/delete", "POST"
    ),
    Door("/my/print/files/delete", "", "POST", {"folder": "x"}),
    # Pictures: nothing is drawn in a test of doors.
    Door(
        "/my/print/files/<int:file_id>/preview",
        "/my/print/files/{file}/preview",
        is_shut=True,
    ),
    Door("/my/print/files/<int:file_id>/rename", "/my/print/files/{file}/rename"),
    Door(
        "/my/print/files/<int:file_id>/replace",
        "/my/print/files/{file}/replace",
        "JSON",
        {"by": 0},
    ),
    Door(
        "/my/print/files/<int:file_id>/confirm",
        "/my/print/files/{file}/confirm",
        "POST",
    ),
    Door(
        "/print/artwork/<int:artwork_id>/replace",
        "/print/artwork/{artwork}/replace",
        is_shut=True,
    ),
    Door(
        "/print/artwork/<int:artwork_id>/replace",
        "/print/artwork/{artwork}/replace",
        "POST",
        {"reason": "Fonts"},
        is_shut=True,
    ),
    Door(
        "/my/print/artwork/<int:artwork_id>/comment",
        "/my/print/artwork/{artwork}/comment",
        "POST",
        {"comment": "The logo is the old one"},
    ),
    Door(
        "/my/print/artwork/<int:artwork_id>/preview",
        "/my/print/artwork/{artwork}/preview",
        is_shut=True,
    ),
    Door(
        "/my/print/artwork/<int:artwork_id>/download",
        "/my/print/artwork/{artwork}/download",
    ),
    # Late files; a link that nobody signed is refused
    Door("/print/late/<string:token>", "/print/late/x", is_open=True, is_shut=True),
    Door(
        "/print/late/<string:token>",
        "/print/late/x",
        "POST",
        {"send": "1"},
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/late/<string:token>/upload",
        "/print/late/x/upload",
        "POST",
        is_open=True,
        is_shut=True,
    ),
    Door("/print/late/<string:link>/tus", "/print/late/x/tus", "POST", is_shut=True),
    Door(
        "/print/late/<string:link>/tus/<string:token>",
        "/print/late/x/tus/x",
        "POST",
        is_shut=True,
    ),
    Door(
        "/print/late/<string:link>/unfinished",
        "/print/late/x/unfinished",
        "JSON",
        is_open=True,
    ),
    Door(
        "/print/outgoing/<int:job_id>/unfinished",
        "/print/outgoing/{job}/unfinished",
        "JSON",
        is_shut=True,
    ),
    # Files put out for a client, by staff
    Door("/print/outgoing/<int:job_id>", "/print/outgoing/{job}", is_shut=True),
    Door("/print/outgoing/<int:job_id>", "/print/outgoing/{job}", "POST", is_shut=True),
    Door(
        "/print/outgoing/<int:job_id>/tus",
        "/print/outgoing/{job}/tus",
        "POST",
        is_shut=True,
    ),
    Door(
        "/print/outgoing/<int:job_id>/tus/<string:token>",
        "/print/outgoing/{job}/tus/x",
        "POST",
        is_shut=True,
    ),
    *(
        Door(
            f"/my/print/orders/<int:order_id>/job/<int:job_id>/{act}",
            f"/my/print/orders/{{order}}/job/{{job}}/{act}",
            "POST",
            data,
        )
        for act, data in (
            ("link", {"days": "7", "email": "a@example.com"}),
            ("file", {"file_id": "{file}"}),
            ("send", {}),
        )
    ),
    # Balance, invoices and payments
    Door("/my/print/balance"),
    Door("/my/print/balance/settle", "", "POST", {"invoice": "{invoice}"}),
    Door("/my/print/balance/pdf"),
    Door("/my/print/balance/act"),
    Door("/my/print/balance/xlsx"),
    Door("/my/print/invoices"),
    Door("/my/print/invoices/page/<int:page>", "/my/print/invoices/page/1"),
    Door("/my/print/invoices/<int:invoice_id>", "/my/print/invoices/{invoice}"),
    Door("/my/print/invoices/<int:invoice_id>/pdf", "/my/print/invoices/{invoice}/pdf"),
    Door("/my/print/invoices/pay", "/my/print/invoices/pay?invoice={invoice}"),
    Door(
        "/my/print/invoices/pay/<string:numbers>",
        "/my/print/invoices/pay/{invoice}",
        "JSON",
        PAYMENT,
    ),
    Door("/my/print/archive"),
    Door("/my/print/archive/page/<int:page>", "/my/print/archive/page/1"),
    Door("/my/print/archive/xlsx"),
    Door("/my/print/payments"),
    Door("/my/print/payments/page/<int:page>", "/my/print/payments/page/1"),
    Door("/my/print/payments/<int:line_id>/pdf", "/my/print/payments/{payment}/pdf"),
    # Core's pages that we changed
    Door("/my"),
    Door("/my/home"),
    Door("/my/invoices"),
    Door("/my/invoices/page/<int:page>", "/my/invoices/page/1"),
    Door("/my/invoices/<int:invoice_id>", "/my/invoices/{invoice}"),
    Door("/my/invoices/overdue"),
    # Core's pages of an order, which lead to ours or refuse
    Door("/my/orders"),
    Door("/my/orders/page/<int:page>", "/my/orders/page/1"),
    Door("/my/quotes"),
    Door("/my/quotes/page/<int:page>", "/my/quotes/page/1"),
    Door("/my/orders/<int:order_id>", "/my/orders/{order}"),
    Door("/my/orders/<int:order_id>/accept", "/my/orders/{order}/accept", "JSON"),
    Door("/my/orders/<int:order_id>/decline", "/my/orders/{order}/decline", "POST"),
    Door(
        "/my/orders/<int:order_id>/document/<int:document_id>",
        "/my/orders/{order}/document/1",
        is_shut=True,
    ),
    Door(
        "/my/orders/<int:order_id>/download_edi",
        "/my/orders/{order}/download_edi",
        is_shut=True,
    ),
    Door(
        "/my/orders/<int:order_id>/transaction",
        "/my/orders/{order}/transaction",
        "JSON",
        {"access_token": "x"},
    ),
    Door(
        "/my/orders/<int:order_id>/update_line_dict",
        "/my/orders/{order}/update_line_dict",
        "JSON",
        {"line_id": 1},
    ),
]

# Rows of a client: a global rule asks res.users._print_domain, and a stranger finds
# none of poligraf's.
ROWS = "rows"
# The same for everybody: countries, statuses, words.
SHARED = "shared"
# Core's own rules give each user his own.
CORE = "core"

READABLE = {
    "account.move": ROWS,
    "account.move.line": ROWS,
    "res.partner": ROWS,
    "res.users": ROWS,
    "sale.order": ROWS,
    "sale.order.line": ROWS,
    "stock.picking": ROWS,
    "print.artwork": ROWS,
    "print.document": ROWS,
    "print.draft": ROWS,
    "print.file": ROWS,
    "print.job": ROWS,
    "print.press": ROWS,
    "print.template": ROWS,
    "account.payment.term": SHARED,
    "ir.filters": CORE,
    "mail.message.subtype": SHARED,
    "payment.method": SHARED,
    "res.company": CORE,
    "res.country": SHARED,
    "res.country.group": SHARED,
    "res.country.state": SHARED,
    "res.currency": SHARED,
    "res.currency.rate": SHARED,
    "res.lang": SHARED,
    "auth.passkey.key": CORE,
    "auth.passkey.key.create": CORE,
    "auth_totp.device": CORE,
    "auth_totp.wizard": CORE,
    "discuss.call.history": CORE,
    "discuss.channel": CORE,
    "discuss.channel.member": CORE,
    "mail.message": CORE,
    "mail.notification": CORE,
    "payment.token": CORE,
    "res.users.apikeys": CORE,
    "res.users.apikeys.description": CORE,
    "res.users.identitycheck": CORE,
}
