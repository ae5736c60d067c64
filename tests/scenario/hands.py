"""What a person's hand does on a page."""

from playwright.sync_api import expect


def click(button):
    """Press a button once it may be pressed. By a click in the page: a page that moves
    while its fonts arrive makes the browser's mouse miss, or press twice."""
    expect(button).to_be_visible()
    expect(button).to_be_enabled()
    button.evaluate("it => it.click()")


def open_ready(page, path):
    """Open a page of ours and wait until its scripts have taken hold of it."""
    page.goto(path)
    expect(page.locator("body[is-ready=true]")).to_be_attached()


def send(page, button="main form button[type=submit]"):
    """Send the form of the page, and wait for the page that it leads to."""
    with page.expect_navigation():
        click(page.locator(f"{button}:visible").first)
