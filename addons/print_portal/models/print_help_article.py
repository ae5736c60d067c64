from lxml import html

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.translate import html_translate

LONGEST_COMMENT = 1000
LEAD = 140  # characters of a list
USEFUL, USELESS = 5, 1  # what Odoo's ratings call happy and unhappy

# Which subject a section of the pages is about.
SUBJECTS = {
    "orders": "returned",
    "order": "first_order",
    "quick": "first_order",
    "templates": "first_order",
    "basket": "approval",
    "baskets": "approval",
    "files": "files",
    "invoices": "invoices",
    "documents": "invoices",
    "accounts": "accounts",
    "profile": "accounts",
    "privacy": "accounts",
}


class PrintHelpArticle(models.Model):
    """A page of help for clients, and what they think of it.

    Clients and the public have no right on articles: they read what
    ``_get_for_reader`` finds for them.
    """

    _name = "print.help.article"
    _description = "Help Article"
    _inherit = ["rating.mixin"]
    _order = "sequence, id"

    name = fields.Char("Title", required=True, translate=True)
    body = fields.Html(
        "Text", required=True, translate=html_translate, sanitize_attributes=True
    )
    subject = fields.Selection(
        [
            ("first_order", "First order"),
            ("files", "Files and formats"),
            ("prices", "Prices"),
            ("returned", "Returned orders"),
            ("approval", "Approval"),
            ("accounts", "Accounts and rights"),
            ("invoices", "Invoices and payment"),
            ("ftp", "FTP folder"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        help="Help on a page leads to the first article about its subject.",
    )
    order_type_ids = fields.Many2many(
        "print.order.type",
        string="Kinds of work",
        help="Help on the order form of these kinds leads here first.",
    )
    is_public = fields.Boolean(
        "Public", help="Whoever has no login yet may read it, too."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _get_for_reader(self, words=""):
        """Return the articles that the user may read, with full rights.

        :param str words: each stands in the title or the text, in the user's language
        """
        domain = Domain.TRUE
        user = self.env.user
        if not (user._print_client() or user._is_internal()):
            domain &= Domain("is_public", "=", True)
        for word in words.split():
            domain &= Domain("name", "ilike", word) | Domain("body", "ilike", word)
        # Readers have no right on the table, which also holds what others think of it.
        return self.sudo().search(domain)

    @api.model
    def _find_about(self, about):
        """Return the article for a page, or none.

        :param str about: the section of the page, or the code of an order type
        """
        articles = self._get_for_reader()
        of_type = articles.filtered(
            lambda article: about in article.order_type_ids.mapped("code")
        )
        subject = SUBJECTS.get(about, "first_order" if of_type else None)
        of_subject = articles.filtered(lambda article: article.subject == subject)
        return (of_type or of_subject)[:1]

    def _get_lead(self):
        """Return how the text begins, for a list: its first paragraph if any."""
        self.ensure_one()
        page = html.fragment_fromstring(self.body, create_parent="div")
        first = page.find(".//p")
        text = " ".join((page if first is None else first).text_content().split())
        return text if len(text) <= LEAD else f"{text[:LEAD].rsplit(' ', 1)[0]}…"

    # What readers think of it -----------------------------------------------------

    def _get_vote(self, account):
        """Return the rating that ``account`` gave this article, or none."""
        self.ensure_one()
        return self.rating_ids.filtered(
            lambda rating: rating.partner_id == account.partner_id
        )[:1]

    def _vote(self, account, is_useful, comment=""):
        """Keep what ``account`` thinks of this article, instead of what it said before.

        :param bool is_useful: or ``None`` where nothing was chosen
        :raise UserError: naming what is missing or too long
        """
        self.ensure_one()
        if is_useful is None:
            raise UserError(self.env._("Was this useful: choose yes or no."))
        comment = (comment or "").strip()
        if len(comment) > LONGEST_COMMENT:
            raise UserError(
                self.env._("Comment: shorten it to %s characters.", LONGEST_COMMENT)
            )
        values = {
            "rating": USEFUL if is_useful else USELESS,
            "feedback": comment,
            "consumed": True,
        }
        if vote := self._get_vote(account):
            vote.write(values)
            return
        self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "partner_id": account.partner_id.id,
                **values,
            }
        )

    def action_show_votes(self):
        """Show staff who found this useful, and what they wrote."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "rating.rating",
            "view_mode": "list,form",
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }
