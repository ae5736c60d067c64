import re
from itertools import pairwise

from odoo import api, models
from odoo.addons.print_pricing.estimate.tariff import Remark
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

# Which field of a form a ladder climbs: the first of these that it has.
COUNTED = ("copies", "originals_count", "pages")
STEPS = (1, 2, 5, 10, 20, 50, 100)
QUANTITIES_AT_MOST = 20
LARGEST = 10**7
UNIT_DIGITS = 4  # of a price of one piece, at most
SEPARATORS = re.compile(r"[;,\s]+")


class PrintOrderType(models.Model):
    """Prices tried out before a client meets them: for managers of prices alone.

    The public methods are what the simulator in the browser calls. Nothing is stored.
    """

    _inherit = "print.order.type"

    @api.model
    def get_price_simulator(self, order_type_id=False):
        """Return the blank simulator, with the form of a kind of work.

        :return: dict of ``order_types`` (``[(id, name)]``), ``order_type_id``,
            ``sections`` and ``raw``, as the form of a quotation has them, ``ladder``,
            the proposed quantities as a text, and ``counted``, the label of what they
            count where that is not copies
        """
        self._check_simulator()
        order_types = self.search([("product_ids", "!=", False)])
        form = {
            "order_types": [(kind.id, kind.name) for kind in order_types],
            "order_type_id": False,
        }
        order_type = order_types.filtered(lambda kind: kind.id == order_type_id)
        if not order_type:
            return form
        values = order_type._get_default_values()
        values["job_title"] = self.env._("Simulation")
        counted = order_type._get_ladder_field()
        first = values.get(counted.code) or 1
        return {
            **form,
            "order_type_id": order_type.id,
            "sections": order_type._get_office_sections(),
            "raw": order_type._get_typed(values),
            "ladder": ", ".join(str(first * step) for step in STEPS),
            "counted": "" if counted.code == COUNTED[0] else counted.name or "",
        }

    def simulate_prices(self, raw, ladder, partner_ids=(), is_for_all=False):
        """Price a form for each quantity and client, in one call.

        :param raw: texts by code of a field
        :param ladder: quantities as they were typed
        :param is_for_all: every client of the shop instead of ``partner_ids``
        :return: dict of ``errors`` (as the form of a quotation has them), ``formula``,
            ``ladder_error``, ``quantities``, ``clients`` and ``warnings``; a client is
            a dict of ``id``, ``name`` and ``prices``, see ``_tell_simulated``
        """
        self.ensure_one()
        self._check_simulator()
        values, unread = self._parse_form(raw)
        values["files_later"] = True
        spec = self.env["print.spec"].new(self._prepare_spec(values))
        errors = [error.to_dict() for error in (*unread, *spec._check())]
        result = {
            "errors": self._arrange_errors(errors, []),
            "formula": self._get_formula(spec),
            "ladder_error": "",
            **{"quantities": [], "clients": [], "warnings": []},
        }
        try:
            quantities = self._read_ladder(ladder)
        except UserError as error:
            return {**result, "ladder_error": str(error)}
        pricelists = self._get_simulated_clients(partner_ids, is_for_all)
        steps = self._get_steps(values, quantities)
        table = spec._price_table(pricelists, steps)
        return {
            **result,
            "quantities": quantities,
            "clients": [
                {
                    "id": partner.id or 0,
                    "name": partner.name or self.env._("Without a client"),
                    "prices": self._tell_simulated(pricelists[partner], prices),
                }
                for partner, prices in table.items()
            ],
            "warnings": self._get_price_warnings(table),
        }

    def explain_simulated_price(self, raw, quantity, partner_id=False):
        """Return, as HTML, what the price of one quantity for one client is made of."""
        self.ensure_one()
        self._check_simulator()
        values, _unread = self._parse_form(raw)
        spec = self.env["print.spec"].new(self._prepare_spec(values))
        pricelists = self._get_simulated_clients([partner_id], False)
        steps = self._get_steps(values, [quantity])
        [(partner, [price])] = spec._price_table(pricelists, steps).items()
        if price.refusal:
            return self.env["print.price.words"]._say(price.refusal)
        rows = [
            {**row.as_dict(price.rounding), "component": row.name} for row in price.rows
        ]
        estimate = self.env["print.estimate"].new(
            {
                "spec_id": spec.id,
                "currency_id": pricelists[partner].currency_id.id,
                "breakdown": rows,
            }
        )
        return estimate.breakdown_html

    @api.model
    def _check_simulator(self):
        """Let managers of prices in, and nobody else."""
        self.env["print.tariff"].check_access("write")

    def _get_ladder_field(self):
        """Return the field of the form that counts copies, or what comes next to it."""
        by_code = {field.code: field for field in self.field_ids}
        codes = (code for code in COUNTED if code in by_code)
        return by_code.get(next(codes, ""), self.field_ids.browse())

    def _get_steps(self, values, quantities):
        code = self._get_ladder_field().code
        return [{**values, code: quantity} for quantity in quantities]

    @api.model
    def _read_ladder(self, text):
        """Return the quantities of a text, rising.

        :raise UserError: for what is no whole number above 0
        """
        words = [word for word in SEPARATORS.split(str(text)) if word]
        is_read = words and all(word.isdecimal() and len(word) < 9 for word in words)
        quantities = sorted({int(word) for word in words}) if is_read else [0]
        if not 0 < quantities[0] <= quantities[-1] <= LARGEST:
            raise UserError(
                self.env._("Quantities: enter whole numbers above 0, as 100, 250, 500.")
            )
        if len(quantities) > QUANTITIES_AT_MOST:
            raise UserError(
                self.env._("Quantities: enter %s at most.", QUANTITIES_AT_MOST)
            )
        return quantities

    @api.model
    def _get_simulated_clients(self, partner_ids, is_for_all):
        """Return the pricelist of each client, by the client.

        Without one it is what a passer-by pays: the shop's first pricelist.
        """
        partners = self.env["res.partner"]
        if is_for_all:
            partners = partners.search([("client_code", "!=", False)], order="name")
        else:
            ids = [id for id in partner_ids or () if id]
            partners = partners.browse(ids).exists().commercial_partner_id
        if partners:
            return {each: each.property_product_pricelist for each in partners}
        company = ("company_id", "in", (False, self.env.company.id))
        pricelist = self.env["product.pricelist"].search([company], limit=1)
        return {partners: pricelist}

    def _tell_simulated(self, pricelist, prices):
        """Return prices of a rising ladder as people read them.

        :return: list of dicts ``pieces``, ``total``, ``unit`` and ``further`` (what one
            more piece costs since the quantity before), texts, ``amount`` and
            ``amount_unit``, numbers for the chart, and ``refusal``, a sentence
        """
        words = self.env["print.price.words"]
        currency, told, before = pricelist.currency_id, [], None
        for price in prices:
            if price.refusal:
                told.append({"refusal": words._say(price.refusal)})
                before = None
                continue
            further = None
            if before and price.pieces > before.pieces:
                more = price.pieces - before.pieces
                further = (price.net - before.net) / more
            told.append(
                {
                    "refusal": "",
                    "pieces": price.pieces,
                    "amount": float(price.net),
                    "amount_unit": float(price.unit_price),
                    "total": currency.format(float(price.net)),
                    "unit": self._tell_unit_price(price.unit_price, currency),
                    "further": ""
                    if further is None
                    else self._tell_unit_price(further, currency),
                }
            )
            before = price
        return told

    def _tell_unit_price(self, amount, currency):
        """Return a price of one piece, which may have more decimals than money."""
        digits = currency.decimal_places
        if round(amount, digits) != round(amount, UNIT_DIGITS):
            digits = UNIT_DIGITS
        return formatLang(self.env, float(amount), digits=digits)

    def _get_price_warnings(self, table):
        """Return what is odd about these prices and their tariffs, as sentences."""
        words = self.env["print.price.words"]
        ids = {
            int(row.tariff)
            for prices in table.values()
            for price in prices
            for row in price.rows
            if row.tariff
        }
        tariffs = self.env["print.tariff"].browse(sorted(ids))
        told = [
            f"{tariff.display_name}: {sentence}"
            for tariff in tariffs
            for sentence in (tariff.warning or "").splitlines()
        ]
        for prices in table.values():
            known = [price for price in prices if not price.refusal]
            for less, price in pairwise(known):
                if price.net < less.net:
                    params = {"amount": price.pieces, "total": price.net}
                    params |= {"less": less.pieces, "less_total": less.net}
                    told.append(words._say_remark(Remark("total_falls", params)))
        return list(dict.fromkeys(told))
