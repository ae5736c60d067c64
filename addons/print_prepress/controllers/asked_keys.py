from werkzeug.exceptions import abort

from odoo.http import Response


def read_keys(keys):
    """Return the list of texts by which a page asks for pictures.

    Anything else is refused as a mistake of the caller: answered with status 400, where
    core would take it for one of ours.
    """
    is_read = isinstance(keys, list) and all(isinstance(key, str) for key in keys)
    if not is_read:
        abort(Response("keys: send a list of texts, such as page-1.", 400))
    return keys
