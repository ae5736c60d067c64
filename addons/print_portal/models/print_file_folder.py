from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ..file_size import size_words


class PrintFile(models.Model):
    """The folders in which a client keeps files; each one is there with its files."""

    _inherit = "print.file"

    @api.model
    def _get_folder_domain(self, client, folder, is_deep=False):
        """Return the domain of a client's files in ``folder``.

        :param folder: "" for the client's own, or "a/b"
        :param is_deep: whether what lies in its sub-folders is meant too
        """
        domain = Domain("partner_id", "=", client.id)
        if not is_deep:
            return domain & Domain(
                "folder", "in", [folder, *([] if folder else [False])]
            )
        if not folder:
            return domain
        below = folder.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return domain & (
            Domain("folder", "=", folder) | Domain("folder", "=like", f"{below}/%")
        )

    @api.model
    def _get_subfolders(self, client, folder):
        """Return the folders in ``folder`` that have files the user may see, in order.

        :return: list of ``{"name", "path", "count", "size_text"}``; what lies deeper
            counts for the folder that holds it. One query, whatever their number.
        """
        counts, sizes = defaultdict(int), defaultdict(int)
        prefix = f"{folder}/" if folder else ""
        for path, count, size in self._read_group(
            self._get_folder_domain(client, folder, is_deep=True),
            ["folder"],
            ["__count", "size:sum"],
        ):
            name = (path or "").removeprefix(prefix).partition("/")[0]
            if name and path != folder:
                counts[name] += count
                sizes[name] += size or 0
        return [
            {
                "name": name,
                "path": prefix + name,
                "count": counts[name],
                "size_text": size_words(self.env, sizes[name]),
            }
            for name in sorted(counts, key=str.casefold)
        ]

    @api.model
    def _get_folder_paths(self, client):
        """Return every folder that has files the user may see; ``""`` is left out."""
        groups = self._read_group(
            Domain("partner_id", "=", client.id) & Domain("folder", "!=", False),
            ["folder"],
        )
        return sorted((path for (path,) in groups if path), key=str.casefold)

    @api.model
    def _get_breadcrumbs(self, folder):
        """Return ``(name, path)`` of each folder on the way to ``folder``, it included.

        >>> self._get_breadcrumbs("a/b")  # doctest: +SKIP
        [('a', 'a'), ('b', 'a/b')]
        """
        steps = folder.split("/") if folder else []
        return [
            (name, "/".join(steps[: number + 1])) for number, name in enumerate(steps)
        ]
