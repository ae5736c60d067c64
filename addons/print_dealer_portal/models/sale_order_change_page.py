from odoo import models

from .print_order_change import ACCEPTED, PARTLY, REFUSED


class SaleOrder(models.Model):
    """How the client is asked about changes: on the page of the order, and by mail."""

    _inherit = "sale.order"

    def _get_page_relations(self):
        return [*super()._get_page_relations(), "print_change_ids"]

    def _get_basket_relations(self):
        return [*super()._get_basket_relations(), "print_change_ids"]

    def _portal_values(self, account):
        """See, too, ``change``: what ``account`` is asked to agree to, or None."""
        return super()._portal_values(account) | {
            # Accounts read no changes; what this one is told is chosen there.
            "change": self.sudo()._get_change_values(account)
        }

    def _get_change_values(self, account):
        """Return how the page asks, None when there is nothing to answer.

        :return: dict of ``key``, ``note``, ``can_answer``, ``refusal``, and ``rows``
            with ``line_id``, ``title``, and ``parts`` (label, before, now)
        """
        change = self._get_open_change()
        rows = self._get_changes() if change else []
        if not rows:
            return None
        sees_money = account._has_print_right("see_finance")
        can_answer = self._may_answer_change(account)
        return {
            "key": self._get_change_key(rows),
            "note": change.note or "",
            "can_answer": can_answer,
            "refusal": "" if can_answer else self._get_change_refusal(),
            "rows": [
                {
                    "line_id": row["line_id"],
                    "title": row["title"],
                    "parts": self._get_change_parts(row, sees_money),
                }
                for row in rows
            ],
        }

    def _get_mail_values(self):
        """Add what the client is asked to agree to, as sentences."""
        values = super()._get_mail_values()
        order = self.sudo()  # the reader's rights count, see below
        sees_money = order._is_money_shown_to(order._get_mail_contact())
        change = order._get_open_change()
        values["changes"] = [
            {"title": row["title"], "parts": order._get_change_parts(row, sees_money)}
            for row in (order._get_changes() if change else ())
        ]
        values["change_note"] = change.note or ""
        values["change_stops"] = order._get_change_stops()
        return values

    def _get_awaited_line(self, job=None, sees_money=False):
        """Say that changes wait for an answer, and where they are."""
        values = super()._get_awaited_line(job, sees_money)
        # Whoever reads the order may read what it waits for.
        if job is not None or self.sudo().print_status_id.code != "awaiting_change":
            return values
        since = self._format_days(self.sudo()._get_open_change().date)
        stops = self.sudo()._get_change_stops()
        return {
            "tone": "you",
            "lead": self.env._("Waiting for you: accept our changes."),
            "since": since,
            "more": f"{since} {stops}",
            "url": f"{self._get_print_url()}#changes",
            "label": self.env._("See the changes"),
        }

    def _get_change_stops(self):
        """Say what waits for the client's answer."""
        if self.state == "sale":
            return self.env._("What has not changed goes on as agreed.")
        return self.env._("Nothing begins before.")

    def _get_talk_events(self):
        """Tell in the discussion what was asked, and what was answered."""
        events = super()._get_talk_events()
        for change in self.print_change_ids:
            events.append(
                {
                    "moment": change.date,
                    "text": self.env._("Changes to accept."),
                    "note": change.note or "",
                }
            )
            if change.state in (ACCEPTED, PARTLY, REFUSED):
                events.append(
                    {
                        "moment": change.date_answered,
                        "text": change._get_answer_words(self.env),
                    }
                )
        return events
