"""A title for what nobody has given one."""

LONGEST_TITLE = 60


def get_first_words(text, most=LONGEST_TITLE):
    """Return the beginning of ``text`` as a title, cut between words.

    >>> get_first_words("Business cards\\nfor three people")
    'Business cards'
    """
    line = next(
        (line.strip() for line in (text or "").splitlines() if line.strip()), ""
    )
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0] + "…"
