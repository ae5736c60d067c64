import base64
import zlib
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools.misc import file_path

from .house import FONT
from .names import known, name_it
from .story import GOODS, GROUPS, KINDS, LANGUAGES, TOP_GROUPS, goods_picture


class Shelf:
    """Goods that dealers order: what they cost, how many there are, what is to come."""

    def __init__(self, env):
        self.env = env
        self._pictures = {}

    def fill(self):
        """Put everything on the shelf, group by group."""
        supplies = known(self.env, "product_category_supplies")
        for name, names in TOP_GROUPS.items():
            self._call(self.env.ref(name), names)
        for group in GROUPS:
            self._open_group(group, supplies)
        for kind in KINDS:
            self._name_kind(kind)
        for goods in GOODS:
            if not known(self.env, _key("goods", goods.code)):
                self._put(goods)
        self._sort_first_goods()

    def _open_group(self, group, supplies):
        if known(self.env, _key("group", group.key)):
            return
        category = self.env["product.category"].create(
            {
                "name": group.names[0],
                "parent_id": supplies.id,
                "is_partner_portal": not group.is_hidden,
            }
        )
        self._call(category, group.names)
        name_it(category, _key("group", group.key))

    def _call(self, category, names):
        category.dealer_name = names[0]
        _translate(category, "dealer_name", names)

    def _name_kind(self, code):
        if known(self.env, _key("kind", code)):
            return
        kind = KINDS[code]
        attribute = self.env["product.attribute"].create({"name": kind.names[0]})
        _translate(attribute, "name", kind.names)
        name_it(attribute, _key("kind", code))
        for place, (value_code, names) in enumerate(kind.values.items()):
            value = self.env["product.attribute.value"].create(
                {"attribute_id": attribute.id, "name": names[0], "sequence": place}
            )
            _translate(value, "name", names)
            name_it(value, _key("value", f"{code}_{value_code}"))

    def _put(self, goods):
        template = self.env["product.template"].create(
            {
                "name": goods.names[0],
                "type": "consu",
                "is_storable": True,
                "categ_id": known(self.env, _key("group", goods.group)).id,
                "list_price": goods.price,
                "weight": goods.weight,
                "invoice_policy": "order",
                "print_pack_size": goods.pack,
                "print_minimum": goods.minimum,
                "is_partner_portal_excluded": goods.is_excepted,
                "description_sale": goods.facts[0] if goods.facts else False,
                "image_1920": self._draw(goods.picture),
                "attribute_line_ids": [
                    Command.create(self._prepare_kind(code)) for code in goods.kinds
                ],
            }
        )
        _translate(template, "name", goods.names)
        if goods.facts:
            _translate(template, "description_sale", goods.facts)
        self._number(template, goods)
        self._price(template, goods)
        self._count(template, goods)
        self._file_paper(template, goods)
        name_it(template, _key("goods", goods.code))

    def _draw(self, picture):
        if picture not in self._pictures:
            self._pictures[picture] = base64.b64encode(goods_picture(*picture))
        return self._pictures[picture]

    def _prepare_kind(self, code):
        values = [
            known(self.env, _key("value", f"{code}_{v}")) for v in KINDS[code].values
        ]
        return {
            "attribute_id": known(self.env, _key("kind", code)).id,
            "value_ids": [Command.set([value.id for value in values])],
        }

    def _number(self, template, goods):
        """Give each variant its article number and barcode, and each kind its price."""
        codes = {
            known(self.env, _key("value", f"{kind}_{code}")): code
            for kind in goods.kinds
            for code in KINDS[kind].values
        }
        for choice in template.attribute_line_ids.product_template_value_ids:
            code = codes[choice.product_attribute_value_id]
            choice.price_extra = (goods.surcharge or {}).get(code, 0)
        for variant in template.product_variant_ids:
            chosen = variant.product_template_attribute_value_ids
            parts = [codes[value.product_attribute_value_id] for value in chosen]
            variant.default_code = "-".join([goods.code, *parts])
            variant.barcode = _barcode(variant.default_code)

    def _price(self, template, goods):
        """Write down what dealers pay, variants that cost more included."""
        pricelist = known(self.env, "pricelist_dealers")
        for variant in template.product_variant_ids:
            self.env["product.pricelist.item"].create(
                [
                    {
                        "pricelist_id": pricelist.id,
                        "applied_on": "0_product_variant",
                        "product_tmpl_id": template.id,
                        "product_id": variant.id,
                        "compute_price": "fixed",
                        "fixed_price": price + variant.price_extra,
                        "min_quantity": quantity if quantity > 1 else 0,
                    }
                    for quantity, price in goods.steps
                ]
            )

    def _count(self, template, goods):
        """Lay down what is there, and order what is to come."""
        for variant in template.product_variant_ids:
            if goods.stock:
                self.env["stock.quant"]._update_available_quantity(
                    variant, self._get_warehouse().lot_stock_id, goods.stock
                )
            if goods.arrives:
                self._await(variant, goods.arrives)

    def _await(self, variant, days):
        incoming = self._get_warehouse().in_type_id
        suppliers = self.env.ref("stock.stock_location_suppliers")
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": incoming.id,
                "location_id": suppliers.id,
                "location_dest_id": incoming.default_location_dest_id.id,
                "scheduled_date": fields.Datetime.now() + timedelta(days=days),
                "move_ids": [
                    Command.create(
                        {
                            "product_id": variant.id,
                            "product_uom_qty": 500,
                            "location_id": suppliers.id,
                            "location_dest_id": incoming.default_location_dest_id.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()

    def _file_paper(self, template, goods):
        """Let dealers read the data sheet of an article that has one."""
        if not goods.paper:
            return
        self.env["product.document"].create(
            {
                "name": goods.paper.name,
                "raw": goods.paper.pdf(file_path(FONT)),
                "res_model": template._name,
                "res_id": template.id,
                "is_partner_portal": True,
            }
        )

    def _get_warehouse(self):
        company = self.env.company
        return self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )

    def _sort_first_goods(self):
        """Put the goods that were there from the first day where they belong."""
        for name, group in (
            ("product_proof_paper", "proofing"),
            ("product_banner_screws", "finishing"),
            ("product_developer", "chemicals"),
        ):
            product = known(self.env, name)
            product.categ_id = known(self.env, _key("group", group))
        plates = self.env.ref("print_pricing.order_type_ctp_plates").product_id
        plates.is_partner_portal = True


def _translate(record, field, names):
    told = dict(zip(LANGUAGES, names, strict=True))
    spoken = {code for code, _name in record.env["res.lang"].get_installed()}
    record.update_field_translations(
        field, {code: text for code, text in told.items() if code in spoken}
    )


def _key(kind, code):
    return f"{kind}_{code}".lower().replace("-", "_")


def _barcode(code):
    """Return an EAN-13 that is made of an article number, for use inside a house."""
    digits = f"20{zlib.crc32(code.encode()) % 10**10:010}"
    total = sum(int(each) * (3 if at % 2 else 1) for at, each in enumerate(digits))
    return f"{digits}{-total % 10}"
