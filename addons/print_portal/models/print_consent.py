from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintConsent(models.Model):
    """What whoever registers agrees to; one version after another.

    The shop writes and translates it. A version that somebody agreed to never changes:
    the request keeps which one it was, when and from which address.
    """

    _name = "print.consent"
    _description = "Consent Text"
    _order = "version desc, id desc"
    _rec_name = "version"

    version = fields.Integer(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._get_next_version(),
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    date_published = fields.Datetime(string="Published on", readonly=True, copy=False)
    label = fields.Char(
        string="Sentence to tick",
        required=True,
        translate=True,
        help="Stands beside the box on the registration form.",
    )
    notice = fields.Html(
        required=True,
        translate=True,
        help="The whole text, with links to your documents. It has a page of its own.",
    )
    registration_ids = fields.One2many(
        "print.registration", "consent_id", string="Agreed", readonly=True
    )
    agreed_count = fields.Integer(
        string="Agreed by", compute="_compute_agreed_count", compute_sudo=True
    )

    _version_uniq = models.UniqueIndex("(version)", "This version exists already.")

    # What people agree to: it stays as they read it.
    AGREED_FIELDS = frozenset({"label", "notice", "version", "state", "date_published"})

    @api.depends("version")
    def _compute_display_name(self):
        for consent in self:
            consent.display_name = self.env._("Version %s", consent.version)

    @api.depends("registration_ids")
    def _compute_agreed_count(self):
        counts = dict(
            self.env["print.registration"]._read_group(
                [("consent_id", "in", self.ids)], ["consent_id"], ["__count"]
            )
        )
        for consent in self:
            consent.agreed_count = counts.get(consent, 0)

    def _get_next_version(self):
        # Numbers go on over all versions, whoever makes the next.
        [(last,)] = self.sudo()._read_group([], [], ["version:max"])
        return (last or 0) + 1

    @api.model
    def _get_current(self):
        """Return the version that is asked for today, or none."""
        return self.search([("state", "=", "published")], limit=1)

    def action_publish(self):
        """Ask for this version from now on."""
        for consent in self.filtered(lambda consent: consent.state == "draft"):
            consent.write(
                {"state": "published", "date_published": fields.Datetime.now()}
            )

    def action_new_version(self):
        """Open a draft of the next version, with the texts of this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.copy().id,
            "view_mode": "form",
        }

    def write(self, vals):
        if self.AGREED_FIELDS & vals.keys():
            self._check_not_agreed()
        return super().write(vals)

    def update_field_translations(self, field_name, translations, source_lang=""):
        self._check_not_agreed()
        return super().update_field_translations(
            field_name, translations, source_lang=source_lang
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_not_agreed()

    def _check_not_agreed(self):
        """Refuse a change of what somebody agreed to.

        :raise UserError: with the way out
        """
        for consent in self:
            if consent.agreed_count:
                raise UserError(
                    self.env._(
                        "Version %(version)s was agreed to by %(count)s: make a new"
                        " version.",
                        version=consent.version,
                        count=consent.agreed_count,
                    )
                )
