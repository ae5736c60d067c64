import hashlib
import json
import logging
from pathlib import Path
from typing import Any, NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError

from ..prepress.archive import Entry
from ..prepress.naming_rule import distinct
from .print_archive import PRESS

_logger = logging.getLogger(__name__)

# Goes up when archives are to look otherwise: those of before are packed anew.
PACKING = 2
# Folders of an archive for the press: what may be printed, what may not yet, and what
# the client has sent where prepress has put something else in its place.
PRINT, UNCERTIFIED, ORIGINALS = "print", "not-certified", "originals"
TICKETS = "print_portal.action_report_work_ticket"
SHEET = "print_prepress.action_report_order_sheet"


class PackedFile(NamedTuple):
    """A file that goes into an archive.

    :param job: ``print.job`` that it belongs to
    :param folder: in the archive, ``""`` for its top
    :param stored: record with ``print.stored.mixin``
    :param name: in that folder; ``""`` for what the shop's rule says
    """

    job: Any
    folder: str
    stored: Any
    name: str = ""


class PrintArchive(models.Model):
    """What is in an archive."""

    _inherit = "print.archive"

    def _get_files(self):
        """Return what belongs into this archive now.

        :rtype: list[PackedFile]
        """
        self.ensure_one()
        jobs = self.order_id.print_job_ids.filtered(lambda job: job.kind != "cancel")
        pick = (
            "_get_archive_files" if self.kind == PRESS else "_get_client_archive_files"
        )
        return [file for job in jobs for file in getattr(job, pick)()]

    def _get_fingerprint(self, files=None):
        """Return what tells one content of this archive from another.

        Not what the files are called, but all that their names follow from: nothing
        has to be read for it.
        """
        files = self._get_files() if files is None else files
        company = self.company_id
        told = [
            PACKING,
            self.kind,
            company.print_archive_rule,
            company.print_archive_latin,
            company.print_archive_ink,
            [
                [
                    file.job.name,
                    file.job.title,
                    file.job.spec_id.version,
                    file.folder,
                    file.name,
                    file.stored._name,
                    file.stored.id,
                    file.stored.checksum,
                    file.stored.preflight_id.page_count,
                ]
                for file in files
            ],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def _get_names(self, files):
        """Return the path of each file in the archive; no two are one anywhere."""
        # Read at once what each name would ask for alone.
        by_rule = [file for file in files if not file.name]
        artwork = self.env["print.artwork"].union(*(file.stored for file in by_rule))
        facts = artwork._get_file_facts()
        return distinct(
            "/".join(filter(None, [file.folder, self._get_name(file, facts)]))
            for file in files
        )

    def _get_name(self, file, facts):
        if file.name:
            return file.name
        return file.job._get_press_name(file.stored, facts.get(file.stored))

    def _get_entries(self, files, folder):
        """Return everything that is packed: ``files`` and what we say of them.

        :param folder: where what is drawn for it may lie until it is packed
        :rtype: list[Entry]
        :raise StoreError: where one of them is not on disk
        """
        store, names = self._get_store(), self._get_names(files)
        packed = [
            Entry(
                name,
                store.path(file.stored.path),
                file.stored.size,
                int(file.stored.crc32, 16) if file.stored.crc32 else None,
                file.stored.create_date,
            )
            for file, name in zip(files, names, strict=True)
        ]
        if self.kind != PRESS:
            return packed
        now = fields.Datetime.now()
        ours = self._get_papers(files) + [
            _entry_of(path, content, now)
            for file, name in zip(files, names, strict=True)
            for path, content in file.stored._get_companions(name, folder)
        ]
        sums = [(_checksum_of(each.source), each.name) for each in ours]
        sums += [
            (file.stored.checksum, name)
            for file, name in zip(files, names, strict=True)
        ]
        lines = "".join(f"{checksum}  {name}\n" for checksum, name in sums)
        return [*ours, Entry.of_bytes("SHA256SUMS", lines.encode(), now), *packed]

    def _get_papers(self, files):
        """Return order sheet and work tickets; none where no PDF can be made."""
        order, now = self.order_id, fields.Datetime.now()
        jobs = self.env["print.job"].union(*(file.job for file in files))
        papers = []
        for report, records, name in (
            (SHEET, order, f"{order.name}.pdf"),
            (TICKETS, jobs, f"{order.name}_tickets.pdf"),
        ):
            reports = self.env["ir.actions.report"]
            try:
                content, _kind = reports._render_qweb_pdf(report, records.ids)
            except UserError as error:
                if not reports._is_typesetting_failure(error):
                    raise
                _logger.warning("Archive %s has no %s: %s", self.name, name, error)
            else:
                papers.append(Entry.of_bytes(name, content, now))
        return papers


def _entry_of(name, content, now):
    """Return the entry of what was made for this archive: bytes, or a file of text."""
    if isinstance(content, Path):
        return Entry(name, content, content.stat().st_size, None, now, shrinks=True)
    return Entry.of_bytes(name, content, now)


def _checksum_of(source):
    if isinstance(source, Path):
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(source).hexdigest()
