from odoo import api, fields, models


class ResPartner(models.Model):
    """Branches: companies below a client that have no client code of their own.

    Odoo makes each a commercial partner of its own, so that it is ordered and invoiced
    on its own data. What the shop grants a client is granted to his branches too,
    unless a branch has something of its own.
    """

    _inherit = "res.partner"

    print_client_id = fields.Many2one(
        "res.partner",
        string="Client",
        compute="_compute_print_client_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="Whose contact, address or branch this is: the nearest above with a client"
        " code.",
    )
    print_branch_ids = fields.One2many(
        "res.partner",
        "print_client_id",
        string="Branches",
        readonly=True,
        domain=[("is_company", "=", True), ("client_code", "=", False)],
        help="Companies below this client without a client code of their own.",
    )
    is_print_branch = fields.Boolean(
        string="Branch of a client", compute="_compute_is_print_branch"
    )

    @api.depends("client_code", "parent_id.print_client_id")
    def _compute_print_client_id(self):
        for partner in self:
            partner.print_client_id = (
                partner if partner.client_code else partner.parent_id.print_client_id
            )

    @api.depends("print_client_id", "commercial_partner_id")
    def _compute_is_print_branch(self):
        for partner in self:
            client, buyer = partner.print_client_id, partner.commercial_partner_id
            partner.is_print_branch = bool(client) and buyer != client

    # What the client is granted ------------------------------------------------------

    @api.depends("print_client_id.specific_property_product_pricelist")
    def _compute_product_pricelist(self):
        """A branch without a pricelist of its own has its client's."""
        return super()._compute_product_pricelist()

    def _inverse_product_pricelist(self):
        """Let a branch have what is usual elsewhere where its client has not."""
        branches = self.filtered("is_print_branch")
        for branch in branches:
            chosen, head = branch.property_product_pricelist, branch.print_client_id
            branch.specific_property_product_pricelist = (
                False if chosen == head.property_product_pricelist else chosen
            )
        return super(ResPartner, self - branches)._inverse_product_pricelist()

    @api.model
    def _get_terms_heads(self, partner_ids):
        """A branch without discounts of its own has its client's."""
        branches = self.browse(partner_ids).filtered("is_print_branch")
        heads = {branch.id: branch.print_client_id.id for branch in branches}
        return super()._get_terms_heads(partner_ids) | heads

    @api.model
    def _get_terms_branches(self, partner_ids):
        """What branches were invoiced is turnover of their client."""
        clients = self.browse(partner_ids)
        branches = {client.id: client.print_branch_ids.ids for client in clients}
        return super()._get_terms_branches(partner_ids) | branches
