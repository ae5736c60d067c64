"""Where the pages of dealers are.

The pages of print_portal answer here too, at the same address behind another root: see
``ir.http._generate_routing_rules``.
"""

CLIENT_ROOT = "/my/print"
DEALER_ROOT = "/dealer"
# Who is not in yet is let in here.
LOGIN = "/dealer/login"


def is_under(path, root):
    """Whether an address is that of an area, or lies in it."""
    return path == root or path.startswith(f"{root}/")


def to_twin(path):
    """Return where dealers find a page of clients.

    >>> to_twin("/my/print/orders/5"), to_twin("/my"), to_twin("/my/home")
    ('/dealer/orders/5', '/dealer', '/dealer')
    """
    is_twin = is_under(path, CLIENT_ROOT)
    return DEALER_ROOT + (path.removeprefix(CLIENT_ROOT) if is_twin else "")
