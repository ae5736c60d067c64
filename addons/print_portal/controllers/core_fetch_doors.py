"""Core's doors through which a stranger lets our server fetch an address of his choice.

It would reach what no browser outside does, such as other machines of the shop. None of
our pages for clients shows previews of links; those of staff do.
"""

from werkzeug.exceptions import NotFound

from odoo.addons.html_editor.controllers.main import HTML_Editor
from odoo.addons.mail.controllers.link_preview import LinkPreviewController
from odoo.http import request, route


def _refuse_strangers():
    if not request.env.user._is_internal():
        raise NotFound()


class PrintEditorDoors(HTML_Editor):
    @route()
    def link_preview_metadata(self, preview_url):
        _refuse_strangers()
        return super().link_preview_metadata(preview_url)

    @route()
    def link_preview_metadata_internal(self, preview_url):
        _refuse_strangers()
        return super().link_preview_metadata_internal(preview_url)


class PrintPreviewDoors(LinkPreviewController):
    @route()
    def mail_link_preview(self, message_id):
        _refuse_strangers()
        return super().mail_link_preview(message_id)
