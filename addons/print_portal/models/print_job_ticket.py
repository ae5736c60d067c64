from textwrap import wrap
from urllib.parse import urlencode

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import groupby
from odoo.tools.misc import format_datetime

# The work itself, in the order in which it is made; term and wishes have their places.
MAKING_SECTIONS = (
    "files",
    "work",
    "content",
    "sheet",
    "cover",
    "block",
    "insert",
    "screen",
    "finish",
)
STANDARD_TURNAROUND = "standard"
CHECKSUM_LETTERS = 8

# A ticket is one sheet: what is more stands on the screen, to which its code leads.
FILES = 5
FILE_NAME_LETTERS = 64
NOTES_LETTERS = 62  # a row
NOTES_ROWS = 8
CUT = " …"
# More answers or files than these are set smaller.
ROOMY_FACTS = 18
ROOMY_FILES = 3


class PrintJob(models.Model):
    """The work ticket: the sheet of paper that travels with a job."""

    _inherit = "print.job"

    def _get_ticket_values(self):
        """Return what the work ticket of this job says, as texts. No prices.

        :rtype: dict
        :raise AccessError: for clients: a ticket carries notes of the staff
        """
        self.ensure_one()
        self.check_access("read")
        if self.env.user.share:
            raise AccessError(self.env._("Work tickets are for the shop's staff."))
        # Whoever works on a job prints its ticket, without rights on orders.
        job = self.sudo()
        order = job.order_id
        sections, notes = job._get_ticket_sections(), job._get_ticket_notes()
        facts = sum(len(answers) for _section, answers in sections)
        files = job._get_current_artwork()
        return {
            "name": job.name,
            "title": job.title or "",
            "type": job.order_type_id.name,
            "version": job.spec_id.version,
            "printed": job._format_ticket_moment(fields.Datetime.now()),
            "printed_by": self.env.user.name,
            "client_code": job.partner_id.print_client_id.client_code or "",
            "client": job.partner_id.name,
            "contact": job.user_id.name or "",
            "reference": order.client_order_ref or "",
            "promised": job._format_ticket_moment(job.date_promised),
            "rush": job._get_rush_label(),
            "barcode_url": job._get_barcode_url("Code128", job.name, 1200, 200),
            "qr_url": job._get_barcode_url("QR", job._get_staff_url(), 400, 400),
            "sections": sections,
            "is_dense": facts > ROOMY_FACTS or len(files) > ROOMY_FILES,
            "files": job._get_ticket_files(),
            "more_files": max(len(files) - FILES, 0),
            "steps": job._get_ticket_steps(),
            "delivery": job._get_ticket_delivery(),
            "notes": notes,
            "is_cut": any(note.endswith(CUT) for note in notes),
            "stop": job._get_ticket_stop(),
        }

    def _format_ticket_moment(self, moment):
        """Return day with weekday and time, as staff read it on paper."""
        if not moment:
            return ""
        return format_datetime(self.env, moment, dt_format="EEE d MMM y, HH:mm")

    def _get_rush_label(self):
        """Return the turnaround in words unless it is the usual one."""
        for field, text in self.spec_id._get_answers():
            if field.code == "turnaround":
                usual = self.spec_id.values["turnaround"] == STANDARD_TURNAROUND
                return "" if usual else text
        return ""

    def _get_barcode_url(self, symbology, value, width, height):
        """Return the address of a barcode; sizes in pixels, enough for 300 dpi."""
        query = {
            "barcode_type": symbology,
            "value": value,
            "width": width,
            "height": height,
            "quiet": 0,
        }
        return f"/report/barcode/?{urlencode(query)}"

    def _get_staff_url(self):
        """Return where staff find this job in the back office."""
        return f"{self.get_base_url()}/odoo/print.job/{self.id}"

    def _get_ticket_sections(self):
        """Return the spec in making order, as ``[(section, [(label, value)])]``."""
        labels = dict(
            self.env["print.spec.field"]
            ._fields["section"]
            ._description_selection(self.env)
        )
        # What asks for nothing is left out: a crowded ticket is not read.
        answers = [
            (field, text)
            for field, text in self.spec_id._get_work_answers()
            if field.section in MAKING_SECTIONS
        ]
        return [
            (labels[section], [(field.name, text) for field, text in group])
            for section, group in groupby(answers, lambda answer: answer[0].section)
        ]

    def _get_ticket_files(self):
        return [
            {
                "name": _shorten_name(artwork.name),
                "version": artwork.version,
                "size": artwork.size_text,
                "checksum": (artwork.checksum or "")[:CHECKSUM_LETTERS],
            }
            for artwork in self._get_current_artwork()[:FILES]
        ]

    def _get_ticket_steps(self):
        """Return the steps of production that are signed for."""
        statuses = self.env["print.status"].search([("kind", "=", "work")])
        return statuses.filtered(lambda status: status.code != "started").mapped("name")

    def _get_ticket_delivery(self):
        """Return how the work leaves: method, address, recipient, phone."""
        values = self.order_id._get_delivery_values(sees_money=False)
        return {
            "method": values["carrier"],
            "address": "" if values["is_pickup"] else values["address"],
            "recipient": values["recipient"],
            "phone": values["phone"],
        }

    def _get_ticket_notes(self):
        """Return what was said beside the form, by client and staff, as texts."""
        wishes = [
            (field.name, text)
            for field, text in self.spec_id._get_work_answers()
            if field.section == "more"
        ]
        notes = [
            *self._get_ticket_own_notes(),
            *wishes,
            (self.env._("Note on the order"), self.order_id.print_note),
        ]
        return self._cut_notes([(label, text) for label, text in notes if text])

    def _cut_notes(self, notes):
        """Return the ``notes`` that fit on the sheet; a cut one ends in a mark."""
        shown, left = [], NOTES_ROWS
        for index, (label, text) in enumerate(notes):
            # Those that follow have a row each to begin with.
            left_here = max(left - (len(notes) - index - 1), 1)
            rows = [
                row
                for paragraph in self._tell_note(label, text).splitlines()
                for row in wrap(paragraph, NOTES_LETTERS) or [""]
            ]
            if len(rows) > left_here:
                rows = [*rows[: left_here - 1], rows[left_here - 1] + CUT]
            left -= len(rows)
            shown.append("\n".join(rows))
        return shown

    def _tell_note(self, label, text):
        return self.env._("%(label)s: %(answer)s", label=label, answer=text.strip())

    def _get_ticket_stop(self):
        """Return why nobody may go on with this job now, empty when all may."""
        if self.kind not in ("hold", "client", "cancel"):
            return ""
        words = [self.status_id.name, self.reason_id.name, self.reason_note]
        return ": ".join(filter(None, words))


def _shorten_name(name, letters=FILE_NAME_LETTERS):
    """Return the name of a file with its ending, which tells versions apart.

    >>> _shorten_name("cover.pdf")
    'cover.pdf'
    >>> short = _shorten_name("Catalogue_" * 9 + "signature_01_final.pdf")
    >>> short[:10], short[-23:], len(short)
    ('Catalogue_', '_signature_01_final.pdf', 64)
    """
    if len(name) <= letters:
        return name
    half = letters // 2
    return f"{name[: half - 1]}…{name[-half:]}"
