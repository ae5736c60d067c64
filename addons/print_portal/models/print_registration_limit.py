from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac


class PrintRegistrationLimit(models.Model):
    """How often one network, or one e-mail address, asked to register in an hour.

    The count stands in the database, so that all workers and servers share it. Neither
    address is kept: a keyed digest of it is enough to count.
    """

    _name = "print.registration.limit"
    _description = "Registrations of an Hour"
    _log_access = False

    key = fields.Char(required=True)
    hour = fields.Datetime(required=True)
    hits = fields.Integer(required=True)

    _key_uniq = models.UniqueIndex("(key, hour)")

    # Requests and mails of an hour; system parameters change them.
    LIMITS = {
        "network": ("print_portal.registration_per_network", 20),
        "email": ("print_portal.registration_per_email", 5),
    }

    @api.model
    def _hit(self, **subjects):
        """Count one more request; return which limit it is over, or None.

        Two workers at once count one after the other: the second waits for the row,
        and Odoo runs its request again.

        :param subjects: ``network`` and ``email`` as texts; empty ones are not counted
        """
        over = None
        for kind, subject in subjects.items():
            if subject and self._count(kind, subject) > self._get_limit(kind):
                over = over or kind
        return over

    def _get_limit(self, kind):
        name, default = self.LIMITS[kind]
        # A setting, read for the public.
        return int(self.env["ir.config_parameter"].sudo().get_param(name) or default)

    def _count(self, kind, subject):
        """Return how often ``subject`` has come in this hour, this time included."""
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        key = hmac(self.env(su=True), "print_portal.registration", (kind, subject))
        self.flush_model()
        [(hits,)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO print_registration_limit AS known (key, hour, hits)
                VALUES (%s, %s, 1)
                ON CONFLICT (key, hour) DO UPDATE SET hits = known.hits + 1
                RETURNING hits
                """,
                key,
                hour,
            )
        )
        return hits

    @api.autovacuum
    def _gc_limits(self):
        before = fields.Datetime.now() - timedelta(hours=2)
        # The clean-up is nobody's in particular.
        self.sudo().search([("hour", "<", before)], limit=10_000).unlink()
