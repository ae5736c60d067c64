from odoo import models

from ..filestore import StoreError


class PrintArtwork(models.Model):
    """Files that are printed once more, byte for byte."""

    _inherit = "print.artwork"

    def _is_on_disk(self):
        """Whether the bytes of this file are still held."""
        self.ensure_one()
        artwork = self.sudo()  # where it lies is nobody's business but ours
        try:
            artwork._store().path(artwork.path)
        except StoreError:
            return False
        return self.state != "missing"

    def _get_client_file(self):
        """Return the client's file with these very bytes.

        Whoever has deleted or replaced it gets it back: a link to what we hold, no
        copy.

        :return: a settled ``print.file``
        :raise UserError: when the bytes are gone
        """
        self.ensure_one()
        # The artwork was found by the account's rights; the folder is its client's.
        artwork = self.sudo()
        files = artwork.env["print.file"]
        client = artwork.job_id.partner_id.print_client_id
        alike = files.search(
            [
                ("partner_id", "=", client.id),
                ("checksum", "=", artwork.checksum),
                ("state", "=", "settled"),
            ]
        )
        same = alike.filtered(lambda file: file._is_as_recorded())
        if same:
            namesake = same.filtered(lambda file: file.name == artwork.name)
            return (namesake or same)[:1].with_env(self.env)
        with artwork._sentences(artwork.name):
            store = artwork._store()
            stored = store.give_back(artwork.path, client.id, artwork.name)
        return self.env["print.file"]._record(
            client, stored, user_id=self.env.uid, state="settled"
        )
