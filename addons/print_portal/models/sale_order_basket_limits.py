from odoo import models
from odoo.exceptions import AccessError, UserError

from .sale_order_kind import FREE_FORM

# Why an account may not send its basket by itself.
RIGHT, OPEN, ORDER, MONTH = "right", "open", "order", "month"


class SaleOrder(models.Model):
    """How much an account may order by itself, and where it may have it delivered.

    Sums are with tax, in the currency of the company. Work without a price yet is over
    any limit. A request in the client's own words orders nothing: its offer is counted
    when it is accepted. The main account has no limits.
    """

    _inherit = "sale.order"

    # Amounts ------------------------------------------------------------------------

    def _get_limit_reason(self):
        """Return why the owner may not send this basket by himself, "" when he may."""
        self.ensure_one()
        account = self.print_account_id
        if not account._has_print_right("can_submit"):
            return RIGHT
        if not account._has_print_limit() or self.print_kind == FREE_FORM:
            return ""
        return self._get_exceeded_limit(account)

    def _get_exceeded_limit(self, account):
        """Return which limit of ``account`` this order is over, "" for none.

        What is ordered already counts in the month by itself, and is not added again.
        """
        company = self.company_id
        if self._has_unknown_price():
            return OPEN
        total = self._get_limited_total()
        # Which currency the shop counts in is no secret.
        compare = company.sudo().currency_id.compare_amounts
        if account.order_limit and compare(total, account.order_limit) > 0:
            return ORDER
        if account.month_limit:
            month = account._get_month_total(company)
            if not self._is_in_month_of(account):
                month += total
            if compare(month, account.month_limit) > 0:
                return MONTH
        return ""

    def _is_in_month_of(self, account):
        """Whether this order counts among what ``account`` has ordered."""
        if self.is_basket:
            return False
        is_accepted = self.state == "sale" and self.print_account_id == account
        return bool(self.print_date_submitted) or is_accepted

    def _has_unknown_price(self):
        """Whether somebody still has to price a part of this order."""
        return self._is_unpriced() or any(self.order_line.mapped("print_is_on_request"))

    def _get_limited_total(self):
        """Return what limits count: the total with tax, in the company's currency."""
        return self.company_id._convert_for_limits(self.amount_total, self.currency_id)

    def _get_limit_sentence(self, reason, reader):
        """Say why the basket needs approval; figures are for who may see money."""
        _ = self.env._
        account = self.print_account_id
        if reason == RIGHT:
            return _("Your account may fill baskets, not send them: ask for approval.")
        if reason == OPEN:
            return _("Work without a price yet is over any limit: ask for approval.")
        words = {
            ORDER: (
                _("The basket is over your limit for one order."),
                _("Limit for one order: %s."),
                account.order_limit,
            ),
            MONTH: (
                _("The basket is over your limit for this month."),
                _("Limit for a month: %s."),
                account.month_limit,
            ),
        }
        sentence, figure, limit = words[reason]
        if not reader._has_print_right("see_finance"):
            return sentence
        currency = self.company_id.sudo().currency_id  # the shop's, which he pays in
        return f"{sentence} {figure % currency.format(limit)}"

    def _check_limits(self):
        """Refuse to send what its owner may not send by himself.

        An approval counts for exactly what was approved.
        """
        account = self.print_account_id
        if self._is_approved():
            return
        account._queue_for_month()
        if reason := self._get_limit_reason():
            raise UserError(self._get_limit_sentence(reason, self.env.user))

    # Quotations and prices that are accepted ----------------------------------------

    def _is_within_limits(self, account):
        """Whether ``account`` may agree by itself to what this order costs."""
        if not account._has_print_limit():
            return True
        order_sudo = self.sudo()  # the sum counts, also for who may not see it
        return not order_sudo._get_exceeded_limit(account.sudo())

    def _may_answer_offer(self, account):
        return super()._may_answer_offer(account) and self._is_within_limits(account)

    def _may_answer_price(self, account):
        return super()._may_answer_price(account) and self._is_within_limits(account)

    def _check_offer(self):
        """Name who may accept what is over the limit of this account."""
        self.env.user._queue_for_month()
        if refusal := self._get_offer_refusal(self.env.user):
            raise AccessError(refusal)
        return super()._check_offer()

    def _accept_offer(self):
        """What nobody has ordered yet is ordered by whose limits it counts in."""
        result = super()._accept_offer()
        order_sudo = self.sudo()  # he has accepted it; no account writes orders
        if self.env.user._has_print_limit() and not order_sudo.print_account_id:
            order_sudo.print_account_id = self.env.user
        return result

    def _check_price_question(self, keys):
        self.env.user._queue_for_month()
        return super()._check_price_question(keys)

    def _get_offer_refusal(self, account):
        """Say why ``account`` does not answer this quotation itself, "" if it may."""
        if not self._is_offer() or self._is_within_limits(account):
            return ""
        return self.env._(
            "The quotation is over your limit: %s can accept it.",
            account._print_client().sudo().name,  # the main account, not its figures
        )

    def _portal_values(self, account):
        values = super()._portal_values(account)
        return values | {"offer_refusal": self._get_offer_refusal(account)}

    # Addresses ----------------------------------------------------------------------

    def _is_address_allowed(self, address):
        """Whether the owner of this basket may have it delivered to ``address``."""
        account = self.print_account_id
        allowed = account.allowed_address_ids
        return account._is_print_primary() or not allowed or address in allowed

    def _get_shipping_addresses(self, account):
        addresses = super()._get_shipping_addresses(account)
        return addresses.filtered(self._is_address_allowed)

    def _check_shipping_address(self, partner_id):
        result = super()._check_shipping_address(partner_id)
        self._check_address_allowed(self.env["res.partner"].browse(partner_id))
        return result

    def _check_address_allowed(self, address):
        if not self._is_address_allowed(address):
            raise UserError(
                self.env._(
                    "Delivery address: your account may not use this one. Choose"
                    " another."
                )
            )

    def _check_submission(self):
        """What is collected, or sent as files, has no address to be allowed."""
        result = super()._check_submission()
        is_collected = self.carrier_id.is_print_pickup
        if not is_collected and not self._is_digital():
            self._check_address_allowed(self.partner_shipping_id)
        return result

    def _open_basket(self, **values):
        """Begin with an address that its owner may use."""
        basket = super()._open_basket(**values)
        if not basket._is_address_allowed(basket.partner_shipping_id):
            basket.partner_shipping_id = basket.print_account_id.allowed_address_ids[:1]
        return basket
