from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# Until the work begins the client may change his files; afterwards only we may.
CLIENT_KINDS = ("check", "client", "hold")


class PrintJob(models.Model):
    _inherit = "print.job"

    artwork_ids = fields.One2many(
        "print.artwork", "job_id", string="Files", readonly=True
    )

    def _get_current_artwork(self):
        """Return what is to be printed, older versions left out."""
        artwork = self.artwork_ids
        # A page reads the files of all its jobs at once, not those of each.
        return artwork.filtered("is_current").with_prefetch(artwork._prefetch_ids)

    def _add_artwork(self, file, replaces=None):
        """Let ``file`` be printed in this job: the only door for files.

        The bytes are held from here on, whatever happens to the client's file. A file
        that is current already stays as it is.

        :param file: ``print.file``, settled, of the job's client
        :param replaces: the current artwork it takes the place of; by default the one
            of the same name
        :return: the current ``print.artwork``
        :raise AccessError: if the file is another client's
        :raise UserError: if the file is not certainly whole, or the work has begun
        """
        self.ensure_one()
        self._check_artwork(file)
        current = self._get_current_artwork()
        if same := current.filtered(
            lambda artwork: (
                (artwork.name, artwork.checksum) == (file.name, file.checksum)
            )
        ):
            return same
        replaced = replaces or current.filtered(lambda old: old.name == file.name)
        # The path and the state of artwork are not for accounts to say.
        file_sudo = file.sudo()
        with file._sentences(file.name):
            store = file._store()
            path = store.keep(file_sudo._get_stored())
            stamp = store.stamp(path)
        replaced.sudo().is_current = False
        # Nor is it theirs to create: it follows from the file that they give.
        return (
            self.env["print.artwork"]
            .sudo()
            .create(
                {
                    "job_id": self.id,
                    "file_id": file.id,
                    "name": file.name,
                    "size": file.size,
                    "checksum": file.checksum,
                    "crc32": file_sudo.crc32,
                    "path": path,
                    "stamp": stamp,
                    "replaces_id": replaced[:1].id,
                    "version": max(replaced.mapped("version"), default=0) + 1,
                    "user_id": self.env.uid,
                }
            )
            .with_env(self.env)
        )

    def _check_artwork(self, file):
        """Refuse a file that this job cannot take now; raises as ``_add_artwork``."""
        if file.partner_id != self.partner_id.print_client_id:
            raise AccessError(
                self.env._("%s belongs to another client.", file.display_name)
            )
        if file.state != "settled":
            raise UserError(
                self.env._(
                    "%s may be incomplete: look at it under Files, then say that it is"
                    " right, or upload it again.",
                    file.name,
                )
            )
        kinds = CLIENT_KINDS if self.env.user.share else (*CLIENT_KINDS, "work")
        if self.kind not in kinds:
            raise UserError(
                self.env._(
                    "%s is in work: ask your manager to replace its files.", self.name
                )
            )

    def _follow_spec_files(self):
        """Make the files chosen on the form the current artwork of these jobs."""
        for job in self:
            chosen = self.env["print.artwork"]
            for file in job.spec_id.file_ids:
                chosen |= job._add_artwork(file)
            dropped = job._get_current_artwork() - chosen
            dropped.sudo().is_current = False  # a consequence of the choice

    def _resubmit(self, note=None):
        """The client has mended his choice of files as well."""
        self._follow_spec_files()
        return super()._resubmit(note=note)

    def _get_blockers(self, status):
        """Work does not begin with a file that is gone from our disk."""
        sentences = super()._get_blockers(status)
        if status.code == "started":
            artwork = self._get_current_artwork()
            lost = artwork.filtered(lambda artwork: artwork.state == "missing")
            if lost:
                names = ", ".join(lost.mapped("name"))
                sentences.append(self.env._("Missing on our disk: %s.", names))
        return sentences

    def _move_to(self, code, reason=None, note=None):
        """Whoever lets the work begin has accepted its files, unless a gate asks."""
        result = super()._move_to(code, reason=reason, note=note)
        if code == "started":
            checked = self._get_current_artwork().filtered(
                lambda artwork: (
                    artwork.state == "checking"
                    and not (
                        artwork.job_id._asks_at("files")
                        and artwork._awaits_acceptance()
                    )
                )
            )
            checked.sudo().state = "accepted"  # a consequence of the step
        return result
