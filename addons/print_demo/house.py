import base64

from markupsafe import Markup

from odoo.tools.misc import file_path

from .names import known, name_it
from .story import PLATE_FORMATS, RATES, STEPS, logo, portrait

PASSWORD = "print-demo-1"
FONT = "web/static/fonts/google/Roboto/Roboto-Regular.ttf"
FONT_BOLD = "web/static/fonts/google/Roboto/Roboto-Medium.ttf"

# Login -> ground, skin, hair, shirt, whether the hair is long.
FACES = {
    "admin": ("#dfe3e8", "#e3b894", "#8d8d8d", "#3b4a54", False),
    "coordinator": ("#cfe3e6", "#f1c9a5", "#5a3825", "#0e4d5c", True),
    "sales": ("#f3e2c7", "#e8b990", "#2b2622", "#7a8f3c", False),
    "sales2": ("#d9e8d4", "#f0c8a8", "#7a4a2a", "#b5562f", True),
    "prepress": ("#e2d9ec", "#efc4a0", "#a8672f", "#4b3b6b", False),
    "accountant": ("#f2d8d8", "#f4d0b0", "#c89b3c", "#8c2f39", True),
}


class House:
    """The shop itself, as far as data files cannot say it."""

    def __init__(self, env):
        self.env = env

    def open(self, password_hash):
        self._hang_the_sign()
        self._let_staff_in(password_hash)
        self._show_faces()
        self._keep_few_plates()
        self._set_rates()
        self._tell_the_bank_account()
        self._group_thousands()

    def _hang_the_sign(self):
        company = self.env.ref("base.main_company")
        if "iap_enrich_auto_done" in company._fields:
            # Else the first visit asks a service on the internet about this company.
            company.iap_enrich_auto_done = True
        company.logo = base64.b64encode(logo(company.name, file_path(FONT_BOLD)))

    def _let_staff_in(self, password_hash):
        """Give staff the password of the demo; the administrator keeps his own."""
        for login in FACES.keys() - {"admin"}:
            user = known(self.env, f"user_{login}")
            user._set_encrypted_password(user.id, password_hash)

    def _show_faces(self):
        for login, face in FACES.items():
            user = self.env["res.users"].search([("login", "=", login)])
            user.image_1920 = base64.b64encode(portrait(*face))

    def _keep_few_plates(self):
        """Switch rare plate sizes off, so that the form shows the rest as tiles."""
        field = self.env.ref("print_pricing.field_ctp_plates_plate_format")
        field.value_ids.filtered(
            lambda choice: choice.code not in PLATE_FORMATS
        ).active = False

    def _set_rates(self):
        """Hang up the price lists: components first, then what each of them costs."""
        for code, steps in STEPS.items():
            for number, step in enumerate(steps, 1):
                self._add_step(code, step, 10 * number)
        for number, rate in enumerate(RATES, 1):
            self._set_rate(f"tariff_{rate.order_type}_{number}", rate)

    def _add_step(self, code, step, sequence):
        if known(self.env, _step_name(code, step.name)):
            return
        component = self.env["print.component"].create(
            {
                "order_type_id": self._get_order_type(code).id,
                "name": step.name,
                "process": step.process,
                "sequence": sequence,
                "quantity_formula": step.quantity,
                "condition_formula": step.condition,
                "kind": "percent" if step.percent else "tariff",
                "percent": step.percent,
            }
        )
        component.update_field_translations("name", step.names)
        name_it(component, _step_name(code, step.name))

    def _set_rate(self, name, rate):
        if known(self.env, name):
            return
        order_type = self._get_order_type(rate.order_type)
        step = rate.step and known(self.env, _step_name(rate.order_type, rate.step))
        values = {
            "name": rate.name,
            "order_type_id": order_type.id,
            "component_id": step.id if step else False,
            **rate.rules,
        }
        if rate.column:
            column = order_type.field_ids.filtered(lambda f: f.code == rate.column)
            choices = {choice.code: choice.id for choice in column.value_ids}
            values["column_field_id"] = column.id
            values["column_grids"] = {
                str(choices[code]): _ladder(rate.ladder, prices)
                for code, prices in rate.prices.items()
            }
        else:
            values["grid"] = _ladder(rate.ladder, rate.prices[None])
        name_it(self.env["print.tariff"].create(values), name)

    def _get_order_type(self, code):
        return self.env.ref(f"print_pricing.order_type_{code}")

    def _tell_the_bank_account(self):
        """Let clients read in their language where a transfer goes."""
        provider = self.env.ref("payment.payment_provider_transfer")
        account = known(self.env, "bank_account")
        sentence = self._say_where_to_transfer("en_US")
        provider.pending_msg = Markup("<p>%s</p><p><b>%s</b><br/>%s, %s</p>") % (
            sentence,
            account.acc_number,
            account.bank_name,
            account.bank_bic,
        )
        languages = dict(self.env["res.lang"].get_installed()).keys() - {"en_US"}
        provider.update_field_translations(
            "pending_msg",
            {lang: {sentence: self._say_where_to_transfer(lang)} for lang in languages},
        )

    def _group_thousands(self):
        """Write 8 316,12 in Bulgarian too, where core joins all digits."""
        self.env.ref("base.lang_bg").thousands_sep = "\N{NO-BREAK SPACE}"

    def _say_where_to_transfer(self, lang):
        env = self.env(context={**self.env.context, "lang": lang})
        return env._(
            "Transfer the amount to this account, with the number of the order:"
        )


def _step_name(code, name):
    """Return the external name of a component."""
    return f"component_{code}_{name.lower().replace(', ', '_').replace(' ', '_')}"


def _ladder(quantities, prices):
    """Return the rows of a tariff, with the decimals of money where they are enough."""
    return [
        [str(quantity), f"{price:.2f}" if round(price, 2) == price else f"{price:g}"]
        for quantity, price in zip(quantities, prices, strict=True)
    ]


def hash_password(env, password=PASSWORD):
    """Return the hash of a password: it takes a processor half a second."""
    return env["res.users"]._crypt_context().hash(password)
