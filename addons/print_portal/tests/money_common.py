from datetime import date

from odoo.fields import Command


class MoneyMixin:
    """Invoices, payments and what else moves a client's debt; beside the commons."""

    TODAY = date(2026, 11, 26)

    @classmethod
    def _pay(cls, invoice, amount=None, **values):
        """Return the payment by which the accountant books money for an invoice."""
        wizard = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        if amount:
            values["amount"] = amount
        return wizard.create(values)._create_payments()

    @classmethod
    def _prepay(cls, amount, client=None, **values):
        """Return a payment of ``amount`` that no invoice has taken."""
        payment = cls.env["account.payment"].create(
            {
                "partner_id": (client or cls.poligraf).id,
                "amount": amount,
                "payment_type": "inbound",
                "partner_type": "customer",
                **values,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _bill(cls, amount, day, client=None, due=None, **values):
        """Return a posted invoice over ``amount``, dated and due as named."""
        return cls._create_invoice(
            client,
            invoice_date=day,
            invoice_date_due=due or day,
            **{
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "name": "Booklet Autumn",
                            "quantity": 10,
                            "price_unit": amount / 10,
                            "tax_ids": False,
                        }
                    )
                ],
                **values,
            },
        )

    @classmethod
    def _foreign(cls, rate=2.0):
        """Return another currency, of which ``rate`` are one of the shop's own."""
        own = cls.env.company.currency_id
        currency = cls.env["res.currency"].search(
            [("id", "!=", own.id), ("active", "=", False)], limit=1
        )
        currency.active = True
        currency.rate_ids = [
            Command.clear(),
            Command.create({"name": "2020-01-01", "rate": rate}),
        ]
        return currency

    def _state(self, account, since="2026-11-01", until="2026-11-30"):
        """Return the statement of ``account`` by the names of its currencies."""
        statements = self.env["print.statement"].with_user(account)
        found = statements._get_statement(
            account, date.fromisoformat(since), date.fromisoformat(until)
        )
        return {values["ledger"].currency.name: values for values in found}

    def _balance(self, account):
        """Return the balance of ``account`` by the names of its currencies."""
        found = self.env["print.balance"].with_user(account)._get_balance(account)
        return {values["ledger"].currency.name: values for values in found}
