from odoo import fields, models
from odoo.addons.print_pricing.form import is_choice

# What names one order, and no other one.
ASKED_ANEW = frozenset({"client_order_ref"})
WORDS = ("char", "text")


class PrintSpec(models.Model):
    """Work that was described before, on the form of today."""

    _inherit = "print.spec"

    def _renew(self):
        """Return what this spec asks for, as the form of today takes it.

        Nothing is dropped in silence: what cannot be kept is named.

        :return: ``(values, gone)``: values by field code, and what is not offered any
            more as ``[(label, answer), ...]``
        """
        self.ensure_one()
        order_type = self._get_order_type()
        today = {field.code: field for field in order_type.field_ids}
        then, form, _records = self._get_reading()
        values, gone = {}, []
        answers = {question.code: text for question, text in self._get_answers()}
        for code, value in then.items():
            if _is_empty(value) or code in ASKED_ANEW:
                continue
            kept = _keep_value(today.get(code), value)
            if not _is_empty(kept):
                values[code] = kept
            if kept != value and code in answers:
                gone.append((form.questions[code].name, answers[code]))
        # What the form asks since then begins as on a new form.
        if asked_since := today.keys() - form.questions:
            defaults = order_type._get_default_values()
            values |= {code: defaults[code] for code in asked_since & defaults.keys()}
        return values, gone

    def _describe_gone(self, gone):
        """Return sentences about what ``_renew`` could not keep."""
        return [
            self.env._(
                "%(field)s: %(answer)s is not offered any more.",
                field=label,
                answer=answer,
            )
            for label, answer in gone
        ]

    def _asks_the_same(self, other):
        """Whether both ask for the same work, however it is called."""
        return (
            self.order_type_id == other.order_type_id
            and self._get_priced_values() == other._get_priced_values()
        )

    def _get_priced_values(self):
        """Return the values that a price may follow from."""
        values, form, _records = self._get_reading()
        kinds = {code: question.kind for code, question in form.questions.items()}
        return {
            code: value
            for code, value in values.items()
            if not _is_empty(value)
            and kinds.get(code) not in WORDS
            and code != "files_later"
        }


def _is_empty(value):
    """Whether nothing was answered: 0 is an answer."""
    return value is None or value is False or value in ("", [])


def _keep_value(field, value):
    """Return what of ``value`` the form of today takes, None where it asks no more.

    :param field: of today's form, or None
    """
    if field is None:
        return None
    if field.kind == "multi" and isinstance(value, list):
        return [code for code in value if field._is_still_offered(code)]
    if is_choice(field.kind) and not field._is_still_offered(value):
        return None
    if field.kind == "date" and str(value) < str(fields.Date.context_today(field)):
        return None
    return value
