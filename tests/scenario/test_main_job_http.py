"""The main job without a browser: what any client program would get."""

import re
import threading
import time
from datetime import date

import pytest
from letters import wait_for_link
from pdf import LOOSE_FONT, booklet
from test_registration_http import register
from visitor import Refused, Visitor

PASSWORD = "print-demo-1"
STAFF = PASSWORD
CLIENT_PASSWORD = "ofset-2026"
CHECK_S = 180  # the longest that the check of a small file may take here


@pytest.fixture(scope="module")
def staff(shop):
    """Return each employee by name, logged in."""

    def log_in(name):
        person = Visitor(shop.url)
        assert person.log_in(name, STAFF)
        return person

    return {name: log_in(name) for name in ("coordinator", "sales", "prepress")} | {
        "accountant": log_in("accountant")
    }


def registered(shop, staff, code, **form):
    """Return a new client's visitor: registered, approved and logged in."""
    client = Visitor(shop.url)
    email = f"{code}@example.com"
    sent = register(client, name=f"Ofset {code} EOOD", email=email, **form)
    assert sent.url.endswith("/print/register/sent"), sent.text
    client.post(wait_for_link(shop, email, "/print/register/confirm/"), {})
    coordinator = staff["coordinator"]
    (request,) = coordinator.call(
        "print.registration", "search", [("email", "=", f"{code}@example.com")]
    )
    (wizard,) = coordinator.call(
        "print.registration.approve",
        "create",
        [{"registration_id": request, "client_code": code}],
    )
    coordinator.call("print.registration.approve", "action_approve", [wizard])
    assert client.log_in(code, CLIENT_PASSWORD)
    return client


def plates(client, **answers):
    """Return the form for plates, filled right."""
    return {
        **client.typed("/my/print/order/ctp_plates"),
        "job_title": "Autumn booklet",
        "plate_format": "745x605",
        **answers,
    }


def basket_id(client):
    (value,) = client.tree("/my/print/basket").xpath(
        "//input[@name='basket_id']/@value"
    )
    return value


def send(client):
    """Send the basket; return the id of the order."""
    answer = client.post(
        "/my/print/basket", {"basket_id": basket_id(client), "submit": "1"}
    )
    assert "/my/print/orders/" in answer.url, answer.text
    return int(answer.url.split("/orders/")[1].split("?")[0])


def test_from_registration_to_paid_invoice(shop, staff):
    client = registered(shop, staff, "ofset-http")
    file = client.upload("Booklet_8pp.pdf", booklet())

    form = plates(client)
    raw = {name: text for name, text in form.items() if name != "csrf_token"}
    review = client.json(
        "/my/print/price", code="ctp_plates", raw=raw, file_ids=[file["id"]]
    )
    assert review["errors"] == []
    assert review["formula"] == "4 + 4 = 8 plates"
    total = review["price"]["total"]

    added = client.post(
        "/my/print/order/ctp_plates", {**form, "file_ids": str(file["id"])}
    )
    assert added.url.endswith("/my/print/basket"), added.text
    assert " ".join(total.split()) in client.words("/my/print/basket")
    order_id = send(client)
    page = f"/my/print/orders/{order_id}"
    assert "We are checking the files" in client.words(page)

    sales, prepress = staff["sales"], staff["prepress"]
    (job,) = prepress.call(
        "print.job", "search_read", [("order_id", "=", order_id)], ["name"]
    )
    assert job["name"].startswith("i-")
    wait_for_words(client, page, "good to print")
    sales.call("sale.order", "action_confirm", [order_id])
    prepress.call("print.job", "action_certify_files", [job["id"]])
    assert "In production" in client.words(page)
    steps = []
    while not steps or steps[-1] != "ready":
        prepress.call("print.job", "action_next", [job["id"]])
        (state,) = prepress.call("print.job", "read", [job["id"]], ["kind"])
        steps.append(state["kind"])
        assert len(steps) < 10
    assert "Ready" in client.words(page)

    prepress.call("print.job", "write", [job["id"]], {"made_quantity": 9})
    final_price(sales, order_id, amount=180)
    words = client.words(page)
    assert "accept the final price" in words and "180.00" in words
    (price,) = client.tree(page).xpath("//input[@name='prices']/@value")[:1]
    client.post(f"{page}/price/accept", {"prices": price})
    assert "accept the final price" not in client.words(page)
    invoice_id = invoiced(staff["accountant"], sales, order_id)
    words = client.words(page)
    assert "Invoiced" in words and "180.00" in words
    paid(staff["accountant"], invoice_id)
    assert "Paid" in client.words(page)
    (order,) = sales.call("sale.order", "read", [order_id], ["invoice_status"])
    assert order["invoice_status"] == "invoiced"


