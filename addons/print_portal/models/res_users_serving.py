from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

NEWS_FIELDS = ["print_news_as", "print_substitute_id"]
MOST_STEPS = 2  # from whoever is away to whoever is there


class ResUsers(models.Model):
    """Who of the staff serves clients, how he is told, and who stands in for him.

    Core's own "out of office" says from when to when; who is back is back by the
    clock, and no job has to run for it.
    """

    _inherit = "res.users"

    print_news_as = fields.Selection(
        [("message", "As messages"), ("task", "As tasks on my list")],
        string="News of clients' orders",
        default="message",
        required=True,
        help="How you are told of new orders, messages, mended files and answers of"
        " the clients you serve. Messages come by e-mail or in Odoo, as you set above.",
    )
    print_substitute_id = fields.Many2one(
        "res.users",
        string="Substitute",
        domain=[("share", "=", False)],
        index="btree_not_null",
        help="While you are out of office: clients are shown this colleague, who is"
        " told in your place and sees your orders.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + NEWS_FIELDS

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + NEWS_FIELDS

    @api.constrains("print_substitute_id", "group_ids")
    def _check_print_substitute(self):
        """A client who could name a substitute would read the names of our staff."""
        for user in self.filtered("print_substitute_id"):
            substitute = user.print_substitute_id
            if user.share or substitute.share or substitute == user:
                raise ValidationError(
                    self.env._("Substitute: choose a colleague of the staff.")
                )

    def _get_stand_in(self):
        """Return who serves in the place of this user now: himself, while he is there.

        A substitute who is away too has his own. Where nobody is there, the user
        himself is answered; no user is answered by none.
        """
        user = self
        for _step in range(MOST_STEPS):
            if not (user.is_out_of_office and user.print_substitute_id.active):
                return user
            user = user.print_substitute_id
        return self if user.is_out_of_office else user

    def _get_print_contact(self, company):
        """Return how to reach whoever serves clients in the place of this user now.

        No user is answered by the shop; see ``res.partner._get_print_contact``.
        """
        if contact := self and self._get_usual_contact(company.id):
            return dict(contact)
        person = self._get_stand_in().partner_id or company.partner_id
        return person._get_print_contact(company, self.partner_id)

    @tools.ormcache("self.id", "company_id")
    def _get_usual_contact(self, company_id):
        """Return how to reach this user, None if somebody else may have to answer.

        Kept, since every page asks: forgotten when what is shown of our staff changes.
        """
        user = self.sudo()  # this much of our staff is meant for clients
        now = fields.Datetime.now()
        begin, end = user.out_of_office_from, user.out_of_office_to
        is_over = end and end < now
        if not user.active or (begin and not is_over):
            return None
        return user.partner_id._get_print_contact(user.company_id.browse(company_id))

    def _get_invalidation_fields(self):
        """Pages remember whom one may ask: not while he is away."""
        return super()._get_invalidation_fields() | {
            "out_of_office_from",
            "out_of_office_to",
        }

    def _print_served_domain(self, path):
        """Return what this user serves: his own, nobody's, and that of the absent.

        For record rules of salespeople who see their own documents only. Who is away is
        found by the clock of each query, as rules are kept for long.

        :param str path: to the user who serves a record, such as ``user_id``
        """
        self.ensure_one()
        away = Domain("out_of_office_from", "<=", "now") & (
            Domain("out_of_office_to", "=", False)
            | Domain("out_of_office_to", ">=", "now")
        )
        stood_in = away & Domain("print_substitute_id", "=", self.id)
        further = away & Domain("print_substitute_id", "any", stood_in)
        own = Domain(path, "in", [self.id, False])
        return own | Domain(path, "any", stood_in | further)

    def _print_served_clients_domain(self, path):
        """Return what belongs to clients whom this user serves, or has orders of.

        :param str path: to the client of a record
        """
        served = self._print_served_domain("user_id")
        return Domain(path, "any", served | Domain("sale_order_ids", "any", served))

    def _print_served_specs_domain(self):
        """Return the specs of orders that this user serves, and those of no order."""
        lines = self._print_served_domain("order_id.user_id")
        return Domain("line_ids", "=", False) | Domain("line_ids", "any", lines)

    def _print_served_requests_domain(self):
        """Return the requests that wait, and those whose clients this user serves."""
        return (
            Domain("state", "=", "new")
            | Domain("answered_by_id", "=", self.id)
            | Domain("partner_id", "any", self._print_served_domain("user_id"))
        )
