import io

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class PrintPortalCommon(TransactionCase):
    """A print shop with clients and staff, for the tests of this add-on and above.

    Clients: ``poligraf``, a company whose main account has three colleagues with one
    right each, ``reklama``, another company, and ``petrov``, a private person. Staff:
    ``coordinator``, ``salesperson``, ``prepress``, ``accountant``. ``stranger`` is a
    portal user of no client.
    """

    PASSWORD = "print-demo-1"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=cls.env.context | {"tracking_disable": True})
        cls._setup_staff()
        cls._setup_clients()
        cls.stranger = new_test_user(
            cls.env, "stranger@example.com", groups="base.group_portal"
        )
        cls.public = cls.env.ref("base.public_user")
        cls.product = cls.env["product.product"].create(
            {"name": "Plates", "type": "consu", "list_price": 10, "taxes_id": False}
        )

    @classmethod
    def _setup_staff(cls):
        groups = {
            "coordinator": "print_portal.group_coordinator",
            "salesperson": "sales_team.group_sale_salesman_all_leads",
            "prepress": "print_portal.group_prepress",
            "accountant": "account.group_account_invoice",
        }
        for name, group in groups.items():
            user = new_test_user(
                cls.env,
                f"test-{name}",
                groups=group,
                name=f"Test {name}",
                context={"no_reset_password": True},
            )
            setattr(cls, name, user)

    @classmethod
    def _setup_clients(cls):
        cls.poligraf = cls._create_client("Poligraf Ltd", "test-poligraf")
        cls.main = cls.poligraf._print_primary_account()
        cls.ivanova = cls._create_colleague("ivanova", can_submit=True)
        cls.buh = cls._create_colleague("buh", see_finance=True)
        cls.head = cls._create_colleague("head", see_colleagues=True)
        cls.reklama = cls._create_client("Reklama Ltd", "test-reklama")
        cls.rival = cls.reklama._print_primary_account()
        cls.petrov = cls._create_client("Petrov", "test-petrov", is_company=False)
        cls.person = cls.petrov._print_primary_account()

    @classmethod
    def _create_client(cls, name, code, is_company=True, **values):
        """Return a client with its main account, whose password is ``PASSWORD``."""
        client = cls.env["res.partner"].create(
            {
                "name": name,
                "client_code": code,
                "is_company": is_company,
                "email": f"{code}@example.com",
                **values,
            }
        )
        client._create_print_account(password_hash=cls._hash(cls.PASSWORD))
        return client

    @classmethod
    def _create_colleague(cls, login_name, client=None, **rights):
        """Return a sub-account of ``client``, by default of ``poligraf``."""
        client = client or cls.poligraf
        contact = cls.env["res.partner"].create(
            {
                "name": login_name.title(),
                "parent_id": client.id,
                "email": f"{login_name}@{client.client_code}.example.com",
            }
        )
        return contact._create_print_account(
            login_name, password_hash=cls._hash(cls.PASSWORD), **rights
        )

    @classmethod
    def _hash(cls, password):
        return cls.env["res.users"]._crypt_context().hash(password)

    @classmethod
    def _create_order(cls, account=None, client=None, state="sent", **values):
        """Return an order of one line over 100.00.

        :param account: the account that made it; none for an order of the office
        :param client: its partner, by default the account's client or ``poligraf``
        :param str state: "basket", or a state that is written as it is
        """
        client = client or (account and account._print_client()) or cls.poligraf
        order = cls.env["sale.order"].create(
            {
                "partner_id": client.id,
                "print_account_id": account and account.id,
                "print_source": "web" if account else "office",
                "is_basket": state == "basket",
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 10,
                            "price_unit": 10,
                        }
                    )
                ],
                **values,
            }
        )
        if state != "basket":
            order.state = state
        return order

    @classmethod
    def _give_files(cls, jobs):
        """Let the files of jobs come, and prepress accept and certify them."""
        for job in jobs:
            content = io.BytesIO(b"%PDF-1.7 of " + job.name.encode())
            client = job.partner_id.print_client_id
            file = cls.env["print.file"]._receive(
                client, client._print_primary_account(), f"{job.name}.pdf", content
            )
            job._add_artwork(file)
        cls._accept_files(jobs)

    @classmethod
    def _accept_files(cls, jobs):
        """Let prepress accept and certify the files of jobs: their gates are met."""
        files = jobs._get_current_artwork().with_user(cls.prepress)
        files._accept()
        files._certify()

    @classmethod
    def _plates(cls, **values):
        """Return the values of a right form for 8 plates, without files yet."""
        order_type = cls.env.ref("print_pricing.order_type_ctp_plates")
        return {
            **order_type._get_default_values(),
            "job_title": "Booklet, 24 pages",
            "plate_format": "745x605",
            "files_later": True,
            **values,
        }

    @classmethod
    def _set_rate(cls, price):
        """Let a plate cost ``price``, without tax, on every pricelist."""
        order_type = cls.env.ref("print_pricing.order_type_ctp_plates")
        order_type.product_ids.taxes_id = False
        cls.env["product.pricelist"]._ensure_tariff_rule()
        return cls.env["print.tariff"].create(
            {"order_type_id": order_type.id, "price": price}
        )

    @classmethod
    def _fill_basket(cls, account, *forms):
        """Return the basket of ``account``, as superuser, with a job for each form."""
        basket = cls.env["sale.order"].with_user(account)._get_basket(create=True)
        order_type = cls.env.ref("print_pricing.order_type_ctp_plates")
        for values in forms or [cls._plates()]:
            basket._add_print_job(order_type, values)
        return basket

    @classmethod
    def _submit_order(cls, account, *forms):
        """Return an order that ``account`` has sent, as the shop sees it."""
        order = cls._fill_basket(account, *forms)._submit_basket()
        return order.with_user(cls.env.user)

    @classmethod
    def _create_invoice(cls, client=None, **values):
        """Return a posted invoice over 100.00, to ``poligraf`` unless named."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (client or cls.poligraf).id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "quantity": 10,
                            "price_unit": 10,
                            "tax_ids": False,
                        }
                    )
                ],
                **values,
            }
        )
        invoice.action_post()
        return invoice
