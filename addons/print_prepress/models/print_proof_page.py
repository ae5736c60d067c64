from textwrap import shorten

from odoo import models
from odoo.tools.misc import format_date

from .print_finding import NOTE
from .print_proof import APPROVED, CHANGES, VOID, WAITING

PIN_LETTERS = 80  # of a comment, in the name of its pin
WHOLE = ""  # key of what is said of no page


class PrintProof(models.Model):
    """A proof as its page shows it: the stage, the words beside it, the decision.

    Who reads is an account or one of the staff, by his rights, or an approver by his
    link: he sees this version alone, and nothing leads from there to anything else.
    """

    _inherit = "print.proof"

    def _get_page_values(self, place=("", 0), compared=0, approver=None, root=""):
        """Return everything that the page of this proof shows.

        :param place: ``(key of a file, number of a page)`` to begin with
        :param int compared: version of the proof to show beside, 0 for none
        :param approver: ``print.proof.approver`` who reads by his link
        :param str root: address of the page of that link
        :return: dict, see the templates ``proof`` and ``viewer``
        """
        self.ensure_one()
        is_staff = not approver and not self.env.user.share
        # The rows were checked by whoever found the proof; what is told is chosen here.
        proof = self.sudo()
        told = self._portal_values(
            account=None if approver else self.env.user, approver=approver
        )
        action = root or told["url"]
        files = [file._get_stage_file(action) for file in proof.file_ids]
        # Counted when it was sent, unless nobody had read the files by then.
        told["pages"] = told["pages"] or sum(file["count"] for file in files)
        sees_order = not approver and self._is_order_seen()
        counts = {file["key"]: file["count"] for file in files}
        groups = proof._get_groups(is_staff, sees_order, counts)
        place = _choose_place(files, place)
        # By link one sees this version alone; by login what one's rights show.
        shown = self if approver else self.search([("job_id", "=", proof.job_id.id)])
        earlier = shown.sudo().filtered(lambda each: each.version < proof.version)
        other = earlier.filtered(lambda each: each.version == compared)
        takes_comments = proof._takes_comments()
        heading = self.env._("Proof %s", proof.version)
        return {
            **told,
            "key": f"proof{proof.id}",
            "heading": heading,
            "title": proof.job_id.title or "",
            "order_name": proof.job_id.order_id.name,
            "sent": self.env._("Sent %s", told["date"]),
            "history": [each._get_past(proof) for each in shown.sudo() - proof],
            "groups": proof._complete_groups(groups, place, files),
            "others": proof._get_other_pages(groups, action),
            "current": _key_of(*place),
            "page_heading": self.env._("Page %s", "%s"),
            "can_comment": takes_comments,
            "is_staff": is_staff,
            "decision": proof._get_decision_values(told, shown.sudo()[:1]),
            "view": {
                "files": files,
                "pins": [pin for group in groups for pin in group["pins"]],
                "file": place[0],
                "page": place[1] or 1,
                "can_pin": bool(place[1]) and takes_comments,
                # Beside another version its number tells which is which.
                "title": heading if other else proof.job_id.title or proof.job_id.name,
                "back": {} if other else proof._get_back(is_staff, sees_order),
            },
            "compared": other.version or 0,
            "other": other and other._get_other_view(proof, place),
            "same": proof._get_same_keys(other),
            "compare_with": earlier[:1].version,
            "action": action,
            "order_url": told["order"]["url"] if sees_order else "",
            "staff_url": proof.job_id._get_staff_url() if is_staff else "",
            "sheet_url": f"{action}/pdf" if proof.state != WAITING else "",
        }

    def action_show_page(self):
        """Button of staff."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self._get_url(), "target": "new"}

    def _has_open_comments(self):
        """What the client has said, and is not done, says what to change."""
        return super()._has_open_comments() or bool(self._get_open_remarks())

    # Versions ------------------------------------------------------------------------

    def _is_order_seen(self):
        """Whether the user sees the order, too: who is only asked about it does not."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return False
        # Its number is no secret of who sees the proof; the search asks for the right.
        domain = [("id", "=", self.sudo().order_id.id)]
        return bool(orders.search_count(domain, limit=1))

    def _get_past(self, proof):
        """Return this version as the page of ``proof`` names it."""
        is_earlier = self.version < proof.version
        return {
            "version": self.version,
            "heading": self.env._("Proof %s", self.version),
            "url": self._get_url(),
            "words": self._get_outcome_words(),
            "compare_url": f"{proof._get_url()}?with={self.version}"
            if is_earlier
            else "",
        }

    def _get_outcome_words(self):
        """Return what became of this version, as a half-sentence."""
        _ = self.env._
        day = format_date(
            self.env, self.date_decided or self.date_void, date_format="d MMMM"
        )
        if self.state == APPROVED:
            return _("approved on %s", day)
        if self.state == CHANGES:
            return _("changes were asked for on %s", day)
        if self.state == VOID:
            return _("void since %s", day)
        return _("waits for a decision")

    def _get_other_view(self, proof, place):
        """Return the stage of this version beside that of ``proof``.

        Its files stand in the order of theirs, and have their keys, so that both stages
        turn to the same page.
        """
        partners = self._get_partners(proof)
        mine = {partner: file for file, partner in partners.items()}
        files = []
        for file in proof.file_ids:
            # What this version did not have is an empty place in its row.
            if file in mine:
                values = mine[file]._get_stage_file(self._get_url())
            else:
                values = file._get_stage_file("") | {"count": 0, "pages": []}
            files.append(values | {"key": file._get_key()})
        files += [
            file._get_stage_file(self._get_url())
            for file in self.file_ids
            if file not in partners
        ]
        place = _choose_place(files, place)
        return {
            "files": files,
            "pins": [],
            "file": place[0],
            "page": place[1] or 1,
            "can_pin": False,
            "title": self.env._("Proof %s", self.version),
            "back": {},
        }

    def _get_partners(self, proof):
        """Return ``{file: file of proof}``: by name, else by the place in the list."""
        left = list(proof.file_ids)
        partners = {}
        for file in self.file_ids:
            same = [each for each in left if each.name == file.name]
            if same:
                partners[file] = same[0]
                left.remove(same[0])
        for file in self.file_ids:
            if file not in partners and left:
                partners[file] = left.pop(0)
        return partners

    def _get_same_keys(self, other):
        """Return the keys of files of which both versions have the same bytes."""
        if not other:
            return ""
        return " ".join(
            mine._get_key()
            for theirs, mine in other._get_partners(self).items()
            if theirs.checksum == mine.checksum
        )

    # What was said, and found --------------------------------------------------------

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
            group["key"] = _key_of(group["file"], group["page"])
            group["heading"] = self._get_group_heading(group, files)
        return sorted(groups, key=lambda group: group["key"] != _key_of(*place))

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
                "key": _key_of(group["file"], group["page"]),
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

    # The decision --------------------------------------------------------------------

    def _get_back(self, is_staff, sees_order):
        """Return where the reader came from; by link he has been nowhere else."""
        order = self.job_id.order_id
        if is_staff:
            return {"url": self.job_id._get_staff_url(), "name": self.job_id.name}
        if sees_order:
            return {"url": order._get_print_url(), "name": order.name}
        return {}

    def _get_decision_values(self, told, newest):
        """Return what the foot of the words column says and offers.

        :param newest: the last version that the reader sees
        """
        _ = self.env._
        if told["can_decide"]:
            return {
                "can_decide": True,
                "tick": _(
                    "I have looked at all %s pages. These exact files are printed.",
                    told["pages"],
                )
                if told["pages"] > 1
                else _("I have looked at it. This exact file is printed."),
                "open_count": len(self._get_open_remarks()),
            }
        leads_on = newest != self
        is_good = self.state == APPROVED
        return {
            "can_decide": False,
            "lead": told["lead"],
            "more": _("If the file or the order changes later, we ask again.")
            if is_good
            else "",
            "tone": told["tone"] if self.state != WAITING else "run",
            "url": newest._get_url() if leads_on else "",
            "label": _("See proof %s", newest.version) if leads_on else "",
        }


def _key_of(file, page):
    """Return by what a page is known in the browser."""
    return f"{file}-{page}" if page else WHOLE


def _choose_place(files, place):
    """Return ``(key, page)``: what was asked for, if these files have it.

    The page is 0 where no file can be shown page by page.
    """
    key, page = place
    shown = [file for file in files if file["count"]]
    file = next((file for file in shown if file["key"] == key), *shown[:1] or [None])
    if not file:
        return files[0]["key"], 0
    return file["key"], page if 1 <= page <= file["count"] else 1
