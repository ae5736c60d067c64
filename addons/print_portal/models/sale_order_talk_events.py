from odoo import models
from odoo.tools import groupby

NAMED = 3  # files of one event


class SaleOrder(models.Model):
    """What happened to an order between the messages of its discussion."""

    _inherit = "sale.order"

    def _get_talk_events(self):
        """Return the events that the discussion tells of; asked as superuser.

        The hook for add-ons above, by super: proofs, archives and the like. An order
        has few events, however much is said about it.

        :return: list of dicts ``moment`` (datetime, UTC), ``text`` (one sentence in the
            language of this env), and where there is more to say ``note``, ``url`` and
            ``label``
        """
        self.ensure_one()
        events = []
        if sent := self._get_date_sent():
            label = self._get_step_sent()["label"]
            events.append({"moment": sent, "text": f"{label}."})
        return [*events, *self._get_talk_moves(), *self._get_talk_files_added()]

    def _get_talk_moves(self):
        """Return the steps of which clients are told, those made at once as one."""
        moves = self.print_job_ids.move_ids.filtered(
            lambda move: move.from_id and move.to_id.is_client_told
        )
        is_carried = self._is_carried()
        events = []
        for _together, steps in groupby(
            moves.sorted("id"),
            lambda move: (_minute(move.date), move.to_id, move.reason_id, move.note),
        ):
            move = steps[0]
            text = self.env._(
                "%(jobs)s: %(status)s",
                jobs=", ".join(step.job_id.title for step in steps),
                status=move.to_id._get_client_name(is_carried),
            )
            words = [move.reason_id.client_sentence, move.note]
            note = " ".join(filter(None, words))
            events.append({"moment": move.date, "text": text, "note": note})
        return events

    def _get_talk_files_added(self):
        """Return which files joined which job, those that came at once as one."""
        files = self.print_job_ids.artwork_ids
        events = []
        for (_when, job), added in groupby(
            files.sorted("id"), lambda file: (_minute(file.create_date), file.job_id)
        ):
            names = ", ".join(file.name for file in added[:NAMED])
            if len(added) > NAMED:
                names = self.env._(
                    "%(files)s and more: %(count)s",
                    files=names,
                    count=len(added) - NAMED,
                )
            text = self.env._(
                "Files for %(job)s: %(files)s", job=job.title, files=names
            )
            events.append({"moment": added[-1].create_date, "text": text})
        return events


def _minute(moment):
    return moment.replace(second=0, microsecond=0)
