import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_pricing.form import is_choice
from odoo.fields import Domain
from odoo.tools.misc import format_date

LARGEST = 50_000  # characters; the longest form that can be ordered has far fewer
DAYS_KEPT = 90


class PrintDraft(models.Model):
    """What an account typed on an order form and has not put into its basket yet.

    One for each account and kind of work, and nobody else's to see: neither
    colleagues nor the main account of the client.
    """

    _name = "print.draft"
    _description = "Draft of an Order Form"
    _order = "id desc"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="cascade",
        index=True,
        help="An account that moves to another client leaves its drafts behind.",
    )
    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    typed = fields.Json(help="Text of each form field, by its code.")
    accepted_rules = fields.Json(default=list)
    file_ids = fields.Json(default=list, help="Ids of the files that were chosen.")

    _owner_uniq = models.UniqueIndex(
        "(user_id, order_type_id)", "This account has a draft of this form already."
    )

    @api.model
    def _find_own(self, order_type):
        """Return the user's own draft of a form, as superuser; empty without one."""
        user = self.env.user
        client = user._print_client()
        # Accounts write drafts through the doors below only; whose it is is asked here.
        drafts_sudo = self.sudo()
        if not client:
            return drafts_sudo
        return drafts_sudo.search(
            [
                ("user_id", "=", user.id),
                ("client_id", "=", client.id),
                ("order_type_id", "=", order_type.id),
            ]
        )

    @api.model
    def _keep(self, order_type, raw, accepted_rules=(), file_ids=()):
        """Keep what the user has typed so far instead of what was kept before.

        :param raw: texts by field code, as for ``print.order.type._parse_form``
        :return: whether it was kept: never more than anybody could order
        """
        user = self.env.user
        client = user._print_client()
        content = {
            "typed": _tidy(raw, order_type.field_ids),
            "accepted_rules": [str(rule) for rule in accepted_rules],
            "file_ids": order_type.with_env(self.env)._check_files(list(file_ids)),
        }
        if not client or len(json.dumps(content, ensure_ascii=False)) > LARGEST:
            return False
        if draft_sudo := self._find_own(order_type):
            draft_sudo.write(content)
            return True
        # What is left of a time at another client makes room.
        self.sudo().search(
            [("user_id", "=", user.id), ("order_type_id", "=", order_type.id)]
        ).unlink()
        owner = {"user_id": user.id, "client_id": client.id}
        self.sudo().create({**owner, "order_type_id": order_type.id, **content})
        return True

    @api.model
    def _drop(self, order_type):
        """Forget the user's draft of a form: it was ordered, or he starts anew."""
        self._find_own(order_type).unlink()

    def _restore(self):
        """Return what was typed as the form of today takes it.

        :return: ``(typed, labels)``: texts by field code, and the labels of fields
            whose choice is no longer offered, to be chosen again
        """
        self.ensure_one()
        order_type, texts = self.order_type_id, self.typed or {}
        kept, gone = {}, []
        for field in order_type.field_ids:
            if field.code not in texts:
                continue
            text = texts[field.code]
            if is_choice(field.kind) and text and not field._is_still_offered(text):
                gone.append(field.name)
                text = [] if field.kind == "multi" else ""
            kept[field.code] = text
        defaults = order_type._get_typed(order_type._get_default_values())
        return defaults | kept, gone

    def _get_words(self, gone):
        """Return what the page says above the form that was restored.

        :param gone: see ``_restore``
        :return: dict of ``began`` and ``gone``, a sentence each, or empty
        """
        self.ensure_one()
        began = fields.Datetime.context_timestamp(self, self.create_date)
        day = format_date(self.env, began, date_format="d MMMM")
        labels = ", ".join(gone)
        return {
            "began": self.env._("You began this on %s.", day),
            "gone": labels
            and self.env._("No longer offered, choose again: %s.", labels),
        }

    @api.autovacuum
    def _gc_drafts(self):
        """Forget what nobody came back for."""
        before = fields.Datetime.now() - timedelta(DAYS_KEPT)
        # The clean-up is nobody's in particular.
        self.sudo().search(Domain("write_date", "<", before), limit=1000).unlink()


def _tidy(raw, form_fields):
    """Return the texts of ``raw`` that the form has fields for."""
    tidy = {}
    for field in form_fields:
        if field.code not in raw:
            continue
        given = raw[field.code]
        if field.kind == "multi":
            listed = given if isinstance(given, list | tuple) else [given]
            tidy[field.code] = [str(text) for text in listed if text]
        else:
            tidy[field.code] = str(given if given is not None else "")
    return tidy
