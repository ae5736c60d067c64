import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .print_imposed import PREPRESS
from .print_order_type_imposition import SCHEME, ImpositionWork

FILES_AT_MOST = 200  # each takes some of the open files that a process may have


class PrintJob(models.Model):
    """What is imposed of a job, and that it is certified before it goes on."""

    _inherit = "print.job"

    imposed_ids = fields.One2many(
        "print.imposed",
        "job_id",
        "Imposed files",
        readonly=True,
        groups="base.group_user",
    )

    @api.depends("imposed_ids.certified_checksum", "imposed_ids.state")
    def _compute_next_status(self):
        return super()._compute_next_status()

    def _get_ordered_scheme(self):
        """Return the :class:`Choice` of the scheme that was ordered, a false one for
        none.
        """
        self.ensure_one()
        _values, _form, records = self.spec_id._get_reading()
        return records.get(SCHEME)

    def _get_imposition_work(self):
        """Return what was ordered to be imposed, None where no scheme was chosen.

        :rtype: ImpositionWork | None
        """
        self.ensure_one()
        spec = self.spec_id
        return spec.order_type_id._get_facts(*spec._get_reading()).get(
            "imposition_work"
        )

    def _get_imposable(self):
        """Return the files whose pages can be imposed, with what is known of each.

        Their pages follow one another as in the sheets made last, else by their names.

        :rtype: dict[print.artwork, FileFacts]
        :raise UserError: with what is missing
        """
        self.ensure_one()
        artwork = self._get_current_artwork()
        if not artwork:
            raise UserError(self.env._("%s has no file to impose.", self.name))
        if len(artwork) > FILES_AT_MOST:
            raise UserError(
                self.env._(
                    "At most %s files are imposed at once: put pages together in fewer"
                    " PDFs.",
                    FILES_AT_MOST,
                )
            )
        facts = artwork._get_file_facts()
        for file in artwork:
            self._check_imposable(file, facts.get(file))
        return {file: facts[file] for file in self._in_page_order(artwork)}

    def _check_imposable(self, file, facts):
        if not facts:
            raise UserError(self.env._("%s is still being checked.", file.name))
        if facts.format != "pdf" or facts.trouble:
            raise UserError(self.env._("%s is no PDF that can be imposed.", file.name))

    def _in_page_order(self, artwork):
        """Return files as they lay in the last sheets, a new version in its old place;
        what is new after them, by name.
        """
        before = self.imposed_ids.sorted("version")[-1:].source_ids.artwork_id

        def place(file):
            old = file
            while old and old not in before:
                old = old.replaces_id
            at = before.ids.index(old.id) if old else len(before)
            return at, _in_counting_order(file.name)

        return artwork.sorted(place)

    def _impose(self, scheme, scheme_name, artwork):
        """Have the pages of this job laid on sheets: the only door.

        :param scheme: ``prepress.imposition.Scheme``
        :param artwork: all current files of the job, in the order of their pages
        :return: the ``print.imposed`` that will hold the sheets
        :raise AccessError: for who is not in prepress
        :raise UserError: if there is nothing that can be imposed by it
        """
        self.ensure_one()
        if not self.env.user.has_group(PREPRESS):
            raise AccessError(self.env._("Pages are imposed by prepress."))
        self.check_access("write")
        imposable = self._get_imposable()
        if sorted(artwork.ids) != sorted(file.id for file in imposable):
            raise UserError(
                self.env._("Files of %s have changed: open “Impose…” anew.", self.name)
            )
        facts = [imposable[file] for file in artwork]
        pages = sum(each.page_count for each in facts)
        work = ImpositionWork(scheme, pages, self._get_trim(facts[0]))
        if not work.counts():
            schemes = self.env["print.imposition"]
            raise UserError(
                "\n".join(
                    schemes._say_fault(fault, schemes._get_fault_field(fault))
                    for fault in work.faults()
                )
            )
        inks = dict.fromkeys(
            ink for each in facts for page in each.pages for ink in page.inks
        )
        return self.env["print.imposed"]._request(artwork, work, scheme_name, inks)

    def _get_trim(self, facts):
        """Return the finished page in mm: as ordered, else as the first file has it.

        :param facts: ``FileFacts`` of that file
        """
        if ordered := self._get_imposition_work():
            return ordered.trim
        page = facts.pages[0]
        left, bottom, right, top = page.trim or page.crop or page.media
        return (round(right - left, 2), round(top - bottom, 2))

    def action_impose(self):
        """Button of prepress: ask for the scheme."""
        self.ensure_one()
        self._get_imposable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Impose"),
            "res_model": "print.job.impose",
            "view_mode": "form",
            "target": "new",
            "context": {"default_job_id": self.id},
        }

    def _get_certificate_blockers(self):
        """Sheets that were made are what goes to the press: they are certified, too."""
        sentences = super()._get_certificate_blockers()
        made = self.imposed_ids.filtered(lambda imposed: imposed.state == "done")
        made = made.sorted("version")[-1:]
        if made and not made.is_current:
            sentences.append(
                self.env._(
                    "%s is void, its files or order changed: impose again.", made.name
                )
            )
        elif made and not (made.is_certified and made._is_as_recorded()):
            sentences.append(
                self.env._(
                    "Not certified: %s. Prepress certifies it on the job.", made.name
                )
            )
        return sentences


def _in_counting_order(name):
    """Return a name so that numbers in it sort by their value.

    >>> sorted(["p10.pdf", "P2.pdf", "cover.pdf"], key=_in_counting_order)
    ['cover.pdf', 'P2.pdf', 'p10.pdf']
    """
    pieces = re.split(r"(\d+)", name.casefold())
    return [int(each) if each.isdecimal() else each for each in pieces]
