from io import BytesIO

from odoo.fields import Command
from odoo.tools.misc import file_path

from .house import FONT
from .names import known, name_it
from .performance_proofs import ProofActs
from .story import ORDERS

# Working days for which the discussion tells every change of a field.
REMEMBERED = 12
# Ten digits and no letter, as Bulgarian law wants them; the next ones count on.
FIRST_INVOICE = "0000000001"
# Who moves a job to these; to all the others production does.
MOVED_BY_SALES = {"awaiting_payment", "awaiting_price", "delivered", "closed"}
MADE_BY_PREPRESS = {"prepress", "output"}


class Performance:
    """Plays the orders of the story through the doors of the shop, day by day.

    All steps of all orders are taken in the order in which they happened, so numbers of
    orders, invoices and deliveries rise with the days.
    """

    def __init__(self, env, clock, days):
        self.env = env
        self.clock = clock
        self.days = days
        self.sales = known(env, "user_sales")
        self.prepress = known(env, "user_prepress")
        self.accountant = known(env, "user_accountant")
        self.coordinator = known(env, "user_coordinator")
        self.acts = {
            "ask": self._ask,
            "fill": self._fill,
            "ask_approval": self._ask_approval,
            "send": self._send,
            "quote": self._quote,
            "change": self._change,
            "refuse": self._refuse,
            "confirm": self._confirm,
            "mend": self._mend,
            "facts": self._note_facts,
            "final": self._fix_prices,
            "price": self._name_prices,
            "agree": self._note_agreement,
            "deliver": self._deliver,
            "invoice": self._invoice,
            "pay": self._pay,
            "pay_online": self._pay_online,
            "say": self._say,
            "question": self._question,
            "answer": self._answer,
            "cancel": self._cancel,
            "comment": self._comment,
            "note": self._note,
            "open_gates": self._open_gates,
            **ProofActs(self).get(),
        }

    def play(self):
        """Play every order that the database does not have yet."""
        steps = [
            (self.days.moment(step.day, step.at), order, step)
            for order in ORDERS
            if not known(self.env, f"order_{order.key}")
            for step in order.steps
        ]
        for moment, order, step in sorted(steps, key=lambda each: each[0]):
            self._forget_changes(step.day > REMEMBERED)
            with self.clock.at(moment):
                self._take(order, step)

    def _forget_changes(self, is_old):
        """Leave changes of fields out of the discussion: they are many."""
        self.env = self.env(context={**self.env.context, "tracking_disable": is_old})

    def _take(self, order, step):
        act = self.acts.get(step.act)
        if act:
            act(order, step, **step.detail)
        else:
            self._move(order, step.act, **step.detail)

    # What clients do -----------------------------------------------------------------

    def _fill(self, order, step):
        """Fill the basket of the account, as its order form and basket page do."""
        account = self._user(order.who)
        env = self.env(user=account, context=self._context(account))
        basket = env["sale.order"]._get_basket(create=True)
        types = env["print.order.type"]._get_portal_types()
        for job in order.jobs:
            order_type = types.filtered(lambda each, job=job: each.code == job.type)
            basket._add_print_job(
                order_type,
                self._fill_form(order_type, job),
                file_ids=[self._upload(account, file).id for file in job.files],
            )
        if order.goods:
            basket._put_goods(
                [(self._find_article(code).id, n) for code, n in order.goods.items()]
            )
        said = {**order.basket}
        if carrier := said.pop("carrier", None):
            said["carrier_id"] = known(self.env, carrier).id
        basket._write_basket(said)
        if order.places:
            self._split(basket, order.places)
        name_it(basket, f"order_{order.key}")

    def _split(self, basket, places):
        """Send a part of what is in ``basket`` to other addresses of the client."""
        client = basket.partner_id.commercial_partner_id
        basket._write_basket({"partner_shipping_id": client.id})
        for name, quantities in places.items():
            address = client.child_ids.filtered(
                lambda each, name=name: each.name == name
            )
            place = basket._split_over(address.id)
            home = basket.print_place_ids[:1]
            for line in basket._get_split_lines():
                if part := quantities.get(line.product_id.default_code):
                    place._set_quantity(line, part)
                    home._set_quantity(line, home._get_quantity(line) - part)
        basket._price_places()

    def _find_article(self, code):
        return self.env["product.product"].search([("default_code", "=", code)])

    def _ask(self, order, step, comment, phone):
        """Ask in words what it would cost: the page without a kind of work."""
        account = self._user(order.who)
        orders = self.env(user=account, context=self._context(account))["sale.order"]
        sent = orders._send_in_words({"comment": comment, "phone": phone})
        name_it(sent, f"order_{order.key}")

    def _ask_approval(self, order, step, comment):
        account = self._user(order.who)
        # The page found the basket by the account's rights and acts as superuser.
        self._order(order).with_user(account).sudo()._ask_approval(comment)

    def _send(self, order, step):
        self._fill(order, step)
        account = self._user(order.who)
        # As the page does, see ``_ask_approval``.
        self._order(order).with_user(account).sudo()._submit_basket()

    def _mend(self, order, step, file):
        """Replace the file of a returned job and send it again."""
        account = self._user(order.who)
        new_file = self._upload(account, file)
        job = self._order(order).print_job_ids
        spec = job.spec_id
        job.with_user(account)._mend(spec.values, (), new_file.ids)

    def _pay_online(self, order, step):
        """Pay by the demo provider, as its page does when one presses Pay."""
        paid = self._order(order)
        provider = self.env.ref("payment.payment_provider_demo")
        transactions = self.env["payment.transaction"]
        transaction = transactions.create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "reference": transactions._compute_reference(
                    provider.code, prefix=paid.name
                ),
                "amount": paid.amount_total,
                "currency_id": paid.currency_id.id,
                "partner_id": paid.partner_id.id,
                "operation": "online_direct",
                "sale_order_ids": [Command.set(paid.ids)],
            }
        )
        transaction._process(
            "demo", {"reference": transaction.reference, "simulated_state": "done"}
        )
        transaction._post_process()
        self._backdate(transaction.payment_id, step)

    def _backdate(self, payment, step):
        """Let a payment that was booked today have come in on the day of ``step``."""
        payment.action_draft()
        payment.date = self.days.day(step.day)
        payment.action_post()

    def _cancel(self, order, step):
        self._order(order).with_user(self._user(order.who))._cancel_by_client()

    def _say(self, order, step, who, text):
        """Write into the discussion, where the client and his manager read it."""
        author = self._user(who)
        # Clients may not write on orders; the page posts for them as this does.
        self._order(order).with_user(author).sudo().message_post(
            body=text,
            author_id=author.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _answer(self, order, step, answer, reason=""):
        """Accept or reject what staff asked last, as whoever ordered."""
        own = self._order(order).with_user(self._user(order.who))
        # Accounts read no questions; his page chooses the last one for him.
        asked = own.sudo().print_confirmation_ids.sorted("id")[-1]
        asked._answer(answer, asked.fingerprint, reason)

    # What staff do -------------------------------------------------------------------

    def _question(self, order, step, who, text):
        """Write a message that the client has to accept or reject."""
        wizards = self.env["print.talk.ask"].with_user(self._user(who))
        wizards.create({"order_id": self._order(order).id, "body": text}).action_ask()

    def _quote(self, order, step, prices=()):
        """Write an order at the office, price what no tariff prices, and send it."""
        env = self.env(user=self.sales, context=self._context(self.sales))
        client = known(env, f"client_{order.who}")
        env = env(context={**env.context, "print_client_id": client.id})
        lines = [self._prepare_job(env, client, job) for job in order.jobs]
        lines += [
            {"product_id": known(env, product).id, "product_uom_qty": quantity}
            for product, quantity in order.goods.items()
        ]
        quotation = env["sale.order"].create(
            {
                "partner_id": client.id,
                "order_line": [Command.create(line) for line in lines],
            }
        )
        name_it(quotation, f"order_{order.key}")
        for index, price in dict(prices).items():
            quotation.order_line[index].price_unit = price
        if name := order.basket.get("carrier"):
            carrier = known(self.env, name)
            quotation.set_delivery_line(carrier, carrier.fixed_price)
        quotation.action_quotation_sent()

    def _prepare_job(self, env, client, job):
        """Return the order line for a job whose files a client has handed over."""
        order_type = env.ref(f"print_pricing.order_type_{job.type}")
        values = self._fill_form(order_type, job)
        files = [self._upload(self.sales, file, client).id for file in job.files]
        spec = env["print.spec"].create(order_type._prepare_spec(values, (), files))
        return env["sale.order.line"]._prepare_print_line(spec)

    def _change(self, order, step, quantities, note):
        """Change what a dealer has ordered, and ask him: he has to accept it."""
        changed = self._order(order).with_user(self.sales)
        for line in changed.order_line:
            if (code := line.product_id.default_code) in quantities:
                line.product_uom_qty = quantities[code]
        wizards = self.env["print.order.ask"].with_user(self.sales)
        wizards.create({"order_id": changed.id, "note": note}).action_ask()

    def _refuse(self, order, step, reason, note):
        """Refuse a dealer's order, with the reason that he reads."""
        wizards = self.env["print.order.refuse"].with_user(self.sales)
        reason = self.env.ref(f"print_dealer_portal.reason_{reason}")
        wizards.create(
            {"order_id": self._order(order).id, "reason_id": reason.id, "note": note}
        ).action_refuse()

    def _confirm(self, order, step, due=None):
        """Approve an order and promise it for the working day ``due``, if there is one.

        Prepress accepts its files first; those of the office join its jobs just then.
        """
        confirmed = self._order(order).with_user(self.sales)
        if due is not None:
            confirmed.commitment_date = self.days.moment(due, "16:00")
        self._accept_files(confirmed.print_job_ids)
        confirmed.action_confirm()
        waiting = confirmed.print_job_ids.filtered(lambda job: job.kind == "check")
        if waiting:
            self._accept_files(waiting)
            waiting.with_user(self.prepress).action_next()

    def _accept_files(self, jobs):
        jobs._get_current_artwork().with_user(self.prepress)._accept()

    def _move(self, order, status, job=None, reason=None, note=None):
        """Move all jobs of an order, or the one at the index ``job``."""
        mover = self.sales if status in MOVED_BY_SALES else self.prepress
        jobs = self._order(order).print_job_ids.sorted("number")
        if job is not None:
            jobs = jobs[job]
        if reason:
            reason = self.env.ref(f"print_portal.reason_{reason}")
        if status in MADE_BY_PREPRESS:
            jobs.executor_id = self.prepress
        if status == "output":
            jobs._get_current_artwork().with_user(self.prepress)._certify()
        jobs.with_user(mover)._move_to(status, reason=reason, note=note)

    def _note_facts(self, order, step, **facts):
        """Note what was made, as production does on the job; sees no money."""
        job = self._order(order).print_job_ids[:1].with_user(self.prepress)
        job.write(facts)

    def _note(self, order, step, **notes):
        """Write on the first job of an order what its ticket says."""
        self._order(order).print_job_ids[:1].with_user(self.prepress).write(notes)

    def _comment(self, order, step, who, text, audience="all"):
        """Say something about the first file of an order."""
        file = self._order(order).print_job_ids[:1]._get_current_artwork()[:1]
        file.with_user(self._user(who))._comment(text, audience)

    def _open_gates(self, order, step, reason):
        jobs = self._order(order).print_job_ids.with_user(self.coordinator)
        jobs._open_gates(reason)

    def _fix_prices(self, order, step, prices=()):
        """Set the final prices: by what was made, or {index: values by hand}."""
        wizards = self.env["print.final.price"].with_user(self.sales)
        wizard = wizards.with_context(default_order_id=self._order(order).id).create({})
        for index, values in dict(prices).items():
            wizard.line_ids[index].write(values)
        wizard.action_fix()

    def _name_prices(self, order, step, prices):
        """Answer work on request: {index: values}; the client is asked."""
        wizards = self.env["print.price.quote"].with_user(self.sales)
        wizard = wizards.with_context(default_order_id=self._order(order).id).create({})
        for index, values in prices.items():
            wizard.line_ids[index].write(values)
        wizard.action_quote()

    def _note_agreement(self, order, step, reason):
        """Note that the client has agreed to a price by telephone."""
        wizards = self.env["print.price.answer"].with_user(self.sales)
        wizards.create(
            {"order_id": self._order(order).id, "reason": reason}
        ).action_accept()

    def _deliver(self, order, step, places=()):
        """Send everything off, or what goes to these addresses alone."""
        pickings = self._order(order).picking_ids.with_user(self.prepress)
        if places:
            pickings = pickings.filtered(lambda each: each.partner_id.name in places)
        pickings.button_validate()

    def _invoice(self, order, step):
        """Let sales draft the invoice and the accountant post it."""
        invoiced = self._order(order)
        self.env["sale.advance.payment.inv"].with_user(self.sales).create(
            {
                "sale_order_ids": [Command.set(invoiced.ids)],
                "advance_payment_method": "delivered",
            }
        ).create_invoices()
        invoice = invoiced.invoice_ids.with_user(self.accountant)
        invoice.invoice_date = self.days.day(step.day)
        if not self._has_invoices():
            invoice.name = FIRST_INVOICE
        invoice.action_post()

    def _has_invoices(self):
        domain = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        return bool(self.env["account.move"].search_count(domain, limit=1))

    def _pay(self, order, step, share=1, by="bank"):
        """Book the money for an invoice: ``share`` of it, by bank or at the desk."""
        invoice = self._order(order).invoice_ids
        journal = {"bank": "account.1_bank", "cash": "print_demo.journal_cash"}[by]
        register = self.env["account.payment.register"].with_user(self.accountant)
        register.with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(
            {
                "payment_date": self.days.day(step.day),
                "amount": invoice.currency_id.round(invoice.amount_residual * share),
                "journal_id": self.env.ref(journal).id,
            }
        )._create_payments()

    # Things --------------------------------------------------------------------------

    def _order(self, order):
        return known(self.env, f"order_{order.key}")

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _context(self, user):
        return {**self.env.context, "lang": user.lang, "tz": user.tz}

    def _fill_form(self, order_type, job):
        """Return the values of a form in which only what the story says was changed.

        :raise ValueError: when the form cannot read them
        """
        filled = {
            **order_type._get_default_values(),
            **job.values,
            "job_title": job.title,
        }
        if job.scheme:
            schemes = self.env["print.imposition"].search([("name", "=", job.scheme)])
            filled["scheme"] = str(schemes.id)
        raw = {
            code: ("yes" if value is True else "" if value is False else value)
            for code, value in filled.items()
        }
        values, errors = order_type._parse_form(raw)
        if errors:
            raise ValueError(f"The form refuses {job.title}: {errors}")
        return values

    def _upload(self, account, artwork, client=None):
        content = BytesIO(artwork.pdf(file_path(FONT)))
        return self.env["print.file"]._receive(
            client or account._print_client(), account, artwork.name, content
        )
