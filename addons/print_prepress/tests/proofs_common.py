from odoo.addons.print_portal.tests.files_common import PDF, FilesMixin
from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.tests import new_test_user

GUEST = {"name": "Anna Petrova", "email": "anna@brand.example.com"}


class ProofsCase(FilesMixin, PrintOrdersCommon):
    """Jobs with a file of their own, that are shown to the client by prepress."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls._create_colleague(
            "deputy", can_approve=True, see_colleagues=True
        )
        cls.manager = new_test_user(
            cls.env,
            "test-manager",
            groups="sales_team.group_sale_manager",
            name="Test manager",
        )

    def _sent(self, *names, order_type=None, **values):
        """Return the job of an order that ``ivanova`` has sent with files."""
        order_type = order_type or self.plates
        files = [
            self._receive(self.ivanova, name, PDF + name.encode())
            for name in names or ("cover.pdf",)
        ]
        basket_sudo = self.env["sale.order"].with_user(self.ivanova)._create_basket()
        form = self._form(order_type, files_later=False, **values)
        basket_sudo._add_print_job(order_type, form, file_ids=[f.id for f in files])
        basket_sudo._submit_basket()
        job = self.env["print.job"].search([("order_id", "=", basket_sudo.id)])
        return job

    def _shown(self, *people, job=None, **options):
        """Return the proof that prepress has sent of a job, by default of a new one."""
        job = job or self._sent()
        if people:
            options["people"] = list(people)
        proof = job.with_user(self.prepress)._send_proof(**options)
        return proof.with_env(self.env)

    def _decide(self, proof, account, decision="approve", reason=""):
        proof.with_user(account)._decide(decision, reason)

    def _approved(self, job=None):
        """Return an approved proof of a job whose work has begun."""
        proof = self._shown(job=job)
        self._decide(proof, self.ivanova)
        self._accept_files(proof.job_id)
        proof.order_id.action_confirm()
        self.assertEqual(proof.job_id.status_id.code, "started")
        return proof

    def _another(self, name="cover.pdf", byte=b"!"):
        """Return a file of ``ivanova`` that differs by one byte."""
        return self._receive(self.ivanova, name, PDF + name.encode() + byte)

    def _mails_to(self, address):
        self.env.flush_all()
        mails = self.env["mail.mail"].sudo().search([], order="id")
        return mails.filtered(
            lambda mail: (
                address in (mail.email_to or "")
                or address in mail.recipient_ids.mapped("email")
            )
        )
