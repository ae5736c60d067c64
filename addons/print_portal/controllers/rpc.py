from odoo.addons.rpc.controllers import RPC
from odoo.http import request, route

from ..login_address import coming_from


class PrintRpc(RPC):
    """Core forgets who calls before it asks for the password: here it is remembered."""

    @route()
    def jsonrpc(self, service, method, args):
        with coming_from(request.httprequest.remote_addr):
            return super().jsonrpc(service, method, args)

    @route()
    def xmlrpc_1(self, service):
        with coming_from(request.httprequest.remote_addr):
            return super().xmlrpc_1(service)

    @route()
    def xmlrpc_2(self, service):
        with coming_from(request.httprequest.remote_addr):
            return super().xmlrpc_2(service)
