"""Fields of the small forms in which clients keep their own data."""


def form_field(
    name,
    label,
    *,
    help="",
    kind="text",
    choices=(),
    is_optional=False,
    width="",
    complete="off",
    locked="",
):
    """Return what the template ``print_portal.own_field`` shows of one field.

    :param str kind: type of the input, or "select", "tick"
    :param choices: pairs of value and label, for "select"
    :param str width: CSS length; it tells how much is expected
    :param str complete: the ``autocomplete`` token of HTML
    :param str locked: why it cannot be changed here; empty when it can
    """
    return {
        "name": name,
        "label": label,
        "help": help,
        "kind": kind,
        "choices": list(choices),
        "is_optional": is_optional,
        "width": width,
        "complete": complete,
        "locked": locked,
    }


def tidy_line(text, longest=200):
    """Return a line as it is kept: no zero bytes, white space folded, cut."""
    return " ".join((text or "").replace("\0", "").split())[:longest]
