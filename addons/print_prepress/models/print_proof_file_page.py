import base64

from odoo import models

from .print_preview import PAGE, THUMB

KINDS = (PAGE, THUMB)  # the larger one first
PNG = b"\x89PNG"


class PrintProofFile(models.Model):
    """A file of a proof on its stage, on the page of the order, and on paper."""

    _inherit = "print.proof.file"

    def _get_key(self):
        """Return by what the stage knows this file."""
        self.ensure_one()
        return self.artwork_id._get_view_key()

    def _get_stage_file(self, root):
        """Return this file as the stage shows it, see the template ``viewer``.

        :param str root: address of the page of the proof: its pictures lie below it,
            so that who sees the proof sees them
        """
        self.ensure_one()
        return self.artwork_id._get_view_file(f"{root}/file/{self.artwork_id.id}")

    def _find_pictures(self):
        """Return ``{file: print.preview of its first page}``, of those that are drawn.

        The larger picture is taken where there is one.
        """
        wanted = {
            file: [(file.checksum, kind, 1, None) for kind in KINDS] for file in self
        }
        found = self.env["print.preview"]._find(
            {key for keys in wanted.values() for key in keys}
        )
        drawn = {
            file: [found[key] for key in keys if key in found]
            for file, keys in wanted.items()
        }
        return {file: pictures[0] for file, pictures in drawn.items() if pictures}

    def _get_picture_urls(self):
        """Return ``{file: address of its first page}``, of those that are drawn."""
        return {
            file: f"/my/print/artwork/{file.artwork_id.id}/page/1/{picture.kind}"
            for file, picture in self._find_pictures().items()
        }

    def _get_sheet_values(self):
        """Return this file as the proof sheet shows it, with its first page.

        :return: dict of ``name``, ``pages``, ``version``, ``checksum``, ``picture`` (an
            address with the picture inside, "" while none is drawn)
        """
        self.ensure_one()
        return {
            "name": self.name,
            "pages": self.page_count,
            "version": self.version,
            "checksum": self.checksum,
            "picture": self._get_picture_data(),
        }

    def _get_picture_data(self):
        """Return the first page as an address that has the picture inside, or ""."""
        picture = self._find_pictures().get(self)
        if not picture:
            return ""
        content = base64.b64decode(picture.with_context(bin_size=False).image)
        kind = "png" if content.startswith(PNG) else "jpeg"
        return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
