"""Every page of a client's area, as a screen reader and a keyboard find it."""

import re

import pytest
from hands import click, open_ready
from playwright.sync_api import expect

AXE = "axe-core/axe.min.js"
SEVERE = ("serious", "critical")
SIZES = {"computer": (1280, 900), "phone": (390, 844)}
READERS = {"en": "hillside", "ru": "poligraf"}

# Pages that no menu leads to.
MORE = (
    "/my",
    "/my/print/basket",
    "/my/print/order/ctp_plates",
    "/my/print/order/press_printing",
    "/my/print/order/wide_format",
    "/my/print/order/ctp_plates/jobs",
    "/my/print/orders?search=nothing-like-it",
    "/my/print/presses",
    "/my/print/presses/new",
    "/my/print/help?about=files",
    "/my/print/nowhere",
)
PUBLIC = ("/print/register", "/print/register/sent", "/print/help", "/web/login")
# The first link of a list leads to a page of its own kind.
FIRST_OF = {
    "/my/print/orders?done=1": "tbody th a",
    "/my/print/invoices": "tbody th a",
    "/my/print/help": ".pr-kinds a",
}


def find_severe(page, source):
    """Return what axe finds serious or critical: rule, element and advice of each."""
    page.wait_for_load_state("load")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']}: {node['html'][:160]}\n    {node['failureSummary'][:200]}"
        for rule in found["violations"]
        if rule["impact"] in SEVERE
        for node in rule["nodes"]
    ]


def find_pages(page):
    """Return the addresses of all pages that the reader's menu and lists lead to."""
    page.goto("/my")
    links = page.locator(".pr-menu a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    firsts = []
    for path, selector in FIRST_OF.items():
        page.goto(path)
        firsts.append(page.locator(selector).first.get_attribute("href"))
    return [each for each in (*links, *MORE, *firsts) if "logout" not in each]


def report(findings):
    return "\n".join(f"{path}\n  " + "\n  ".join(all_) for path, all_ in findings)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", READERS)
def test_no_page_shuts_anybody_out(people, shop, lang, size):
    source = (shop.node / AXE).read_text()
    width, height = SIZES[size]
    page = people(READERS[lang], viewport={"width": width, "height": height})
    findings = []
    for path in dict.fromkeys(find_pages(page)):
        page.goto(path)
        if severe := find_severe(page, source):
            findings.append((path, severe))
    assert not findings, report(findings)


@pytest.mark.parametrize("size", SIZES)
def test_no_public_page_shuts_anybody_out(people, shop, size):
    source = (shop.node / AXE).read_text()
    width, height = SIZES[size]
    page = people(viewport={"width": width, "height": height})
    findings = []
    for path in PUBLIC:
        page.goto(path)
        box = page.locator("details.pr-login-box > summary")
        if box.count():
            click(box)
            expect(page.locator(".pr-login-box form")).to_be_visible()
        if severe := find_severe(page, source):
            findings.append((path, severe))
    assert not findings, report(findings)


def press_until(page, key, is_there, limit=80):
    """Press a key until ``is_there()``; say where the focus was lost otherwise."""
    for _turn in range(limit):
        if is_there():
            return
        page.keyboard.press(key)
    focused = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{key} never came there; the focus is on {focused}")


def has_focus(page, selector):
    return lambda: page.evaluate(
        "selector => Boolean(document.activeElement?.closest(selector))", selector
    )


def is_seen(page):
    """Whether the focused element shows that it has the focus."""
    return page.evaluate(
        """() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== "none" || style.boxShadow !== "none";
        }"""
    )


def test_plates_are_ordered_with_the_keyboard_alone(people):
    page = people("hillside")
    page.goto("/my")
    page.keyboard.press("Tab")
    expect(page.locator(".o_skip_to_content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "Tab", has_focus(page, "main"))
    assert is_seen(page)
    page.goto("/my")
    press_until(page, "Tab", has_focus(page, ".pr-nav a[href$='/order']"))
    assert is_seen(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/print/order")
    press_until(page, "Tab", has_focus(page, "a[href$='/order/ctp_plates']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/order/ctp_plates")
    expect(page.locator(".pr-drop-choose")).to_be_visible()
    press_until(page, "Tab", has_focus(page, "#f_job_title"))
    page.keyboard.type("Typed by keyboard")
    press_until(page, "Tab", has_focus(page, "[name=plate_format]"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    # The first choice of a thickness is none.
    press_until(page, "Tab", has_focus(page, "[name=plate_thickness]"))
    page.keyboard.press("ArrowRight")
    press_until(page, "Tab", has_focus(page, "[name=files_later]"))
    page.keyboard.press("Space")
    expect(page.locator("[name=files_later]")).to_be_checked()
    button = "form.pr-order button[type=submit]"
    press_until(page, "Tab", has_focus(page, button))
    assert is_seen(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/print/basket")
    expect(page.locator("main")).to_contain_text("Typed by keyboard")


def test_the_users_menu_and_the_login_box_work_by_keyboard(people):
    page = people("poligraf")
    open_ready(page, "/my")
    menu = page.locator(".pr-me .dropdown-menu")
    press_until(page, "Tab", has_focus(page, ".pr-me button[data-bs-toggle=dropdown]"))
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    press_until(page, "ArrowDown", has_focus(page, ".pr-me a[href='/my/security']"))
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".pr-me button[data-bs-toggle=dropdown]")).to_be_focused()
    public = people()
    open_ready(public, "/print/register")
    press_until(public, "Tab", has_focus(public, ".pr-login-box > summary"))
    public.keyboard.press("Enter")
    expect(public.locator(".pr-login-box [name=login]")).to_be_focused()
    public.keyboard.press("Escape")
    expect(public.locator(".pr-login-box form")).to_be_hidden()
    expect(public.locator(".pr-login-box > summary")).to_be_focused()


def test_the_header_stays_in_one_line(people):
    """With every section, and a long name, in the languages of the longest words."""
    for login in ("poligraf", "reklama"):
        page = people(login, viewport={"width": 1280, "height": 900})
        page.goto("/my")
        page.locator(".pr-user").evaluate(
            "name => { name.textContent = 'Издательско-полиграфический центр Юг'; }"
        )
        header = page.locator("header.pr-top")
        assert header.bounding_box()["height"] <= 64, login
        root = page.locator("html")
        assert root.evaluate("it => it.scrollWidth <= it.clientWidth"), login


def test_on_a_phone_the_menu_opens_and_gives_the_focus_back(people):
    page = people("poligraf", viewport={"width": 390, "height": 844})
    open_ready(page, "/my")
    button = page.locator("button[data-bs-target='#print_menu']")
    click(button)
    menu = page.locator("#print_menu")
    expect(menu).to_have_class(re.compile(r"\bshow\b"))
    expect(menu.locator("a[href='/my/print/documents']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
