import hashlib
import json

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..form import Form


class PrintFormVersion(models.Model):
    """A form as it was when work was ordered with it, in every language of the shop.

    Made when a spec is frozen and nobody has ordered with this very form before.
    What was ordered is read with it, whatever becomes of fields and lists.
    """

    _name = "print.form.version"
    _description = "Version of a Print Order Form"
    _order = "order_type_id, number desc"
    _rec_name = "number"

    order_type_id = fields.Many2one(
        "print.order.type",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    number = fields.Integer(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)
    content = fields.Json(
        required=True,
        readonly=True,
        help="The form in each language, by the language's code.",
    )

    _hash_uniq = models.UniqueIndex(
        "(order_type_id, hash)", "This version of the form is kept already."
    )
    _number_uniq = models.UniqueIndex(
        "(order_type_id, number)", "Another version of this form has this number."
    )

    @api.model
    def _keep(self, order_type):
        """Return the version that says what the form of ``order_type`` asks now."""
        forms = {
            lang: order_type.with_context(lang=lang)._get_form().to_dict()
            for lang, _name in self.env["res.lang"].get_installed()
        }
        text = json.dumps(forms, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        # Whoever orders keeps the form: no right of his is needed for it.
        versions = self.sudo()
        domain = [("order_type_id", "=", order_type.id)]
        kept = versions.search([*domain, ("hash", "=", digest)], limit=1)
        if kept:
            return kept
        last = versions.search(domain, order="number desc", limit=1)
        return versions.create(
            {
                "order_type_id": order_type.id,
                "number": last.number + 1,
                "hash": digest,
                "content": forms,
            }
        )

    @tools.ormcache("self.id", "self.env.lang")
    def _get_form(self):
        """Return the :class:`Form` of this version in the user's language.

        In one that the shop learned later, its first language stands for it.
        """
        self.ensure_one()
        lang = self.env.lang or "en_US"
        return Form.from_dict(
            self.content.get(lang) or next(iter(self.content.values()))
        )

    def write(self, vals):
        """Refuse a change: work was ordered with this."""
        if vals:
            raise UserError(self.env._("A version of a form is kept as it was."))
        return super().write(vals)
