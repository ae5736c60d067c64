"""Mails that the shop sends, read from the folder that they end in."""

import email
import email.policy
import re
import time

PATIENCE_S = 180  # the queue of mails may come late


def read(shop, address):
    """Return the letters to ``address``, in the order they were sent."""
    paths = sorted(shop.mails.glob("*.eml"), key=lambda path: path.stat().st_mtime)
    letters = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in paths
    ]
    return [letter for letter in letters if address in str(letter["To"])]


def links(shop, address, path):
    """Return the links that begin with ``path``, mailed to ``address`` so far."""
    found = []
    for letter in read(shop, address):
        text = letter.get_body(("html", "plain")).get_content()
        found += re.findall(rf"https?://[^/\s\"]+({re.escape(path)}[^\s\"<>]*)", text)
    return found


def wait_for_link(shop, address, path):
    """Return the newest such link; the queue sends it within seconds.

    :raise AssertionError: when none comes
    """
    for _second in range(PATIENCE_S):
        if found := links(shop, address, path):
            return found[-1]
        time.sleep(1)
    raise AssertionError(f"no mail with {path} for {address}")
