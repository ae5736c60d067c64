"""From a form on the web to a login, by the link in the mail; programs get nowhere."""

import time

import pytest
from letters import PATIENCE_S, links, read, wait_for_link
from visitor import Visitor

STAFF = "print-demo-1"
PASSWORD = "ofset-2026"
CONFIRM = "/print/register/confirm/"


@pytest.fixture(scope="module")
def coordinator(shop):
    person = Visitor(shop.url)
    assert person.log_in("coordinator", STAFF)
    return person


def filled(client, **answers):
    """Open the form as a person does, and return it filled in."""
    page = client.tree("/print/register")
    (form,) = page.xpath("//form[contains(@class, 'pr-registration')]")
    (country,) = page.xpath(
        "//select[@name='country_id']/option[normalize-space()='Bulgaria']/@value"
    )
    (consent,) = form.xpath(".//input[@name='consent']/@value")
    return {
        **dict(form.form_values()),
        "kind": "company",
        "contact_name": "Mira Petkova",
        "phone": "+359 2 400 50 61",
        "country_id": country,
        "city": "Sofia",
        "street": "ul. Rakovski 1",
        "password": PASSWORD,
        "password_repeat": PASSWORD,
        "consent": consent,
        **answers,
    }


def register(client, **answers):
    form = filled(client, **answers)
    time.sleep(4)
    return client.post("/print/register", form)


def requests_of(coordinator, email):
    return coordinator.call(
        "print.registration",
        "search_read",
        [("email", "=", email)],
        ["state", "activity_ids"],
    )


def test_a_request_reaches_us_when_its_link_is_followed(shop, coordinator):
    email = "mira@ofset-mail.example.com"
    client = Visitor(shop.url)
    sent = register(client, name="Ofset Mail OOD", email=email)
    assert sent.url.endswith("/print/register/sent")
    assert email in sent.text
    (request,) = requests_of(coordinator, email)
    assert request["state"] == "unconfirmed" and not request["activity_ids"]

    link = wait_for_link(shop, email, CONFIRM)
    scanner = Visitor(shop.url)
    for _time in range(2):
        assert scanner.get(link).status_code == 200
    assert requests_of(coordinator, email)[0]["state"] == "unconfirmed"

    assert "Confirm and send" in client.words(link)
    for _time in range(2):
        assert "We are checking the request" in client.post(link, {}).text
    (request,) = requests_of(coordinator, email)
    assert request["state"] == "new" and request["activity_ids"]

    (wizard,) = coordinator.call(
        "print.registration.approve",
        "create",
        [{"registration_id": request["id"], "client_code": "ofset-mail"}],
    )
    coordinator.call("print.registration.approve", "action_approve", [wizard])
    assert client.log_in("ofset-mail", PASSWORD)


def test_the_link_is_mailed_again_and_a_forged_one_is_refused(shop, coordinator):
    email = "again@ofset-again.example.com"
    client = Visitor(shop.url)
    register(client, name="Ofset Again OOD", email=email)
    first = wait_for_link(shop, email, CONFIRM)
    answer = client.post("/print/register/resend", {"email": email})
    assert "is on the way" in answer.text
    for _second in range(PATIENCE_S):
        if len(links(shop, email, CONFIRM)) > 1:
            break
        time.sleep(1)
    assert len(links(shop, email, CONFIRM)) == 2
    forged = first[:-4] + ("AAAA" if first[-4:] != "AAAA" else "BBBB")
    assert client.get(forged).status_code == 410
    # Who is not waiting is told the same, and gets nothing.
    stranger = client.post("/print/register/resend", {"email": "no@one.example.com"})
    assert "is on the way" in stranger.text
    assert not read(shop, "no@one.example.com")


@pytest.mark.parametrize("program", ["fills every field", "in no time", "no stamp"])
def test_a_program_leaves_nothing_behind(shop, coordinator, program):
    email = f"{program.replace(' ', '-')}@program.example.com"
    client = Visitor(shop.url)
    if program == "in no time":
        form = filled(client, name="Program", email=email)
        sent = client.post("/print/register", form)
    else:
        trap = {"leave_empty": "x"} if "every" in program else {"opened": ""}
        sent = register(client, name="Program", email=email, **trap)
    assert sent.url.endswith("/print/register/sent")
    assert email in sent.text and "Open the link" in sent.text
    assert not requests_of(coordinator, email)
    assert not read(shop, email)


def test_the_applicant_is_never_told_who_is_known(shop, coordinator):
    """A known phone and e-mail get the answer that everybody gets."""
    (known,) = coordinator.call(
        "res.partner",
        "search_read",
        [("client_code", "=", "poligraf")],
        ["email", "phone"],
    )
    client = Visitor(shop.url)
    pages = [
        register(client, name="Somebody", email=email, phone=phone)
        for email, phone in (
            (known["email"], known["phone"]),
            ("nobody@nowhere.example.com", "+359 2 400 50 69"),
        )
    ]
    texts = [page.text.replace(known["email"], "X") for page in pages]
    texts = [text.replace("nobody@nowhere.example.com", "X") for text in texts]
    words = [" ".join(text.split("<main")[1].split()) for text in texts]
    csrf = [part.split('name="csrf_token" value="')[1][:60] for part in words]
    assert words[0].replace(csrf[0], "") == words[1].replace(csrf[1], "")
    (request,) = requests_of(coordinator, known["email"])
    (why,) = coordinator.call(
        "print.registration", "read", [request["id"]], ["similar_words"]
    )
    assert "same phone, same e-mail" in why["similar_words"]
