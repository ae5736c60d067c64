from odoo import fields, models
from odoo.addons.print_portal.file_size import size_words


class ProductDocument(models.Model):
    """Papers of products that partners may read: data sheets, instructions."""

    _inherit = "product.document"

    is_partner_portal = fields.Boolean(
        "Partner portal", help="Partners find this document on the product's page."
    )

    def _get_dealer_rows(self):
        """Return what a partner reads of these documents.

        :return: list of dicts ``id``, ``name``, ``url`` ("" for a file) and ``size``
        """
        return [
            {
                "id": document.id,
                "name": document.name,
                "url": document.url or "" if document.type == "url" else "",
                "size": size_words(self.env, document.file_size)
                if document.type == "binary"
                else "",
            }
            for document in self
        ]
