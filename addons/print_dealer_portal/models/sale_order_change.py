import hashlib
import json

from odoo import api, fields, models
from odoo.addons.print_portal.typed_reason import read_reason
from odoo.exceptions import AccessError, UserError

from .print_order_change import ACCEPTED, ASKED, PARTLY, REFUSED, WITHDRAWN
from .sale_order_credit_raise import UNWATCHED

DELIVERY = 0  # in place of the id of a line, among what has changed


class SaleOrder(models.Model):
    """What the shop changes on an order of the partner portal, and the client's answer.

    Staff change quantities, prices and dates on the order itself. What differs to the
    client's disadvantage from what was agreed, or in what he gets, he is asked to
    accept, line by line; the order is not confirmed before. What he refuses is put
    back. Lower prices need no answer. Once the order is accepted it is the same; what
    waits for the answer then is told in ``sale_order_amend``.
    """

    _inherit = "sale.order"

    print_change_ids = fields.One2many(
        "print.order.change",
        "order_id",
        "Changes asked for",
        readonly=True,
        groups="base.group_user",
    )
    print_is_sealed = fields.Boolean(
        "Kept as sent",
        readonly=True,
        copy=False,
        help="What the client has sent is kept, so that changes of it are seen.",
    )
    print_agreed_delivery = fields.Monetary(
        "Agreed delivery", readonly=True, copy=False, help="Without tax."
    )
    print_change_words = fields.Text(
        "Changed",
        compute="_compute_print_change_words",
        groups="sales_team.group_sale_salesman",
        help="What differs from what the client has agreed to, a line each.",
    )
    print_is_change_asked = fields.Boolean(
        "Change is asked",
        compute="_compute_print_change_words",
        groups="sales_team.group_sale_salesman",
    )

    @api.depends(
        "state",
        "print_change_ids.state",
        "order_line.product_uom_qty",
        "order_line.price_unit",
        "order_line.print_date_planned",
        "commitment_date",
    )
    @api.depends_context("lang")
    def _compute_print_change_words(self):
        for order in self:
            order.print_change_words = "\n".join(
                order._format_change(row) for row in order._get_changes()
            )
            order.print_is_change_asked = bool(order._get_open_change())

    def _format_change(self, row):
        """Return one change as a sentence, such as Paper: quantity 100 → 80."""
        parts = [
            self.env._(
                "%(what)s %(old)s → %(new)s", what=part[0], old=part[1], new=part[2]
            )
            for part in self._get_change_parts(row, sees_money=True)
        ]
        return self.env._(
            "%(title)s: %(changes)s", title=row["title"], changes=", ".join(parts)
        )

    def _get_change_parts(self, row, sees_money):
        """Return what differs in a line, as tuples of texts: what, before, now."""
        _ = self.env._
        none = _("none")
        parts = []
        if row["is_new"]:
            parts.append((_("quantity"), _("not ordered"), row["quantity"]))
        elif row["quantity"] != row["old_quantity"]:
            parts.append((_("quantity"), row["old_quantity"], row["quantity"]))
        if sees_money and row["price"] != row["old_price"]:
            parts.append((_("price"), row["old_price"] or none, row["price"]))
        if row["date"] != row["old_date"]:
            parts.append((_("date"), row["old_date"] or none, row["date"]))
        return parts

    # What differs --------------------------------------------------------------------

    def _get_changes(self):
        """Return what the client has to agree to, as texts in the language of this env.

        :return: list of dicts ``line_id`` (DELIVERY for what delivery costs),
            ``title``, ``is_new``, and before and now ``old_quantity``, ``quantity``,
            ``old_price``, ``price``, ``old_date``, ``date``
        """
        self.ensure_one()
        if not self._is_agreement_kept():
            return []
        order = self.sudo()  # whoever confirms it is told, figures are for texts
        rows = [line._get_change() for line in order._get_goods()]
        delivery = order._get_delivery_total()
        if order._is_delivery_dearer(delivery):
            rows.append(order._get_delivery_change(delivery))
        return [row for row in rows if row]

    def _is_agreement_kept(self):
        """Whether what differs from what was agreed is for the client to accept."""
        return self.print_is_sealed and (self.state == "sale" or self._is_to_accept())

    def _is_delivery_dearer(self, delivery):
        """Whether delivery costs more than agreed; not what is charged as it turns out.

        :param float delivery: what it costs by now, without tax
        """
        agreed = self.print_agreed_delivery
        is_dearer = self.currency_id.compare_amounts(delivery, agreed) > 0
        return is_dearer and self.carrier_id.invoice_policy != "real"

    def _get_delivery_change(self, delivery):
        return {
            "line_id": DELIVERY,
            "title": self.env._("Delivery"),
            "is_new": False,
            "old_quantity": "",
            "quantity": "",
            "old_price": self.currency_id.format(self.print_agreed_delivery),
            "price": self.currency_id.format(delivery),
            "old_date": "",
            "date": "",
        }

    def _get_open_change(self):
        """Return what the client is asked to agree to now, or none."""
        # Whoever reads where an order stands may know that an answer is missing.
        return self.sudo().print_change_ids.filtered(lambda ask: ask.state == ASKED)[:1]

    def _confirmation_error_message(self):
        """Nothing begins that the client has not agreed to."""
        if message := super()._confirmation_error_message():
            return message
        if not self._get_changes():
            return False
        if self._get_open_change():
            return self.env._("The client has not answered your changes yet.")
        return self.env._("Changed: press “Ask the client”, he has to accept it first.")

    # To ask --------------------------------------------------------------------------

    def _ask_change(self, note=""):
        """Ask the client to agree to what differs from what he has sent.

        :param note: to him, beside the lines
        :return: the ``print.order.change``
        :raise UserError: when nothing differs
        """
        self.ensure_one()
        self.check_access("write")
        rows = self._get_changes()
        if not rows:
            raise UserError(
                self.env._("Nothing differs from what was agreed: nothing to ask for.")
            )
        self._withdraw_change()
        change = self._create_change(rows, note)
        self._message_log(
            body=self.env._("The client is asked to accept: %s", change.words)
        )
        self._send_print_mail(
            self.env.ref("print_dealer_portal.mail_template_order_change"),
            self._get_change_contact(rows),
        )
        return change

    def _create_change(self, rows, note=""):
        """Keep that ``rows`` are to be agreed to, and return it."""
        changes = self.env["print.order.change"].sudo()  # made by no other door
        return changes.create(
            {
                "order_id": self.id,
                "user_id": self.env.uid,
                "note": (note or "").strip(),
                "words": "\n".join(self._format_change(row) for row in rows),
            }
        )

    def _get_change_contact(self, rows):
        """Return who is asked: who ordered, of prices somebody who may see them."""
        has_price = any(row["price"] != row["old_price"] for row in rows)
        return self._get_money_contact() if has_price else self._get_print_contact()

    def _withdraw_change(self):
        """Take back what was asked and not answered."""
        for order in self:
            order._get_open_change().state = WITHDRAWN

    # The answer ----------------------------------------------------------------------

    def _may_answer_change(self, account):
        """Whether ``account``, which sees this order, may agree to changes of it."""
        # Accounts read no changes; these only say what is answered by whom.
        rows = self.sudo()._get_changes()
        has_price = any(row["price"] != row["old_price"] for row in rows)
        return (
            account._has_print_right("can_submit")
            and self._may_be_changed_by(account)
            and self._is_within_limits(account)
            and (not has_price or account._has_print_right("see_finance"))
        )

    def _answer_change(self, key, refused_ids=(), reason=""):
        """Take the client's answer to the changes that his page has shown.

        With all of them accepted the order is confirmed, unless a gate is closed.

        :param str key: what the page has shown, see ``_get_change_key``
        :param refused_ids: ids of the lines whose change he refuses
        :param reason: why, in his words
        :raise AccessError: for an account that may not agree to it
        :raise UserError: when there is nothing to answer, or something else by now
        """
        self.ensure_one()
        self.env.user._queue_for_month()
        # Clients may not write orders: what they may answer is checked here.
        order_sudo = self.sudo()
        change = order_sudo._get_open_change()
        rows = order_sudo._get_changes()
        if not change or not rows:
            raise UserError(self.env._("%s waits for no answer any more.", self.name))
        if not self._may_answer_change(self.env.user):
            raise AccessError(self._get_change_refusal())
        if key != order_sudo._get_change_key(rows):
            raise UserError(
                self.env._("The changes are others by now: look at them again.")
            )
        refused = [row for row in rows if row["line_id"] in set(refused_ids)]
        reason = read_reason(self.env, reason, is_needed=bool(refused))
        order_sudo._take_change_answer(change, rows, refused, reason)

    def _answer_for_client(self, is_accepted, reason):
        """Changes, too, are answered by mail or telephone, and before they are asked.

        A price after the work, if one is asked as well, is answered next.
        """
        rows = self._get_changes()
        if not rows:
            return super()._answer_for_client(is_accepted, reason)
        refused = [] if is_accepted else rows
        reason = read_reason(self.env, reason)  # how he has told it
        change = self._get_open_change() or self._create_change(rows)
        self._take_change_answer(change, rows, refused, reason)
        self._ask_split()
        return None

    def _take_change_answer(self, change, rows, refused, reason):
        """Do what follows from the answer to a change, whoever has told it.

        :param rows: see ``_get_changes``
        :param refused: those of them that stay as they were
        """
        change._close(_get_outcome(rows, refused), self.env.user, reason)
        self._settle_change(refused)
        self._tell_change_answer(change)
        is_waiting = self.state == "sent" and not refused
        if is_waiting and not self._confirmation_error_message():
            self.action_confirm()

    def _get_change_refusal(self):
        return self.env._(
            "Your account may look, not agree to changes: your main account can."
        )

    def _settle_change(self, refused):
        """Keep as agreed what is accepted, and put back what is refused."""
        refused_ids = {row["line_id"] for row in refused}
        lines = self._get_goods()
        restored = lines.filtered(lambda line: line.id in refused_ids)
        # What was agreed once is within the limit.
        restored.with_context(**UNWATCHED)._restore_agreed()
        (lines - restored)._seal()
        if DELIVERY in refused_ids:
            self._restore_delivery()
        else:
            self.print_agreed_delivery = self._get_delivery_total()

    def _restore_delivery(self):
        """Let delivery cost what it did."""
        line = self.order_line.filtered("is_delivery")[:1]
        if line.product_uom_qty:
            line.price_unit = self.print_agreed_delivery / line.product_uom_qty

    def _tell_change_answer(self, change):
        self._message_log(
            body=change._get_answer_words(self.env),
            author_id=change.answered_by_id.partner_id.id,
        )
        if self.env.user.partner_id not in self._get_print_staff():
            self._tell_staff(
                lambda order: f"{order.name}: {change._get_answer_words(order.env)}"
            )

    def _get_change_key(self, rows):
        """Return what stands for exactly these changes, in any language."""
        lines = self.order_line.browse(
            [row["line_id"] for row in rows if row["line_id"]]
        )
        facts = [line._get_change_facts() for line in lines.sorted("id")]
        facts.append(f"{self._get_delivery_total():.6f}")
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _get_outcome(rows, refused):
    """Return the state of a question of which ``refused`` was answered with no."""
    if not refused:
        return ACCEPTED
    return REFUSED if len(refused) == len(rows) else PARTLY
