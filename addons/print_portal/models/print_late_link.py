from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize
from odoo.tools.misc import format_date

from ..signed_link import read_signed, sign_until
from .print_job import CLIENT_MENDS
from .print_job_artwork import CLIENT_KINDS

SCOPE = "print_late_link"
LIFETIMES = (1, 7, 30)  # days, from which people choose
USUAL_DAYS = 30
LONGEST_NOTE = 500  # characters
MOST_A_DAY = 10  # links of one job: each may send a mail to a stranger
MOST_FILES = 200  # by one link


class PrintLateLink(models.Model):
    """A link that takes the files of one job from whoever holds it, without a login.

    The address is signed and carries nothing but the number of this record. It works
    while the job waits for files, until it ends or is revoked; a revoked one is kept,
    for files say by which link they came.
    """

    _name = "print.late.link"
    _description = "Link for Late Files"
    _order = "id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    account_id = fields.Many2one(
        "res.users",
        string="In the name of",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Who answers for it: it works as long as this account may send files"
        " for the job.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        readonly=True,
        ondelete="cascade",
        help="Whom of the client it was made for; empty for anybody else.",
    )
    email = fields.Char(
        "Sent to",
        readonly=True,
        help="Gets the link by mail, and reminders while no file has come.",
    )
    lang = fields.Char(readonly=True, help="Of the mails; a code such as fr_FR.")
    note = fields.Text("What to send", readonly=True)
    expires = fields.Datetime("Works until", required=True, readonly=True)
    date_revoked = fields.Datetime("Revoked on", readonly=True)
    reminders = fields.Integer(readonly=True, help="How many have gone out.")
    file_ids = fields.One2many(
        "print.file", "late_link_id", string="Files", readonly=True
    )
    url = fields.Char(
        "Address",
        compute="_compute_url",
        groups="print_portal.group_prepress,sales_team.group_sale_salesman",
    )
    is_open = fields.Boolean("Works", compute="_compute_is_open")

    _open_idx = models.Index("(expires) WHERE date_revoked IS NULL")

    @api.depends("expires")
    def _compute_url(self):
        for link in self:
            link.url = link._get_url() if link.is_open else False

    @api.depends("expires", "date_revoked", "job_id.status_id", "account_id.active")
    def _compute_is_open(self):
        for link in self:
            link.is_open = link._is_open()

    # Made and taken back -------------------------------------------------------------

    @api.model
    def _open(self, job, account, email="", days=USUAL_DAYS, note="", contact=None):
        """Return a new link for the files of ``job``.

        :param account: who answers for it
        :param str email: whom it is mailed to; "" to pass it on oneself
        :param int days: how long it works, one of LIFETIMES
        :param contact: the client's own person whom it is for, if it is one
        :raise UserError: with the way out
        """
        _ = self.env._
        links_sudo = self.sudo()  # accounts have no right on links
        if job.sudo().status_id.code not in CLIENT_MENDS:
            raise UserError(_("%s does not wait for files now.", job.name))
        if not job.sudo().partner_id.print_client_id:
            raise UserError(_("Give the client a client code first: files need one."))
        if days not in LIFETIMES:
            raise UserError(_("Link: choose how long it works."))
        if email and not email_normalize(email):
            raise UserError(_("E-mail: enter an address such as anna@example.com."))
        if len(note) > LONGEST_NOTE:
            raise UserError(
                _("What to send: shorten it to %s characters.", LONGEST_NOTE)
            )
        a_day_ago = fields.Datetime.now() - timedelta(days=1)
        today = [("job_id", "=", job.id), ("create_date", ">", a_day_ago)]
        if links_sudo.search_count(today, limit=MOST_A_DAY) >= MOST_A_DAY:
            raise UserError(
                _("Enough links for one day: use one of those, or try tomorrow.")
            )
        # In whose language the page is made is no secret of his.
        reader = contact or job.sudo().order_id._get_print_contact()
        return links_sudo.create(
            {
                "job_id": job.id,
                "account_id": account.id,
                "partner_id": contact.id if contact else False,
                "email": email_normalize(email) if email else False,
                "lang": reader.sudo().lang,
                "note": note.strip() or False,
                "expires": fields.Datetime.now() + timedelta(days=days),
            }
        )

    def _revoke(self):
        """Let these links work no more."""
        # Accounts have no right on links; whose they are was checked.
        self.sudo().date_revoked = fields.Datetime.now()

    def action_revoke(self):
        """Button of staff."""
        self.job_id.check_access("write")
        self._revoke()

    # The address ---------------------------------------------------------------------

    def _get_url(self):
        """Return the whole address of this link."""
        self.ensure_one()
        token = sign_until(self.env, SCOPE, self.id, self.expires)
        return f"{self.get_base_url()}/print/late/{token}"

    @api.model
    def _find(self, token):
        """Return the link that a signed ``token`` names, as superuser, while it lives.

        Until the work has begun its holder sees what he has sent; after that he, like
        whoever holds another or a forged text, finds nothing.
        """
        links_sudo = self.sudo()  # whoever holds the address may use it
        link_id = read_signed(self.env, SCOPE, token)
        link_sudo = links_sudo.browse(link_id or ()).exists()
        return link_sudo.filtered(lambda link: link._is_known())

    def _is_known(self):
        """Whether the holder of this link may see anything at all."""
        self.ensure_one()
        return (
            not self.date_revoked
            and self.expires > fields.Datetime.now()
            and self.job_id.kind in CLIENT_KINDS
            and self._may_account()
        )

    def _may_account(self):
        """Whether the account that answers for this link may still send these files."""
        account, order = self.account_id, self.job_id.order_id
        if not account.active:
            return False
        if account._is_internal():
            return True
        return account._is_print_place(order.partner_id) and order._may_be_changed_by(
            account
        )

    def _is_open(self):
        """Whether this link takes files now."""
        self.ensure_one()
        link = self.sudo()  # whose account it is, who reads links may not ask
        return link._is_known() and link.job_id.status_id.code in CLIENT_MENDS

    # Files ---------------------------------------------------------------------------

    def _check_open(self):
        if not self._is_open():
            raise UserError(self.env._("The files of this job are with us already."))

    def _check_takes(self):
        """Refuse, before the first byte, what ``_receive`` would refuse."""
        self._check_open()
        if len(self.file_ids) >= MOST_FILES:
            raise UserError(
                self.env._("Pack the files into a ZIP: %s came already.", MOST_FILES)
            )

    def _as_account(self, record):
        """Return ``record`` in the hands of the account that answers for this link."""
        # The link is the right: it stands for what the account may do with this job.
        return record.with_user(self.account_id).sudo()

    def _receive(self, name, stream, size=None, on_ready=None):
        """Keep the bytes of ``stream`` as a file of this job.

        :return: the new ``print.file``, as superuser
        :raise UserError: with the way out
        """
        self.ensure_one()
        self._check_takes()
        buyer = self.job_id.partner_id
        file_sudo = self._as_account(self.env["print.file"])._receive(
            buyer.print_client_id,
            self.account_id,
            name,
            stream,
            size=size,
            origin="link",
            on_ready=on_ready,
            buyer=buyer,
        )
        self._take(file_sudo)
        return file_sudo

    def _take(self, file):
        """Let ``file``, which came by this link, join the job; closed meanwhile, not.

        What was sent is in the client's folder then, and nothing is lost.
        """
        file.late_link_id = self
        self._check_open()
        self._as_account(self.job_id)._take_file(file)

    def _get_files(self):
        """Return what came by this link since the job last was with the client."""
        since = self.job_id.awaited_since
        if not self._is_open():
            return self.file_ids & self.job_id._get_current_artwork().file_id
        return self.file_ids.filtered(
            lambda file: (
                file.date_received >= since and file in self.job_id.spec_id.file_ids
            )
        )

    def _get_unfinished(self):
        """Return the uploads by this link of which not all is here, as superuser."""
        return self.env["print.upload"]._get_open(late_link_id=self.id)

    def _drop(self, file_id):
        """Take back a file that came by this link and was not sent on yet."""
        self._check_open()
        file = self._get_files().filtered(lambda file: file.id == file_id)
        if file:
            self._as_account(self.job_id)._drop_file(file)

    def _submit(self):
        """All files are here: let us check them.

        :raise UserError: without any
        """
        self._check_open()
        files = self._get_files()
        if not files:
            raise UserError(self.env._("Add at least one file, then send it."))
        self._as_account(self.job_id)._send_files()
        self.job_id._tell_late_files(self, files)

    def _get_values(self):
        """Return what whoever holds this link reads: what is awaited, and what came.

        Nothing leads from there to anything else of the client.

        :return: dict of texts ``title``, ``name``, ``type``, ``summary``, ``reason``,
            ``note``, ``until``; ``is_open``; ``files``, dicts ``id``, ``name``,
            ``size_text``; and ``contact``, whom to ask
        """
        self.ensure_one()
        job = self.job_id
        spec = job.spec_id
        return {
            "title": job.title or job.name,
            "name": job.name,
            "type": job.order_type_id.name,
            "summary": "" if spec.is_brief else spec.summary or "",
            "reason": " ".join(
                filter(None, [job.reason_id._get_lead(), job.reason_note])
            )
            if job.reason_id
            else "",
            "note": self.note or "",
            "until": self._format_until(),
            "is_open": self._is_open(),
            "files": [self._tell(file) for file in self._get_files()],
            "contact": job.order_id._get_contact_values(),
        }

    def _tell(self, file):
        """Return what the holder may know of a file that he has sent."""
        return {
            "id": file.id,
            "name": file.name,
            "size": file.size,
            "size_text": file.size_text,
        }

    def _format_until(self):
        return format_date(self.env, self.expires, date_format="d MMMM")

    def _get_row(self):
        """Return this link as the page of its order tells it."""
        self.ensure_one()
        return {
            "id": self.id,
            "url": self._get_url(),
            "email": self.email or "",
            "until": self._format_until(),
        }