def wait_for_words(client, page, words):
    """Look at a page until the check of a file shows there."""
    for _second in range(CHECK_S):
        if words in client.words(page):
            return
        time.sleep(1)
    pytest.fail(f"no {words!r} on {page}: {client.words(page)}")


def accepted(prepress, job_id):
    """Accept and certify the files of a job, which opens its gates."""
    prepress.call("print.job", "action_accept_files", [job_id])
    prepress.call("print.job", "action_certify_files", [job_id])


def final_price(sales, order_id, amount):
    """Set the final price by hand, with the cause that the client reads."""
    (line,) = sales.call(
        "sale.order.line",
        "search",
        [("order_id", "=", order_id), ("print_spec_id", "!=", False)],
    )
    values = {
        "line_id": line,
        "amount": amount,
        "deviation_cause": "Production",
        "note": "Nine plates, and a courier for the proof.",
    }
    (wizard,) = sales.call(
        "print.final.price",
        "create",
        [{"order_id": order_id, "line_ids": [[5], [0, 0, values]]}],
    )
    sales.call("print.final.price", "action_fix", [wizard])


def invoiced(accountant, sales, order_id):
    """Invoice the order as the office does; return the posted invoice's id."""
    (wizard,) = sales.call(
        "sale.advance.payment.inv",
        "create",
        [
            {
                "sale_order_ids": [[6, 0, [order_id]]],
                "advance_payment_method": "delivered",
            }
        ],
    )
    sales.call("sale.advance.payment.inv", "create_invoices", [wizard])
    (order,) = sales.call("sale.order", "read", [order_id], ["invoice_ids"])
    (invoice_id,) = order["invoice_ids"]
    accountant.call(
        "account.move", "write", [invoice_id], {"invoice_date": f"{date.today()}"}
    )
    accountant.call("account.move", "action_post", [invoice_id])
    return invoice_id


def paid(accountant, invoice_id):
    context = {"active_model": "account.move", "active_ids": [invoice_id]}
    (wizard,) = accountant.call(
        "account.payment.register", "create", [{}], context=context
    )
    accountant.call(
        "account.payment.register", "action_create_payments", [wizard], context=context
    )


def test_wrong_form_returned_mended_and_sent_again(shop, staff):
    client = registered(shop, staff, "ofset-unlucky")
    wrong = client.post(
        "/my/print/order/ctp_plates",
        plates(client, colors_front="44", job_title="Kept title"),
    )
    assert wrong.status_code == 422
    assert "Colours on the front: enter a whole number from 0 to 10." in wrong.text
    assert "Kept title" in wrong.text

    # What was typed is kept as a draft: only the wrong field is mended.
    draft = client.typed("/my/print/order/ctp_plates")
    assert (draft["job_title"], draft["colors_front"]) == ("Kept title", "44")
    added = client.post(
        "/my/print/order/ctp_plates",
        plates(client, colors_front="4", files_later="on"),
    )
    assert added.url.endswith("/my/print/basket"), added.text
    order_id = send(client)
    page = f"/my/print/orders/{order_id}"
    assert "Waiting for you: send the files." in client.words(page)

    prepress = staff["prepress"]
    (job_id,) = prepress.call("print.job", "search", [("order_id", "=", order_id)])
    form_page = f"{page}/job/{job_id}"
    first = client.upload("Booklet_v1.pdf", booklet(4))
    client.post(form_page, {**client.typed(form_page), "file_ids": str(first["id"])})
    assert "We are checking the files" in client.words(page)

    (reason,) = prepress.call("print.reason", "search", [("code", "=", "no_bleed")])
    (stop,) = prepress.call(
        "print.job.stop",
        "create",
        [
            {
                "job_ids": [[6, 0, [job_id]]],
                "kind": "return",
                "reason_id": reason,
                "note": "Pages 2 and 3.",
            }
        ],
    )
    prepress.call("print.job.stop", "action_stop", [stop])
    words = client.words(page)
    assert "Waiting for you: replace the file, it has no bleed." in words
    assert "Pages 2 and 3." in words
    with pytest.raises(Refused, match="Not possible yet"):
        staff["sales"].call("sale.order", "action_confirm", [order_id])

    second = client.upload("Booklet_v2.pdf", booklet(8))
    client.post(form_page, {**client.typed(form_page), "file_ids": str(second["id"])})
    words = client.words(page)
    assert "We are checking the files" in words
    assert "Booklet_v2.pdf" in words
    accepted(prepress, job_id)
    staff["sales"].call("sale.order", "action_confirm", [order_id])
    assert "In production" in client.words(page)


