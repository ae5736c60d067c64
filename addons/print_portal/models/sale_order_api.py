from odoo import models
from odoo.exceptions import UserError

from ..form_errors import FormErrors


class SaleOrder(models.Model):
    """Orders that programs make, by ``/json/2`` or ``execute_kw``.

    Each method acts as the user whose key is used, with his rights and in his language.
    Without an order a client fills his current basket; staff name the quotation. See
    "Ordering by a program" in ``readme/USAGE.md``.
    """

    _inherit = "sale.order"

    def print_get_form(self, type_code):
        """Return the form of a kind of work, for programs.

        :param type_code: code of a ``print.order.type``
        :return: dict of ``code``, ``name``, and ``sections`` with their ``fields``, see
            ``print.spec.field._get_office_values``
        """
        order = self._for_program()
        order_type = order._find_type(type_code)
        return {
            "code": order_type.code,
            "name": order_type.name,
            "sections": order_type._get_office_sections(),
        }

    def print_check_job(self, type_code, values, accepted_rules=(), file_ids=()):
        """Check a job without ordering it.

        :param values: by code of the field: text, number, truth, or list; choices by
            code or label. What is left out is as the form starts.
        :param accepted_rules: warnings that are accepted knowingly, by their rule
        :param file_ids: ids of ``print.file`` of the client
        :return: errors as ``FormErrors`` has them; none when it can be ordered
        """
        order = self._for_program()
        return order._read_program_job(type_code, values, accepted_rules, file_ids)[1][
            "errors"
        ]

    def print_add_job(self, type_code, values, accepted_rules=(), file_ids=()):
        """Put a job into the basket, or on the quotation.

        For the parameters see ``print_check_job``.

        :return: dict of ``order_id`` and ``line_id``
        :raise FormErrors: with every error of the form, each with its field
        """
        order = self._for_program()
        order_type, job = order._read_program_job(
            type_code, values, accepted_rules, file_ids
        )
        if job["errors"]:
            raise FormErrors(job["errors"])
        order = order._get_filled()
        line = order._add_print_job(order_type, *job["content"])
        return {"order_id": order.id, "line_id": line.id}

    def print_send_basket(self):
        """Send the basket: it becomes an order. Twice leads to the same order.

        :return: dict of ``order_id`` and ``name``
        :raise UserError: with a sentence for each job that cannot be sent
        """
        order_sudo = self._for_program()._get_own_basket()
        if order_sudo.is_basket:
            order_sudo.print_source = "api"
        order_sudo._submit_basket()
        return {"order_id": order_sudo.id, "name": order_sudo.name}

    def print_ask_approval(self, comment=""):
        """Send the basket to who may approve it. Twice changes nothing.

        :param comment: to them
        :return: dict of ``order_id`` and ``approvers``, their names
        :raise UserError: with what has to be mended first, or when nobody may approve
        """
        order_sudo = self._for_program()._get_own_basket()
        order_sudo._ask_approval(comment)
        return {
            "order_id": order_sudo.id,
            "approvers": order_sudo._get_approver_names(),
        }

    def print_send_quick(
        self, comment, phone, type_code=False, file_ids=(), request_key=None
    ):
        """Send an order in a few words: quick with a kind of work, else a request.

        :param request_key: sent again with the same one, it leads to the same order
        :return: dict of ``order_id`` and ``name``
        :raise FormErrors: with every error, each with its field
        """
        typed = {"type": type_code, "comment": comment, "phone": phone}
        order_sudo = self._for_program()._send_in_words(typed, file_ids, request_key)
        return {"order_id": order_sudo.id, "name": order_sudo.name}

    def _for_program(self):
        """Return these orders in the language of the user; programs rarely name one."""
        lang = self.env.context.get("lang") or self.env.user.lang
        return self.with_context(lang=lang)

    def _find_type(self, type_code):
        """Return the kind of work with a code, as this user may order it.

        :raise AccessError: for whoever is neither a client's account nor staff
        :raise UserError: when there is none
        """
        if self.env.user._is_internal():
            kinds = self._get_office_types(self.order_line.browse())
        elif self.env.user._print_client():
            kinds = self.env["print.order.type"]._get_portal_types()
        else:
            self._refuse_stranger()
        order_type = kinds.filtered(lambda kind: kind.code == type_code)[:1]
        if not order_type:
            raise UserError(self.env._("There is no kind of work %s.", type_code))
        return order_type

    def _read_program_job(self, type_code, values, accepted_rules, file_ids):
        """Return ``(kind of work, job)``, see ``print.order.type._read_job``."""
        order_type = self._find_type(type_code)
        if self.partner_id:  # a quotation of staff offers the client's own presses
            order_type = order_type.with_context(print_client_id=self.partner_id.id)
        allowed = order_type._check_files(list(file_ids))
        return order_type, order_type._read_job(values, accepted_rules, allowed)

    def _get_filled(self):
        """Return what a program fills: a quotation, or the user's own basket.

        :raise AccessError: when it is not his to fill
        :raise UserError: when it is sent, or, of staff, a client's basket
        """
        if not self.env.user._is_internal():
            return self._get_own_basket(create=True)
        self.ensure_one()
        self.check_access("write")
        if self.is_basket:
            raise UserError(self.env._("The client fills this basket himself."))
        return self

    def _get_own_basket(self, create=False):
        """Return this basket, by default the current one of the user, as superuser.

        :raise UserError: when it is not his own, or he has none
        """
        if not self:
            basket_sudo = self._get_basket(create=create)
        else:
            self.ensure_one()
            basket_sudo = self.search(
                [("id", "=", self.id), ("print_account_id", "=", self.env.uid)]
            ).sudo()  # accounts write baskets only through their doors
        if not basket_sudo:
            raise UserError(self.env._("The basket is empty: add a job first."))
        return basket_sudo
