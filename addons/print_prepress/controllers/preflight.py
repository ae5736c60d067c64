from odoo.http import Controller, request, route

MOST = 200  # files that one page asks about


class PrintPreflight(Controller):
    @route("/my/print/checks", type="jsonrpc", auth="user", website=True, readonly=True)
    def print_checks(self, keys=(), **kw):
        """Return how far the checks of these files are, by key; None if one has ended.

        Whatever the account may not see has ended for it.
        """
        keys = keys if isinstance(keys, list) else ()
        asked = [key for key in keys if isinstance(key, str)]
        return request.env["print.preflight"]._get_progress(asked[:MOST])
