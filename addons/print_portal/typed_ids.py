"""Ids as they come from outside: in addresses, in forms, from programs."""

LARGEST = 2**31 - 1  # of an id, and of a page that somebody may ask for


def read_id(text):
    """Return the id that a text names, 0 for none that the database has.

    >>> read_id("17"), read_id("017"), read_id(""), read_id(None)
    (17, 17, 0, 0)
    >>> read_id("-1"), read_id("²"), read_id("9" * 20), read_id("9" * 5000)
    (0, 0, 0, 0)
    """
    text = str(text or "")
    is_short = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))
    number = int(text) if is_short else 0
    return number if number <= LARGEST else 0


def read_ids(texts):
    """Return the ids that texts name, without those that name none.

    >>> read_ids(["3", "", "x", "5"])
    [3, 5]
    """
    return [id for id in map(read_id, texts) if id]