def test_an_error_in_a_file_stops_its_job_until_a_better_one_comes(shop, staff):
    client = registered(shop, staff, "ofset-fonts")
    sales, prepress = staff["sales"], staff["prepress"]
    file = client.upload("Leaflet.pdf", booklet(font=LOOSE_FONT))
    client.post(
        "/my/print/order/ctp_plates", {**plates(client), "file_ids": str(file["id"])}
    )
    order_id = send(client)
    page = f"/my/print/orders/{order_id}"
    told = f"Fonts not embedded: {LOOSE_FONT}"
    wait_for_words(client, page, told)
    with pytest.raises(Refused, match=told):
        sales.call("sale.order", "action_confirm", [order_id])
    (job,) = prepress.call(
        "print.job", "search_read", [("order_id", "=", order_id)], ["artwork_ids"]
    )
    # Accepting the file does not make its fonts any better.
    prepress.call("print.job", "action_accept_files", [job["id"]])
    with pytest.raises(Refused, match=told):
        sales.call("sale.order", "action_confirm", [order_id])

    (artwork_id,) = job["artwork_ids"]
    client.post(
        f"{page}/artwork/{artwork_id}/replace",
        {},
        files={"file": ("Leaflet.pdf", booklet())},
    )
    wait_for_words(client, page, "good to print")
    assert told not in client.words(page)
    sales.call("sale.order", "action_confirm", [order_id])
    assert "In production" in client.words(page)


def test_two_who_press_at_once_take_one_step(shop, staff):
    client = registered(shop, staff, "ofset-twice")
    file = client.upload("Twice.pdf", booklet())
    client.post(
        "/my/print/order/ctp_plates", {**plates(client), "file_ids": str(file["id"])}
    )
    order_id = send(client)
    prepress = staff["prepress"]
    (job_id,) = prepress.call("print.job", "search", [("order_id", "=", order_id)])
    accepted(prepress, job_id)
    staff["sales"].call("sale.order", "action_confirm", [order_id])
    (job,) = prepress.call("print.job", "read", [job_id], ["status_id"])
    refused = []

    def press(name):
        context = {"print_seen_status_id": job["status_id"][0]}
        try:
            staff[name].call("print.job", "action_next", [job_id], context=context)
        except Refused as refusal:
            refused.append(str(refusal))

    pressing = [
        threading.Thread(target=press, args=[name]) for name in ("prepress", "sales")
    ]
    for person in pressing:
        person.start()
    for person in pressing:
        person.join()
    (told,) = refused
    assert "look again, then go on" in told
    (moves,) = prepress.call("print.job", "read", [job_id], ["move_ids"])
    assert len(moves["move_ids"]) == 3  # received, started, and one more


def test_a_status_is_never_written_by_hand(shop, staff):
    prepress = staff["prepress"]
    job_id, *_ = prepress.call("print.job", "search", [("kind", "=", "check")], limit=1)
    (done,) = prepress.call("print.status", "search", [("code", "=", "delivered")])
    with pytest.raises(Refused, match="a status is never typed"):
        prepress.call("print.job", "write", [job_id], {"status_id": done})
    client = Visitor(shop.url)
    assert client.log_in("poligraf", PASSWORD)
    with pytest.raises(Refused):
        client.call("print.job", "write", [job_id], {"status_id": done})


def test_twenty_submits_of_one_basket_make_one_order(shop, staff):
    client = registered(shop, staff, "ofset-hasty")
    client.post("/my/print/order/ctp_plates", plates(client, files_later="on"))
    form = {
        "basket_id": basket_id(client),
        "submit": "1",
        "csrf_token": client.token(),
    }
    answers = []

    def press():
        hasty = Visitor(shop.url)
        hasty.session.cookies.update(client.session.cookies)
        answer = hasty.session.post(
            f"{shop.url}/my/print/basket", data=form, timeout=120, allow_redirects=False
        )
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    threads = [threading.Thread(target=press) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _location in answers} == {303}, answers
    orders = {location.split("?")[0] for _status, location in answers}
    assert len(orders) == 1, answers
    names = staff["sales"].call(
        "sale.order",
        "search_read",
        [("partner_id.client_code", "=", "ofset-hasty"), ("is_basket", "=", False)],
        ["name"],
    )
    assert len(names) == 1
    assert names[0]["name"].startswith("i-")


def test_a_stranger_gets_nothing_of_another_client(shop):
    owner, stranger = Visitor(shop.url), Visitor(shop.url)
    assert owner.log_in("poligraf", PASSWORD)
    assert stranger.log_in("reklama", PASSWORD)
    links = owner.tree("/my/print/orders").xpath("//main//a/@href")
    pages = [link for link in links if re.search(r"/orders/\d+$", link)]
    assert pages
    for page in set(pages):
        assert owner.get(page).status_code == 200
        assert stranger.get(page).status_code == 404
    public = Visitor(shop.url).get(pages[0])
    assert "/web/login" in public.url


def test_a_wrong_password_is_refused(shop):
    assert not Visitor(shop.url).log_in("poligraf", "not the password")
    assert not Visitor(shop.url).log_in("nobody-here", "not the password")
