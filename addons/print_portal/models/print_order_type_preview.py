from odoo import models


class PrintOrderType(models.Model):
    """The form as the client sees it, shown to whoever shapes it."""

    _inherit = "print.order.type"

    def action_preview(self):
        """Open the client's page of this form, on which nothing can be ordered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/print/preview/{self.id}",
            "target": "new",
        }

    def _get_preview_values(self):
        """Return the values of the client's page for a form that is just opened."""
        self.ensure_one()
        typed = self._get_typed(self._get_default_values())
        shown = self._parse_form(typed)[0]
        labels = {field.code: field.name for field in self.field_ids}
        return {
            "is_preview": True,
            "order_type": self,
            "sections": self._get_form_sections(),
            "counted_field": self._get_counted_field(),
            "labels": labels | {"artwork": self.env._("Files")},
            "typed": typed,
            "shown": shown,
            "review": {
                "errors": [],
                "formula": "",
                "price": None,
                "price_state": "incomplete",
                "ladder": None,
                "turnaround_prices": None,
                "turnaround_ranks": None,
                "dates": self._get_form_dates(shown, self._get_offers(shown)),
            },
            "is_posted": False,
            "refusals": [],
            "files": [],
            "folder": [],
            "preview_languages": self.env["res.lang"].get_installed(),
        }

    def _get_known_codes(self):
        """Add what pages and rules about files and terms read by name."""
        return super()._get_known_codes() | {
            "copies",
            "files_later",
            "needed_by",
            "turnaround",
        }

    def _get_last_press(self):
        """Return the press for which the client last ordered this work, if any.

        :return: its code on the form, see ``print.press._get_choice``, or None
        """
        self.ensure_one()
        client = self.env["print.press"]._get_client()
        if not client:
            return None
        line = self.env["sale.order.line"].search(
            [
                ("print_spec_id.order_type_id", "=", self.id),
                ("order_id.partner_id.commercial_partner_id", "=", client.id),
                ("order_id.is_basket", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        code = (line.print_spec_id.values or {}).get("press")
        is_offered = self.env["print.press"]._get_choice(code, is_offered=True)
        return code if is_offered else None

    def _get_gone(self, spec):
        """Return what ``spec`` chose and nobody can choose any more, as sentences.

        :return: dict of field code to sentence
        """
        values, form, records = spec._get_reading()
        gone = {}
        for field in self.field_ids:
            value, question = values.get(field.code), form.questions.get(field.code)
            if not value or not question or field._is_still_offered(value):
                continue
            gone[field.code] = self.env._(
                "%(value)s is no longer offered: choose again.",
                value=self._format_answer(question, value, records),
            )
        return gone
