from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_portal.signed_link import read_signed, sign_until
from odoo.exceptions import UserError
from odoo.tools import email_normalize
from odoo.tools.misc import format_date, format_datetime

from .print_proof import APPROVED, CHANGES, VOID, WAITING

SCOPE = "print_proof"
LIFETIME = timedelta(days=30)  # of a link, from the day it was sent
LOGIN, LINK, OVERRIDE = "login", "link", "override"
TONES = {WAITING: "you", APPROVED: "ok", CHANGES: "bad"}
LONGEST_NAME = 80
_OPEN_FIELDS = frozenset({"id", "display_name", "proof_id", "name", "state", "user_id"})


class PrintProofApprover(models.Model):
    """A person who is asked about a proof, and what he has decided.

    He has an account, or a name and an address to which a signed link went. Who stands
    in for another one has a row of his own; his word counts for both.
    """

    _name = "print.proof.approver"
    _description = "Approver of a Proof"
    _order = "proof_id, id"

    proof_id = fields.Many2one(
        "print.proof", required=True, readonly=True, ondelete="cascade", index=True
    )
    job_id = fields.Many2one(related="proof_id.job_id", store=True, index=True)
    company_id = fields.Many2one(related="proof_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Account",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: decides by link.",
    )
    name = fields.Char(required=True, readonly=True)
    email = fields.Char("E-mail", readonly=True)
    lang = fields.Char(readonly=True, help="Of the mails; a code such as fr_FR.")
    state = fields.Selection(
        [
            (WAITING, "Awaited"),
            (APPROVED, "Approved"),
            (CHANGES, "Wants changes"),
        ],
        "Decision",
        required=True,
        readonly=True,
        default=WAITING,
    )
    stands_for_id = fields.Many2one(
        "print.proof.approver",
        "Stands in for",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    stand_in_ids = fields.One2many(
        "print.proof.approver", "stands_for_id", "Stand-ins", readonly=True
    )
    date_told = fields.Datetime("Told on", readonly=True)
    reminders = fields.Integer(readonly=True, help="How many have gone out.")
    expires = fields.Datetime("Link works until", readonly=True)
    date_decided = fields.Datetime("Decided on", readonly=True)
    how = fields.Selection(
        [
            (LOGIN, "Logged in"),
            (LINK, "By link"),
            (OVERRIDE, "By our staff"),
        ],
        readonly=True,
    )
    reason = fields.Text("What to change, or why", readonly=True)
    checksums = fields.Json(
        readonly=True, help="SHA-256 of every file on which it was decided."
    )
    spec_hash = fields.Char("Fingerprint of the order", readonly=True)

    _user_uniq = models.UniqueIndex("(proof_id, user_id) WHERE user_id IS NOT NULL")

    def _has_field_access(self, field, operation):
        """Addresses of people, and what else is between them and us, is not shown."""
        if not super()._has_field_access(field, operation):
            return False
        is_client = self.env.user.share and not self.env.su
        return not is_client or field.name in _OPEN_FIELDS

    # Who is awaited -------------------------------------------------------------------

    def _is_awaited(self):
        """Whether this person has still to decide; a stand-in's row asks for itself."""
        self.ensure_one()
        return self.state == WAITING and self.proof_id.state == WAITING

    def _is_reachable(self):
        """Whether a mail can get to this person."""
        self.ensure_one()
        return bool(self.email)

    def _get_addresses(self):
        """Return the addresses to which these people are written, small."""
        return {email_normalize(each.email) for each in self if each.email}

    def _get_principals(self):
        """Return those who count: who stands in for another one counts as him."""
        return self.filtered(lambda each: not each.stands_for_id)

    @api.model
    def _prepare_person(self, person):
        """Return the values of a row for ``person``.

        :param person: ``res.users`` with an account, or dict ``name``, ``email``,
            ``lang``
        :raise UserError: for an address that is none, or no name
        """
        if not isinstance(person, dict):
            contact = person.sudo().partner_id  # whom to write to, whoever asks
            address = contact.email or contact.commercial_partner_id.email
            return {
                "user_id": person.id,
                "name": contact.name,
                "email": address or False,
                "lang": contact.lang,
            }
        name = " ".join((person.get("name") or "").split())
        email = email_normalize(person.get("email") or "")
        if not name:
            raise UserError(self.env._("Name: say who approves."))
        if len(name) > LONGEST_NAME:
            raise UserError(
                self.env._("Name: shorten it to %s characters.", LONGEST_NAME)
            )
        if not email:
            raise UserError(
                self.env._("E-mail: enter an address such as anna@example.com.")
            )
        return {"name": name, "email": email, "lang": person.get("lang")}

    def _settle(self, state, reason, how):
        """Write down what this person has decided, on which bytes, for which order."""
        self.ensure_one()
        decided = {
            "state": state,
            "reason": reason or False,
            "how": how,
            "date_decided": fields.Datetime.now(),
            "checksums": self.proof_id.file_ids.mapped("checksum"),
            "spec_hash": self.proof_id.spec_hash,
        }
        # His word counts for whom he stands in for.
        (self | self._get_represented()).write(decided)

    # The link -------------------------------------------------------------------------

    def _get_token(self):
        """Return the signed text that stands for this person, while it lives."""
        self.ensure_one()
        return sign_until(self.env, SCOPE, self.id, self.expires)

    def _get_url(self):
        """Return the whole address at which this person decides."""
        self.ensure_one()
        base = self.get_base_url()
        if self.user_id:
            return f"{base}{self.proof_id._get_url()}"
        return f"{base}/print/proof/{self._get_token()}"

    @api.model
    def _find(self, token):
        """Return the approver that a signed ``token`` names, as superuser.

        After his decision he may look at it until the link expires; he decides once.
        None for a forged or expired text, one of somebody who has an account, and for a
        proof that holds no more: it may have been withdrawn from a wrong address.
        """
        approver_id = read_signed(self.env, SCOPE, token)
        # Whoever holds the address may use it.
        approver_sudo = self.sudo().browse(approver_id or ()).exists()
        return approver_sudo.filtered(
            lambda each: (
                not each.user_id
                and each.proof_id.state != VOID
                and each.expires
                and each.expires > fields.Datetime.now()
            )
        )

    # What is told ---------------------------------------------------------------------

    def _portal_values(self, reader=None):
        """Return what those who look at the proof may know of this person.

        :param reader: the approver who reads, if he is one
        :return: dict of ``name``, ``is_you``, ``state``, ``state_words``, ``tone``,
            ``date``, ``how``, ``reason``, ``for`` (name of who is absent) and ``by``
            (name of who decided for him)
        """
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        ways = dict(self._fields["how"]._description_selection(self.env))
        decided = self.stand_in_ids.filtered(lambda each: each.state == self.state)
        is_decided = self.state != WAITING
        return {
            "id": self.id,
            "name": self.name,
            "is_you": bool(reader) and self == reader,
            "state": self.state,
            "state_words": labels[self.state]
            if is_decided or self.proof_id.state == WAITING
            else self.env._("Not asked any more"),
            "tone": TONES[self.state] if is_decided or self._is_awaited() else "off",
            "date": self._format(self.date_decided),
            "how": ways.get(self.how, ""),
            "reason": self.reason or "",
            "for": self.stands_for_id.name or "",
            "by": decided[:1].name or "" if is_decided else "",
        }

    def _format(self, moment):
        if not moment:
            return ""
        return format_datetime(self.env, moment, dt_format="d MMMM, HH:mm")

    def _format_until(self):
        return format_date(self.env, self.expires, date_format="d MMMM")
