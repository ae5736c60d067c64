from odoo import models
from odoo.addons.print_prepress.models.print_finding import UNKNOWN
from odoo.tools.misc import format_datetime

TOLD_MOST = 100  # files of orders that are told about, the newest


class ResUsers(models.Model):
    """What the check has found is told beside the files at the file server."""

    _inherit = "res.users"

    def _get_ftp_texts(self):
        """Add what was found in files that may still be mended."""
        texts = super()._get_ftp_texts()
        account = self.with_context(lang=self.lang, tz=self.tz)
        artwork = account.env["print.artwork"].with_user(self)
        current = artwork.search([("is_current", "=", True)], limit=TOLD_MOST)
        # Found by the account's own rights; it reads no checks and no jobs' tables.
        for each in current.sudo():
            if content := account._get_ftp_text(each):
                moment = each.date_judged.timestamp()
                texts += [(path, content, moment) for path in _get_paths(each)]
        return texts

    def _get_ftp_text(self, artwork):
        """Return what is told of a file, for any editor of text; b"" for nothing.

        :param artwork: ``print.artwork``
        """
        judged = artwork._get_judged_values()
        if judged["verdict"] == UNKNOWN:
            return b""
        _, job = self.env._, artwork.job_id
        order = job.order_id
        moment = format_datetime(
            self.env, artwork.date_judged, dt_format="d MMMM, HH:mm"
        )
        found = [*judged["findings"], *job._portal_values()["findings"]]
        lines = [
            f"{artwork.name}: {judged['summary']}",
            _("%(job)s, checked on %(moment)s", job=job.name, moment=moment),
            *([""] if found else []),
            *map(_get_line, found),
            "",
            _("See it and decide: %s", order.get_base_url() + order._get_print_url()),
        ]
        # As old editors of Windows read it, too.
        return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _get_line(finding):
    decision = finding["decision"]
    return f"- {finding['line']} ({decision})" if decision else f"- {finding['line']}"


def _get_paths(artwork):
    """Return where a file is seen that an order holds: with it, and where it came."""
    paths = [f"/orders/{artwork.job_id.order_id.name}/{artwork.name}"]
    file = artwork.file_id
    if file and file.checksum == artwork.checksum:
        paths.append(file._get_ftp_path())
    return paths
