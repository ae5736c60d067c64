from odoo import models
from odoo.addons.print_pricing.estimate import ACCEPT, STOP
from odoo.addons.print_pricing.spec_error import SpecError

# What of a review is money.
PRICED = ("price", "ladder", "turnaround_prices", "turnaround_ranks")
# Sections whose one heading would only repeat the field below it.
PLAIN_SECTIONS = ("title", "more")


class PrintOrderType(models.Model):
    """The order form as pages show it: typed text comes in, sentences go out."""

    _inherit = "print.order.type"

    def _get_form_sections(self):
        """Return the form as a list of dicts, in the order of the page.

        Keys: ``key``, ``label``, ``is_plain`` (heading for screen readers only),
        ``fields``, and ``advanced``, those that are folded away.
        """
        self.ensure_one()
        labels = dict(
            self.env["print.spec.field"].fields_get(["section"])["section"]["selection"]
        )
        by_section = self.field_ids.grouped("section")
        if self._takes_files():
            by_section.setdefault("files", self.field_ids.browse())
        return [
            {
                "key": key,
                "label": label,
                "is_plain": key in PLAIN_SECTIONS,
                "fields": by_section[key].filtered(lambda field: not field.is_advanced),
                "advanced": by_section[key].filtered("is_advanced"),
            }
            for key, label in labels.items()
            if key in by_section
        ]

    def _get_counted_field(self):
        """Return the field behind which the form shows how many that makes."""
        self.ensure_one()
        return self.field_ids.filtered(
            lambda field: (
                field.kind == "integer"
                and field.is_required
                and not field.is_advanced
                and not field.condition_code
            )
        )[-1:]

    def _get_typed(self, values):
        """Return ``values`` of a spec as the texts that a form holds."""
        self.ensure_one()
        return {code: _as_typed(value) for code, value in values.items()}

    def _review_form(self, raw, accepted_rules=(), file_ids=(), past=None):
        """Check and price what a person typed so far; nothing is stored.

        :param raw: as for ``_parse_form``
        :param past: the spec from which ``raw`` comes: what it chose may be gone
        :return: the dict of ``_quote`` with: ``errors``, one dict for each field at
            most, among them warnings that were accepted (``is_accepted``), each with
            ``fix_label``; ``price_state``: ``hidden`` without the right to money,
            ``ready``, ``request`` for a price by hand, or ``incomplete``
        """
        self.ensure_one()
        values, unread = self._parse_form(raw)
        review = self._quote(values, accepted_rules, file_ids)
        errors = [error.to_dict() for error in unread] + review["errors"]
        kept = self._get_accepted(values, accepted_rules, file_ids)
        for code, sentence in (self._get_gone(past) if past else {}).items():
            gone = SpecError("F03", code, sentence).to_dict()
            errors = [gone, *(e for e in errors if e["field"] != code)]
        review["errors"] = self._arrange_errors(errors, kept)
        lacks = unread or self._lacks_price_fields(values)
        if lacks or self._is_unfilled(review):
            review |= dict.fromkeys(PRICED)
        review["price_state"] = self._get_price_state(review)
        return review

    def _is_unfilled(self, review):
        """Whether the price comes to nothing for want of what was not typed yet."""
        return (
            any(error["severity"] == STOP for error in review["errors"])
            and review["price"]
            and not review["price"]["raw_total"]
        )

    def _lacks_price_fields(self, values):
        """Whether a price would count what nobody has chosen yet.

        The client's own name for the job changes no price: it may come last.
        """
        return any(
            field.section != "title"
            and values.get(field.code) in (None, "", [])
            and field._is_shown(values)
            for field in self._get_fields(self._get_field_index().required)
        )

    def _get_accepted(self, values, accepted_rules, file_ids):
        """Return the warnings that the client has accepted: they stay in sight."""
        if not accepted_rules:
            return []
        spec = self.env["print.spec"].new(self._prepare_spec(values, (), file_ids))
        return [
            {**error.to_dict(), "is_accepted": True}
            for error in spec._check()
            if error.severity == ACCEPT and error.rule in accepted_rules
        ]

    def _arrange_errors(self, errors, kept):
        """Return one error a field, in the form's order, with words for its fix."""
        by_field = {}
        for error in [*errors, *kept]:
            by_field.setdefault(error["field"], error)
        form_fields = {field.code: field for field in self._get_fields(by_field)}
        for code, error in by_field.items():
            error.setdefault("is_accepted", False)
            error["fix_label"] = ""
            if error["fix"] and (field := form_fields.get(code)):
                error["fix_label"] = self.env._(
                    "Set: %s", field._format_value(field._parse(error["fix"]))
                )
        ranks = self._get_ranks(by_field)
        return sorted(by_field.values(), key=lambda error: ranks[error["field"]])

    def _get_ranks(self, codes):
        """Return where fields stand on the page; files come first in their section."""
        sections = [
            key
            for key, _label in self.env["print.spec.field"]._fields["section"].selection
        ]
        places = self._get_field_index().places
        ranks = {
            field.code: (
                sections.index(field.section),
                int(field.is_advanced),
                places[field.code],
            )
            for field in self._get_fields(codes)
        }
        return ranks | {"artwork": (sections.index("files"), -1)}

    def _get_price_state(self, review):
        if (
            not self.env["res.users"]
            .browse(self.env.uid)
            ._has_print_right("see_finance")
        ):
            return "hidden"
        if review["price"]:
            return "ready"
        if any(error["severity"] == STOP for error in review["errors"]):
            return "incomplete"
        return "request"


def _as_typed(value):
    if isinstance(value, bool):
        return "1" if value else ""
    return value if isinstance(value, list) else str(value)
