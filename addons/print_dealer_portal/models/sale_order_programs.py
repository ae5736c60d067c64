from odoo import api, fields, models
from odoo.fields import Domain

from ..plain_numbers import write_number


class SaleOrder(models.Model):
    """Orders as programs of dealers read them: a part of what the page shows."""

    _inherit = "sale.order"

    @api.model
    def _get_program_page(self, cursor, limit, status=""):
        """Return orders that the current user may see, newest first.

        :param int cursor: id before which they begin, 0 for the newest
        :param int limit: at most so many
        :param str status: code of a status, "" for all
        :return: ``(dicts, whether there are more)``
        """
        domain = self._get_list_domain()
        if cursor:
            domain &= Domain("id", "<", cursor)
        if status:
            # Dealers have no right on statuses, and may know on which their orders are.
            statuses = self.env["print.status"].sudo().search([("code", "=", status)])
            domain &= Domain("print_status_id", "in", statuses.ids)
        found = self.search(domain, order="id desc", limit=limit + 1)
        # What the user may see was found by his rights; the columns are chosen here.
        orders_sudo = found[:limit].sudo()
        return [order._get_program_head() for order in orders_sudo], len(found) > limit

    def _get_program_head(self):
        """Return one row of the list of orders, for programs."""
        self.ensure_one()
        status = self._get_status_values()
        head = {
            "id": self.id,
            "number": self.name,
            "reference": self.client_order_ref or "",
            "date": fields.Date.to_string(self.date_order),
            "status": {"code": status["code"], "label": status["label"]},
        }
        if self.env.user._has_print_right("see_finance"):
            head["totals"] = self._get_program_totals()
        return head

    def _get_program_totals(self):
        places = self.currency_id.decimal_places
        return {
            "currency": self.currency_id.name,
            "untaxed": write_number(self.amount_untaxed, places),
            "tax": write_number(self.amount_tax, places),
            "total": write_number(self.amount_total, places),
        }

    def _get_program_values(self):
        """Return one order, for programs."""
        self.ensure_one()
        sees_money = self.env.user._has_print_right("see_finance")
        delivery = self._get_delivery_values(sees_money)
        return {
            **self._get_program_head(),
            "note": self.print_note or "",
            "date_wanted": fields.Date.to_string(self.print_date_wanted) or "",
            "delivery": {
                name: delivery[name]
                for name in ("carrier", "address", "recipient", "phone")
            },
            "lines": [
                line._get_program_values(sees_money)
                for line in self._get_portal_lines()
            ],
        }

    def _get_program_status(self):
        """Return where an order stands, for programs that ask often."""
        self.ensure_one()
        sees_money = self.env.user._has_print_right("see_finance")
        head = self._get_program_head()
        steps = self._get_milestones(sees_money)
        return {
            "id": head["id"],
            "number": head["number"],
            "status": head["status"],
            "awaited": self._get_awaited_line(sees_money=sees_money)["lead"],
            "steps": [
                {
                    "state": step["state"],
                    "label": step["label"],
                    "date": fields.Date.to_string(step["raw_date"]) or "",
                    "document": step["document"],
                }
                for step in steps
            ],
        }
