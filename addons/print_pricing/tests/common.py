from odoo.fields import Command
from odoo.tests import TransactionCase


def create_calendar(company, tz="Europe/Sofia"):
    """Return the hours of a shop that works from 9 to 18, from Monday to Friday."""
    return company.env["resource.calendar"].create(
        {
            "name": "Shop",
            "company_id": company.id,
            "tz": tz,
            "attendance_ids": [Command.clear()]
            + [
                Command.create(
                    {
                        "name": str(day),
                        "dayofweek": str(day),
                        "hour_from": 9,
                        "hour_to": 18,
                        "day_period": "morning",
                    }
                )
                for day in range(5)
            ],
        }
    )


def drop_video_calls(env):
    """Do without a file of Odoo's video calls in pages of the back office.

    Debian's package lacks it, and a page says so as an error.
    """
    env["ir.asset"].create(
        {
            "name": "No video calls",
            "bundle": "web.assets_backend",
            "directive": "remove",
            "path": "mail/static/lib/selfie_segmentation/selfie_segmentation.js",
        }
    )


class PrintPricingCommon(TransactionCase):
    """Order types with rates, and a client, for the tests of this add-on and above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("product.group_product_pricelist")
        cls.plates_type = cls.env.ref("print_pricing.order_type_ctp_plates")
        cls.banner_type = cls.env.ref("print_pricing.order_type_wide_format")
        cls.design_type = cls.env.ref("print_pricing.order_type_design")
        cls.pricelist = cls._create_pricelist("Tariff prices")
        cls.partner = cls.env["res.partner"].create(
            {
                "name": "Severnaya liniya",
                "is_company": True,
                "property_product_pricelist": cls.pricelist.id,
            }
        )
        products = (cls.plates_type | cls.banner_type).product_ids
        products.taxes_id = False

    @classmethod
    def _create_pricelist(cls, name, discount=0):
        """Return a pricelist that prices by tariff, ``discount`` percent below it."""
        return cls.env["product.pricelist"].create(
            {
                "name": name,
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "formula",
                            "base": "print_tariff",
                            "price_discount": discount,
                        }
                    )
                ],
            }
        )

    @classmethod
    def _create_tariff(cls, order_type, price, pricelist=None, **choices):
        """Return a rate of ``order_type`` for jobs with these ``choices``."""
        values = order_type.field_ids.value_ids.filtered(
            lambda value: choices.get(value.field_id.code) == value.code
        )
        return cls.env["print.tariff"].create(
            {
                "order_type_id": order_type.id,
                "price": price,
                "pricelist_id": pricelist.id if pricelist else False,
                "value_ids": [Command.set(values.ids)],
            }
        )

    @classmethod
    def _plates(cls, **values):
        """Return the values of a right order of plates, 8 of them by default."""
        return {
            **cls.plates_type._get_default_values(),
            "job_title": "Booklet, 24 pages",
            "plate_format": "745x605",
            "files_later": True,
            **values,
        }

    @classmethod
    def _banner(cls, **values):
        """Return the values of a right order of two banners of 4.5 m² each."""
        return {
            **cls.banner_type._get_default_values(),
            "job_title": "Banner",
            "finished_width": 3000,
            "finished_height": 1500,
            "media": "frontlit_510",
            "copies": 2,
            "files_later": True,
            **values,
        }

    @classmethod
    def _create_spec(cls, values, order_type=None):
        return cls.env["print.spec"].create(
            {"order_type_id": (order_type or cls.plates_type).id, "values": values}
        )

    @classmethod
    def _create_order(cls, *specs, **values):
        """Return a draft order of the client with one line for each spec."""
        lines = cls.env["sale.order.line"]
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "pricelist_id": cls.pricelist.id,
                "order_line": [
                    Command.create(lines._prepare_print_line(spec)) for spec in specs
                ],
                **values,
            }
        )
