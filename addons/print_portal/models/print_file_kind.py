from odoo import api, models

# Font Awesome 4.7, as Odoo ships it.
ICONS = {
    "fa-file-pdf-o": "pdf",
    "fa-file-image-o": "tif tiff jpg jpeg png gif bmp webp heic svg psd psb",
    "fa-file-powerpoint-o": "ppt pptx odp",
    "fa-file-word-o": "doc docx odt rtf",
    "fa-file-excel-o": "xls xlsx ods csv",
    "fa-file-archive-o": "zip rar 7z gz tgz tar",
    "fa-file-text-o": "txt indd idml qxd",
    "fa-paint-brush": "ai eps ps cdr",
    "fa-font": "otf ttf woff woff2 pfb",
}
ICON = "fa-file-o"
ICON_OF = {
    ending: icon for icon, endings in ICONS.items() for ending in endings.split()
}


class PrintStoredMixin(models.AbstractModel):
    """What a file looks like in a list: an icon by its ending, or its first page."""

    _inherit = "print.stored.mixin"

    @api.model
    def _get_icons(self):
        """Return the icon of each ending that has one of its own."""
        return ICON_OF

    def _get_icon(self):
        self.ensure_one()
        return ICON_OF.get(self.name.lower().rpartition(".")[2], ICON)

    def _filter_previewed(self):
        """Return those of these files that have a picture of their first page.

        Called once for a whole list. Nobody makes pictures here: an add-on that does
        overrides this and ``_get_preview_stream``.
        """
        return self.browse()

    def _get_preview_stream(self):
        """Return the picture of the first page, or None if there is none.

        Called when the user was found to have the right to see this file.

        :return: ``odoo.http.Stream`` of a PNG or JPEG some hundred pixels wide
        """
        self.ensure_one()
        return None

    def _get_remarks(self):
        """Return what is known of these files beyond name and size, as sentences.

        Called once for a whole list. Nobody looks into files here: an add-on that
        does overrides this.

        :return: ``{file: text}``, such as "24 pages, 210 x 297 mm, 1 remark"
        """
        return {}


class PrintFile(models.Model):
    _inherit = "print.file"

    def _portal_values(self):
        """See its icon, too."""
        return super()._portal_values() | {"icon": self._get_icon()}
