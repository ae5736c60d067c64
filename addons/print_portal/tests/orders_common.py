import io

from odoo.tests import HttpCase, new_test_user

from .common import PrintPortalCommon


class PrintOrdersCommon(PrintPortalCommon):
    """The same shop with prices, and orders of real work on their way through it.

    Plates cost 12.00 each, wide format 9.00 a square metre. ``salesperson`` serves
    ``poligraf``; ``colleague`` is another one, who sees his own orders only.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.plates = cls.env.ref("print_pricing.order_type_ctp_plates")
        cls.wide = cls.env.ref("print_pricing.order_type_wide_format")
        cls.poligraf.user_id = cls.salesperson
        cls.colleague = new_test_user(
            cls.env,
            "test-colleague",
            groups="sales_team.group_sale_salesman",
            name="Test colleague",
        )
        # In the demo shop, too: one rate for the work as a whole.
        cls.env["print.component"].search([]).unlink()
        cls.env["print.tariff"].search([]).unlink()
        cls._tariff(cls.plates, 12)
        cls._tariff(cls.wide, 9)

    @classmethod
    def _tariff(cls, order_type, price):
        """Return a new rate for every pricelist, in the company's currency."""
        return cls.env["print.tariff"].create(
            {
                "order_type_id": order_type.id,
                "price": price,
                "currency_id": cls.company.currency_id.id,
            }
        )

    @classmethod
    def _form(cls, order_type=None, **values):
        """Return a filled form without errors: 8 plates, or a banner."""
        order_type = order_type or cls.plates
        typed = {
            "ctp_plates": {"plate_format": "510x400", "plate_thickness": "0.15"},
            "wide_format": {
                "finished_width": 3000,
                "finished_height": 1500,
                "media": "frontlit_440",
            },
        }
        return {
            **order_type._get_default_values(),
            "job_title": "Booklet Autumn",
            "files_later": True,
            **typed.get(order_type.code, {}),
            **values,
        }

    @classmethod
    def _basket(cls, account=None, *forms):
        """Return a basket of ``account`` with a job for each of ``forms``.

        :param account: ``ivanova`` unless named
        :param forms: as ``_form`` returns them, one of 8 plates unless named
        """
        account = account or cls.ivanova
        basket_sudo = cls.env["sale.order"].with_user(account)._create_basket()
        for values in forms or (cls._form(),):
            order_type = cls.wide if "finished_width" in values else cls.plates
            basket_sudo._add_print_job(order_type, values)
        return cls.env["sale.order"].browse(basket_sudo.id)

    @classmethod
    def _send(cls, account=None, *forms):
        """Return an order that ``account`` has just sent, without its files."""
        account = account or cls.ivanova
        order = cls._basket(account, *forms)
        order.with_user(account).sudo()._submit_basket()
        return order

    @classmethod
    def _order(cls, account=None, *forms):
        """Return a sent order whose files have come: its jobs are being checked.

        The gates of the files are met: prepress has accepted and certified them.
        """
        order = cls._send(account, *forms)
        waiting = order.print_job_ids.filtered(lambda job: job.kind == "client")
        cls._give_files(waiting)
        if waiting:
            waiting._move_to("checking")
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
    def _deliver(cls, job):
        """Let the goods of a job leave the store, which moves a ready one along."""
        pickings = job.line_id.move_ids.picking_id
        for move in pickings.move_ids:
            move.quantity = move.product_uom_qty
        pickings.button_validate()

    @classmethod
    def _job_in(cls, code, account=None):
        """Return the only job of a new order, brought to the status ``code``."""
        job = cls._order(account).print_job_ids
        target = cls.env.ref(f"print_portal.status_{code}")
        reasons = {"on_hold": "machine", "returned": "no_bleed"}
        if name := reasons.get(code):
            job._move_to(code, reason=cls.env.ref(f"print_portal.reason_{name}"))
        elif target in job.status_id.next_ids and target.kind != "work":
            job._move_to(code)
        elif code != "checking":
            job.order_id.action_confirm()
            cls._walk(job, target)
        return job

    @classmethod
    def _walk(cls, job, target):
        """Bring a job to the status ``target`` by the shortest declared way."""
        ways = [job.status_id]
        for way in ways:
            if way[-1:] == target:
                break
            ways += [
                way + step
                for step in way[-1:].next_ids - way
                if step == target or step.kind in ("work", "ready", "done")
            ]
        for step in way[1:]:
            if step.kind == "done" and job.kind == "ready":
                cls._deliver(job)
            if job.status_id != step:
                job._move_to(step.code)


class PrintOrdersHttpCommon(PrintOrdersCommon, HttpCase):
    """The same, asked over HTTP."""
