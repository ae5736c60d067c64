from odoo import api, fields, models
from odoo.addons.print_pricing.spec_error import SpecError

from ..form_errors import FormErrors
from .sale_order_basket_limits import OPEN
from .sale_order_basket_page import TEXTS
from .sale_order_kind import FREE_FORM

LONGEST_PHONE = TEXTS["print_recipient_phone"]
LONGEST_COMMENT = TEXTS["print_note"]


class SaleOrder(models.Model):
    """Orders in a few words: a kind of work and files, or nothing but a wish."""

    _inherit = "sale.order"

    print_request_key = fields.Char(
        "Key of the request",
        readonly=True,
        copy=False,
        help="Named by whoever sends: what is sent twice with it is done once.",
    )

    _print_request_uniq = models.UniqueIndex(
        "(print_account_id, print_request_key) WHERE print_request_key IS NOT NULL",
        "This has been sent already.",
    )

    @api.model
    def _send_in_words(self, typed, file_ids=(), key=None):
        """Send an order that is told in a few words: the one door for those.

        With a kind of work it is a quick order, whose form staff fill in; without, a
        request that staff answer with an offer. Sent twice with one ``key``, it leads
        to the same order. A quick order of who has a limit waits for approval first:
        nobody knows yet what it costs.

        :param typed: texts ``type`` (code of a kind of work, or empty), ``comment``
            and ``phone``
        :param file_ids: ids of the client's files
        :return: the order, as superuser
        :raise AccessError: for whoever is no client's account
        :raise FormErrors: with every error of the form
        :raise UserError: when this account may not send orders
        """
        if not self.env.user._print_client():
            self._refuse_stranger()
        if sent_sudo := self._find_request(key):
            return sent_sudo
        order_type_sudo = self._get_quick_type(typed.get("type"))
        phone, comment, file_ids = self._read_words(typed, order_type_sudo, file_ids)
        order_sudo = self._open_basket(
            print_kind="quick" if order_type_sudo else FREE_FORM,
            print_note=comment,
            print_recipient_phone=phone,
            print_request_key=key,
        )
        if order_type_sudo:
            order_sudo._add_outline(order_type_sudo, comment, file_ids)
        else:
            order_sudo.print_file_ids = file_ids
        if order_sudo._get_limit_reason() == OPEN:
            order_sudo._ask_approval()
            return order_sudo
        order_sudo._submit_basket()
        order_sudo._ask_for_quote()
        return order_sudo

    def _read_words(self, typed, order_type, file_ids):
        """Return phone, comment and ids of files as they may be kept.

        :raise FormErrors: with every error of the form
        """
        file_ids = self.env["print.order.type"]._check_files(list(file_ids))
        phone = self._read_quick_phone(typed.get("phone"))
        comment = (typed.get("comment") or "").strip()
        errors = self._check_words(typed, order_type, phone, comment, file_ids)
        if errors:
            raise FormErrors(errors)
        return phone, comment, file_ids

    def _find_request(self, key):
        """Return what this user has sent, or put into his basket, under ``key``."""
        # Whose it is stands in the domain.
        orders_sudo = self.sudo()
        if not key:
            return orders_sudo.browse()
        return orders_sudo.search(
            [
                ("print_account_id", "=", self.env.uid),
                ("print_request_key", "=", key),
            ]
        )

    def _get_quick_type(self, code):
        """Return the kind of work with ``code``, as superuser, empty without one."""
        return self.env["print.order.type"]._get_portal_type(code)

    def _read_quick_phone(self, text):
        """Return a typed telephone number in international form, or an empty text."""
        text = (text or "").strip()
        # The country of one's own client, also for who reads no contacts.
        client_sudo = self.env.user._print_client().sudo()
        country = client_sudo.country_id or self.env.user.company_id.country_id
        number = self._phone_format(
            number=text, country=country, force_format="INTERNATIONAL"
        )
        return number or ""

    def _check_words(self, typed, order_type, phone, comment, file_ids):
        """Return what is wrong with an order in words, as ``FormErrors`` has it."""
        _ = self.env._
        labels = {
            "type": _("Kind of work"),
            "comment": _("What you need"),
            "phone": _("Phone"),
        }
        found = {}
        if typed.get("type") and not order_type:
            found["type"] = _("%(field)s: choose from the list.", field=labels["type"])
        if len(comment) > LONGEST_COMMENT:
            found["comment"] = _(
                "%(field)s: shorten it to %(max)s characters.",
                field=labels["comment"],
                max=LONGEST_COMMENT,
            )
        elif not comment and not (order_type and file_ids):
            found["comment"] = (
                _("What you need: describe it, or add a file.")
                if order_type
                else _("What you need: describe it in a few words.")
            )
        if not phone or len(phone) > LONGEST_PHONE:
            found["phone"] = _(
                "Phone: enter the number with its country code,"
                " such as +359 2 400 50 60."
            )
        return [
            {**SpecError("F00", field, message).to_dict(), "label": labels[field]}
            for field, message in found.items()
        ]

    def _add_outline(self, order_type, comment, file_ids):
        """Put work into this basket that its client has only outlined."""
        outline = order_type._prepare_outline(comment, file_ids)
        self._create_print_lines(self.env["print.spec"].create(outline))
