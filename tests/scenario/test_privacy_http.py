"""An account takes its data along, asks to be deleted, and is gone."""

import pytest
from letters import wait_for_link
from test_registration_http import PASSWORD, STAFF, register
from visitor import Refused, Visitor

CODE = "petkova-leaves"
EMAIL = "petkova@leaves.example.com"


@pytest.fixture(scope="module")
def coordinator(shop):
    person = Visitor(shop.url)
    assert person.log_in("coordinator", STAFF)
    return person


@pytest.fixture(scope="module")
def person(shop, coordinator):
    """Return a private person who has an account."""
    client = Visitor(shop.url)
    register(client, kind="person", name="Mira Petkova", contact_name="", email=EMAIL)
    client.post(wait_for_link(shop, EMAIL, "/print/register/confirm/"), {})
    (request,) = coordinator.call(
        "print.registration", "search", [("email", "=", EMAIL)]
    )
    (wizard,) = coordinator.call(
        "print.registration.approve",
        "create",
        [{"registration_id": request, "client_code": CODE}],
    )
    coordinator.call("print.registration.approve", "action_approve", [wizard])
    assert client.log_in(CODE, PASSWORD)
    return client


def test_the_data_come_as_one_file(person):
    answer = person.get("/my/print/privacy/export/client")
    data = answer.json()
    assert data["account"]["login"] == CODE
    assert data["registrations"][0]["email"] == EMAIL
    assert data["registrations"][0]["agreed_version"] == 1
    assert [each["name"] for each in data["contacts"]] == ["Mira Petkova"]
    assert data["orders"] == []


def test_a_person_asks_to_be_deleted_and_is(shop, person, coordinator):
    page = person.post("/my/print/privacy/delete", {"comment": "I leave"}).text
    assert "We are deleting your data" in page
    (asked,) = coordinator.call(
        "print.privacy.request",
        "search_read",
        [("client_id.client_code", "=", CODE)],
        ["partner_id", "activity_ids"],
    )
    assert asked["activity_ids"]
    partner = asked["partner_id"][0]
    (wizard,) = coordinator.call(
        "print.privacy.blank",
        "create",
        [{"request_id": asked["id"], "typed_login": "somebody"}],
    )
    with pytest.raises(Refused, match=CODE):
        coordinator.call("print.privacy.blank", "action_blank", [wizard])
    coordinator.call("print.privacy.blank", "write", [wizard], {"typed_login": CODE})
    coordinator.call("print.privacy.blank", "action_blank", [wizard])

    # The open session ends, and nobody gets in again.
    assert "/web/login" in person.get("/my/print/privacy").url
    assert not Visitor(shop.url).log_in(CODE, PASSWORD)
    (blank,) = coordinator.call(
        "res.partner", "read", [partner], ["name", "email", "phone", "active"]
    )
    assert not (blank["email"] or blank["phone"] or blank["active"])
    assert "Petkova" not in blank["name"]
