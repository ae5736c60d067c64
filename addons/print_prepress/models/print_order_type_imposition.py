from dataclasses import dataclass, replace
from urllib.parse import urlencode

from odoo import models
from odoo.addons.print_pricing.estimate import ACCEPT, STOP
from odoo.addons.print_pricing.estimate.reading import size
from odoo.addons.print_pricing.spec_error import SpecError

from ..prepress.imposition import Scheme
from .print_imposition import survey_job

SCHEME = "scheme"  # code of the question that asks for one
# Where forms ask what the domain finds wrong with a scheme and a job.
OF_SHEET = ("sheet_width", "sheet_height")
FORM_FIELDS = {"page_count": "pages", "trim": "finished_width"}


@dataclass(frozen=True, slots=True)
class ImpositionWork:
    """What is imposed: a scheme, pages in all, and a trimmed page in mm."""

    scheme: Scheme
    pages: int
    trim: tuple[int, int]

    def counts(self):
        """Return the ``Counts`` of this job, None if it cannot be planned."""
        return survey_job(self.scheme, self.pages, self.trim)[0]

    def faults(self):
        """Return what is to be said of it, or why it cannot be planned."""
        return survey_job(self.scheme, self.pages, self.trim)[1]


class PrintOrderType(models.Model):
    """Work that is imposed by a scheme: its sheets and sets of plates are counted from
    the plan, and go into the price as if they had been typed.
    """

    _inherit = "print.order.type"

    def _get_record_models(self):
        return {**super()._get_record_models(), "imposition": "print.imposition"}

    def _get_known_codes(self):
        return super()._get_known_codes() | {
            SCHEME,
            "pages",
            "finished_width",
            "finished_height",
        }

    # The numbers that follow --------------------------------------------------------

    def _get_facts(self, values, form=None, records=None):
        """Add what a chosen scheme makes of the pages, see ``_get_planned_facts``."""
        facts = super()._get_facts(values, form, records)
        work = self._get_imposition_work(facts)
        if not work:
            return facts
        planned = self._get_planned_facts(work)
        return {**facts, **planned, "imposition_work": work}

    def _get_imposition_work(self, facts):
        """Return what is to be imposed, None where no scheme says how.

        :rtype: ImpositionWork | None
        """
        content = (facts.get(f"{SCHEME}_data") or {}).get("scheme")
        trim = size(facts.get("finished_width"), facts.get("finished_height"))
        pages = facts.get("pages")
        if not (content and trim and isinstance(pages, int) and pages > 0):
            return None
        return ImpositionWork(Scheme.from_json(content), pages, trim)

    def _get_planned_facts(self, work):
        """Return the facts of the plan by the names that ``estimate`` reads.

        What gets a set of films, plates or marks is the sheet, not the page.
        """
        counts = work.counts()
        if not counts:
            return {}
        sheet = work.scheme.sheet
        width, height = round(sheet.width_mm), round(sheet.height_mm)
        if self.process == "films":
            return {
                "forms": counts.plate_sets,
                "finished_width": width,
                "finished_height": height,
                "bleed": 0,
            }
        return {
            "signatures": counts.sheets,
            "work_style": work.scheme.work_style,
            "sheet_width": width,
            "sheet_height": height,
        }

    def _get_planned_numbers(self, values):
        """Return what a scheme answers instead of the client, by the form's codes."""
        if not values.get(SCHEME):
            return {}
        work = self._get_facts(values).get("imposition_work")
        counts = work and work.counts()
        if not counts or not self._get_fields(["signatures"]):
            return {}
        return {"signatures": counts.sheets}

    def _parse_form(self, raw):
        """Nobody counts what follows from his scheme."""
        values, errors = super()._parse_form(raw)
        return values | self._get_planned_numbers(values), errors

    # What contradicts itself --------------------------------------------------------

    def _check_rules(self, spec):
        values = spec.values or {}
        errors = super()._check_rules(spec)
        if values.get(SCHEME):
            # The sheet is that of the scheme: there it is to be mended.
            errors = [
                replace(error, field=SCHEME) if error.field in OF_SHEET else error
                for error in errors
            ]
        return errors + self._check_imposition(values)

    def _check_imposition(self, values):
        """Return what is wrong with a scheme and what is ordered by it."""
        if not values.get(SCHEME) or not self._get_fields([SCHEME]):
            return []
        sentences = self._get_rule_sentences()
        if values.get("imposed"):
            return [SpecError("IM1", SCHEME, sentences["IM1"], STOP)]
        facts = self._get_facts(values)
        work = facts.get("imposition_work")
        if not work:
            return self._check_imposed_pages(values, sentences)
        return [
            *self._check_plan(work, sentences),
            *self._check_planned(values, facts, sentences),
        ]

    def _check_imposed_pages(self, values, sentences):
        """Say which size is missing; what a form requires it has said already."""
        missing = [
            code
            for code in ("finished_width", "finished_height")
            if not values.get(code)
        ]
        return [SpecError("IM2", code, sentences["IM2"], STOP) for code in missing]

    def _check_plan(self, work, sentences):
        schemes = self.env["print.imposition"]
        errors = []
        for fault in work.faults():
            message = schemes._say_fault(fault, schemes._get_fault_field(fault))
            field = self._get_imposed_field(fault)
            if fault.is_error:
                errors.append(SpecError(f"IM-{fault.code}", field, message, STOP))
            elif fault.code == "blanks":
                message = sentences["IM5"] % {"sentence": message}
                errors.append(SpecError("IM5", field, message, ACCEPT))
            # How close pages lie is the scheme's own business, whoever orders by it.
        return errors

    def _get_imposed_field(self, fault):
        """Return the code of the field to mend: what the form does not ask, the scheme
        decides.
        """
        return FORM_FIELDS.get(fault.field, SCHEME)

    def _check_planned(self, values, facts, sentences):
        """Return the errors where a form says something else than its scheme."""
        errors = []
        style = values.get("work_style")
        if style and style != facts["work_style"]:
            field = self._get_fields(["work_style"])
            choice = field._get_choice(facts["work_style"])
            message = sentences["IM3"] % {"style": choice.name or facts["work_style"]}
            fix = choice.code or None
            errors.append(SpecError("IM3", "work_style", message, STOP, fix))
        for code, number in self._get_planned_numbers(values).items():
            if values.get(code) != number:
                message = sentences["IM4"] % {"n": number}
                errors.append(SpecError("IM4", code, message, STOP, str(number)))
        return errors

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "IM1": _("The file is imposed already: untick that, or choose no scheme."),
            "IM2": _("Enter the size of the page: sheets are counted from it."),
            "IM3": _("The scheme says: %(style)s. Choose that, or another scheme."),
            "IM4": _("The scheme makes %(n)s sheets with plates of their own."),
            "IM5": _("%(sentence)s Keep it?"),
        }

    # The page -----------------------------------------------------------------------

    def _review_form(self, raw, accepted_rules=(), file_ids=(), past=None):
        """Add ``imposition``, see ``_show_imposition``."""
        review = super()._review_form(raw, accepted_rules, file_ids, past)
        values = self._parse_form(raw)[0] if raw.get(SCHEME) else {}
        review["imposition"] = self._show_imposition(values)
        return review

    def _show_imposition(self, values):
        """Return the sheet of this job as the order form shows it.

        :return: dict of ``url`` of its picture (empty while it cannot be drawn),
            ``words``, what the job takes, and ``numbers`` by the form's codes, as texts
        """
        nothing = {"url": "", "words": "", "numbers": {}}
        if not values.get(SCHEME):
            return nothing
        work = self._get_facts(values).get("imposition_work")
        counts = work and work.counts()
        if not counts:
            return nothing
        asked = {"pages": work.pages, "width": work.trim[0], "height": work.trim[1]}
        numbers = self._get_planned_numbers(values)
        return {
            "url": self.env["ir.http"]._get_print_url(
                f"/impositions/{values[SCHEME]}/picture?{urlencode(asked)}"
            ),
            "words": self.env["print.imposition"]._say_counts(counts),
            "numbers": {code: str(number) for code, number in numbers.items()},
        }
