from werkzeug.exceptions import abort

from odoo import models
from odoo.http import Response, request


class IrHttp(models.AbstractModel):
    """A call of the browser whose parameters have no names is refused as such."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        if rule.endpoint.routing["type"] == "jsonrpc":
            cls._check_envelope()
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _check_envelope(cls):
        """Refuse ``params`` that is no object: core takes it for a mistake of ours.

        What is no JSON at all, or no object itself, core refuses well.
        """
        try:
            call = request.get_json_data()
        except ValueError:
            return
        if isinstance(call, dict) and not isinstance(call.get("params", {}), dict):
            # With a response, as core does: an error would be sent with status 200.
            abort(Response("params: send a JSON object, names with values.", 400))
