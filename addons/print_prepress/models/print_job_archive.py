from pathlib import PurePosixPath

from odoo import models
from odoo.addons.print_portal.file_names import AGAIN

from ..prepress import inks_of
from ..prepress.naming_rule import short_inks, with_ending
from .print_archive_files import ORIGINALS, PRINT, UNCERTIFIED, PackedFile


class PrintJob(models.Model):
    """What of a job goes into the archive of its order, and what it is called there."""

    _inherit = "print.job"

    def action_fetch_archive(self):
        """Button of staff: the archive of the whole order."""
        self.ensure_one()
        return self.order_id.action_fetch_archive()

    def _get_archive_files(self):
        """Return what the press needs of this job. Asked as superuser.

        Add-ons above add what they make, such as imposed sheets, by super.

        :rtype: list[PackedFile]
        """
        self.ensure_one()
        artwork = self._get_current_artwork().sorted(lambda file: (file.name, file.id))
        files = [
            PackedFile(self, PRINT if file.is_certified else UNCERTIFIED, file)
            for file in artwork
        ]
        if self.company_id.print_archive_originals:
            folder = f"{ORIGINALS}/{self.name}"
            files += [
                PackedFile(self, folder, original, original._get_kept_name())
                for file in artwork
                if (original := file._get_original()) and original != file
            ]
        return files

    def _get_client_archive_files(self):
        """Return what of this job is the client's own, under his names.

        Asked as superuser; add-ons above add what he has approved by super.

        :rtype: list[PackedFile]
        """
        self.ensure_one()
        artwork = self._get_current_artwork().sorted(lambda file: (file.name, file.id))
        originals = artwork.browse().union(*(file._get_original() for file in artwork))
        return [
            PackedFile(self, self.name, file, file._get_kept_name())
            for file in originals
        ]

    def _get_press_name(self, stored, facts=None, **known):
        """Return what a file is called on its way to the press, by the shop's rule.

        :param stored: record with ``print.stored.mixin``
        :param facts: ``FileFacts`` of its bytes, where they are known
        :param known: text by token, where it does not follow from the file
        """
        self.ensure_one()
        name = PurePosixPath(stored.name).stem
        ordered = self.spec_id._get_ordered()
        values = {
            "order": self.order_id.name,
            "line": str(self.number),
            "part": _part_of(name),
            "pages": say_pages(facts.page_count) if facts else "",
            "size": _say_size(ordered, facts),
            "inks": short_inks(inks_of([facts])) if facts else "",
            "version": str(stored.version) if "version" in stored else "",
            "client": self.partner_id.print_client_id.client_code or "",
            "title": self.title or "",
            "name": name,
            **known,
        }
        lang = self.partner_id.lang
        return with_ending(
            self.company_id._fill_archive_rule(values, lang), stored.name
        )


def _part_of(name):
    """Return the name of a file without what people add when they send it again.

    >>> _part_of("Cover v2 final"), _part_of("v2")
    ('Cover', 'v2')
    """
    again = AGAIN.search(name.lower())
    return name[: again.start()] if again and again.start() else name


def say_pages(count):
    """Return the pages of a file: as many digits as sort right in every folder.

    >>> say_pages(16), say_pages(1), say_pages(0)
    ('001-016', '001', '')
    """
    if count > 1:
        return f"001-{count:03}"
    return "001" if count else ""


def _say_size(ordered, facts):
    """Return the plate, film or proof; else the first page, in mm."""
    if ordered.sheet:
        return say_sides(*ordered.sheet)
    if not facts or not facts.pages:
        return ""
    page = facts.pages[0]
    left, bottom, right, top = page.trim or page.crop or page.media
    return say_sides(right - left, top - bottom)


def say_sides(width, height):
    """Return a size in mm, such as ``745x605``."""
    return f"{width:.0f}x{height:.0f}"
