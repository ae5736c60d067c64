from odoo import models

from .res_partner import CHANGED


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """An open page hears when the folder of the account's client has changed."""
        channels = super()._build_bus_channel_list(channels)
        if client := self.env.user._print_client():
            channels.append((client, CHANGED))
        return channels
