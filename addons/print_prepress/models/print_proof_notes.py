from textwrap import shorten

from odoo import models

from .print_finding import NOTE

PIN_LETTERS = 80  # of a comment, in the name of its pin
WHOLE = ""  # key of what is said of no page


class PrintProof(models.Model):
    """The words beside a proof: what was found and said, by page, with their pins."""

    _inherit = "print.proof"

    def _get_groups(self, is_staff, sees_order, counts):
        """Return findings and remarks by page, each page numbered from 1.

        :param bool sees_order: whether the reader may decide on findings at all
        :param counts: ``{key of a file: number of its pages}``
        """
        groups = {}
        for place, item, pin in [
            *self._get_finding_items(sees_order),
            *self._get_remark_items(is_staff, counts),
        ]:
            group = groups.setdefault(place, {"items": [], "pins": []})
            number = len(group["items"]) + 1
            group["items"].append({**item, "number": number})
            if pin:
                label = self._get_pin_label(item, number)
                group["pins"].append({**pin, "number": number, "label": label})
        ranks = {file._get_key(): rank for rank, file in enumerate(self.file_ids)}
        return [
            {"file": key, "page": page, **groups[key, page]}
            for key, page in sorted(
                groups, key=lambda place: (ranks.get(place[0], -1), place[1])
            )
        ]

    def _get_pin_label(self, item, number):
        """Return what is read of a pin by who does not see it."""
        _ = self.env._
        if item["kind"] == "finding":
            return _(
                "Finding %(number)s: %(sentence)s", number=number, sentence=item["line"]
            )
        text = shorten(item["body"], PIN_LETTERS, placeholder="…")
        if item["is_done"]:
            return _("Comment %(number)s, done: %(text)s", number=number, text=text)
        return _("Comment %(number)s: %(text)s", number=number, text=text)

    def _get_finding_items(self, sees_order):
        """Yield ``(place, item, pin)`` for what the check has found in these files."""
        order = self.job_id.order_id
        can_act = (
            sees_order
            and self._is_open()
            and self.job_id.is_unbegun
            and order._may_be_changed_by(self.env.user)
        )
        for finding in self.file_ids.artwork_id.finding_ids:
            if finding.severity == NOTE:
                continue
            told = finding._portal_values()
            key = finding.artwork_id._get_view_key()
            item = {
                **told,
                "kind": "finding",
                "key": f"f{finding.id}",
                "file": key,
                "page": finding.page,
                "state": finding._get_pin_state(),
                "can_act": can_act and told["is_open"],
            }
            box = finding._get_view_box()
            pin = box and {
                "id": item["key"],
                "kind": "finding",
                "state": item["state"],
                "file": key,
                "page": finding.page,
                "left": min(max(box[0] + box[2] / 2, 0), 100),
                "top": min(max(box[1] + box[3] / 2, 0), 100),
                "box": box,
            }
            place = (key, finding.page) if finding.page else (WHOLE, 0)
            yield place, {**item, "has_pin": bool(pin)}, pin

    def _get_remark_items(self, is_staff, counts):
        """Yield ``(place, item, pin)`` for what people have said.

        A remark on a page that this version does not have any more is of the whole.
        """
        carried = self._get_carried_files()
        remarks = self._get_remarks(is_staff)
        answers = remarks.answer_ids.filtered(
            lambda answer: is_staff or answer.audience != "staff"
        ).grouped("parent_id")
        for remark in remarks:
            key = carried.get(remark.artwork_id.id, WHOLE)
            is_there = 1 <= remark.page <= (counts.get(key) or remark.page)
            place = (key, remark.page) if key and is_there else (WHOLE, 0)
            item = {
                **remark._get_values(),
                "kind": "comment",
                "key": f"c{remark.id}",
                "answers": [
                    answer._get_values()
                    for answer in answers.get(remark, remark.browse())
                ],
            }
            pin = (
                remark.is_placed
                and place[1]
                and {
                    "id": item["key"],
                    "kind": "comment",
                    "state": "done" if remark._is_done() else "run",
                    "file": key,
                    "page": remark.page,
                    "left": remark.left_percent,
                    "top": remark.top_percent,
                }
            )
            yield place, {**item, "has_pin": bool(pin)}, pin

    def _get_carried_files(self):
        """Return ``{artwork id: key on this stage}`` for files of all versions."""
        keys = {}
        for each in self.job_id.proof_ids:
            if each != self:
                for file, partner in each._get_partners(self).items():
                    keys[file.artwork_id.id] = partner._get_key()
        for file in self.file_ids:
            keys[file.artwork_id.id] = file._get_key()
        return keys

    def _complete_groups(self, groups, place, files):
        """Give the groups their headings, and the page that is shown a group."""
        if place[1] and not any(
            (group["file"], group["page"]) == place for group in groups
        ):
            groups = [*groups, {"file": place[0], "page": place[1], "items": []}]
        for group in groups:
            group["key"] = key_of(group["file"], group["page"])
            group["heading"] = self._get_group_heading(group, files)
        return sorted(groups, key=lambda group: group["key"] != key_of(*place))

    def _get_group_heading(self, group, files):
        _ = self.env._
        if not group["page"]:
            return _("The whole proof")
        if len(files) < 2:
            return _("Page %s", group["page"])
        names = {file["key"]: file["name"] for file in files}
        return _(
            "Page %(page)s, %(file)s", page=group["page"], file=names[group["file"]]
        )

    def _get_other_pages(self, groups, action):
        """Return the pages of which something was said, as links."""
        several = len(self.file_ids) > 1
        names = {file._get_key(): file.name for file in self.file_ids}
        return [
            {
                "key": key_of(group["file"], group["page"]),
                "file": group["file"],
                "page": group["page"],
                "url": f"{action}?file={group['file']}&page={group['page']}",
                "label": f"{names[group['file']]}, {group['page']}"
                if several
                else str(group["page"]),
                "words": self._count_items(group["items"]),
            }
            for group in groups
            if group["page"]
        ]

    def _count_items(self, items):
        _ = self.env._
        findings = sum(item["kind"] == "finding" for item in items)
        comments = len(items) - findings
        words = []
        if comments:
            words.append(
                _("1 comment") if comments == 1 else _("comments: %s", comments)
            )
        if findings:
            words.append(
                _("1 finding") if findings == 1 else _("findings: %s", findings)
            )
        return ", ".join(words)


def key_of(file, page):
    """Return by what a page is known in the browser."""
    return f"{file}-{page}" if page else WHOLE
