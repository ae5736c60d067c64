from pathlib import Path
from tempfile import TemporaryDirectory

from odoo import models
from odoo.addons.print_portal.filestore import StoreError
from odoo.addons.queue_job.exception import RetryableJobError

from ..prepress.impose import NotImposed, impose
from ..prepress.imposition import PagesDoNotFit
from ..prepress.sandbox import SandboxError


class PrintImposed(models.Model):
    """How sheets are made: in a process of their own, then into the store."""

    _inherit = "print.imposed"

    def _make(self):
        """Job: lay the pages on sheets and keep the file.

        May be run again at any point. It commits, so that its progress is seen.
        """
        self.ensure_one()
        if self.state in ("done", "missing"):
            return
        self._save(state="running", progress=0, trouble=False)
        try:
            with TemporaryDirectory(prefix="print-imposed-") as folder:
                stored = self._write_sheets(Path(folder) / "sheets.pdf")
        except (SandboxError, StoreError, OSError) as error:
            # This machine is short of something, or the disk is away.
            raise RetryableJobError(str(error), seconds=60) from error
        except PagesDoNotFit as misfit:
            self._give_up(self._say_misfit(misfit))
        except NotImposed:
            names = self.source_names
            self._give_up(self.env._("Cannot be imposed, export anew: %s", names))
        else:
            self._keep(stored)

    def _write_sheets(self, target):
        """Write the imposed PDF to a new file, then keep it in the store.

        :rtype: filestore.Stored
        :raise PagesDoNotFit: if the pages are not of the planned number and size
        :raise NotImposed: if a file cannot be read
        :raise SandboxError, StoreError, OSError: if it is this machine's fault
        """
        store = self._store()
        sources = [store.path(file.path) for file in self.source_ids.artwork_id]
        impose(sources, target, self._get_plan(), self.inks, tell=self._teller())
        with target.open("rb") as made:
            return store.hold(made)

    def _keep(self, stored):
        self.write(
            {
                "state": "done",
                "progress": 100,
                "size": stored.size,
                "checksum": stored.sha256,
                "crc32": stored.crc32,
                "path": stored.path,
                "stamp": stored.stamp,
            }
        )
        self.job_id._message_log(body=self.env._("Imposed: %s", self.name))

    def _give_up(self, trouble):
        self.write({"state": "failed", "trouble": trouble})
        self.job_id._message_log(
            body=self.env._(
                "Not imposed: %(name)s. %(trouble)s", name=self.name, trouble=trouble
            )
        )

    def _make_failed(self, exc_message="", **values):
        """The queue gives up."""
        self._give_up(str(exc_message)[:200])

    def _say_misfit(self, misfit):
        """Return why the pages of the files do not fit, as a sentence."""
        if misfit.code == "page_count":
            return self.env._(
                "%(name)s: %(found)s pages, planned are %(planned)s.",
                name=self.source_names,
                **misfit.facts,
            )
        source = self.source_ids[int(misfit.facts["file"]) - 1]
        return self.env._(
            "%(name)s: page %(page)s is %(found)s mm, planned is %(planned)s mm.",
            name=source.artwork_id.name,
            page=misfit.facts["page"],
            found=misfit.facts["found"],
            planned=misfit.facts["planned"],
        )
