import logging
import time

from odoo import fields
from odoo.exceptions import UserError

from .clock import Clock
from .habits import keep_templates
from .house import House, hash_password
from .people import People
from .performance import Performance
from .shelf import Shelf
from .story import Workdays

LANGUAGES = ("bg_BG", "fr_FR", "ru_RU")
ARCHIVES = 2  # packed while somebody looks around

_logger = logging.getLogger(__name__)


def pre_init_hook(env):
    """Refuse a shop that works already, then speak the languages of the clients.

    :raise UserError: when orders or invoices exist: the demo renames the company and
        changes its currency and taxes
    """
    is_used = env["sale.order"].search_count([], limit=1) or env[
        "account.move"
    ].search_count([], limit=1)
    if is_used:
        raise UserError(
            env._("Install the demo shop in a fresh database: this one has orders.")
        )
    missing = [code for code in LANGUAGES if not env["res.lang"]._lang_get(code).active]
    if missing:
        for code in missing:
            env["res.lang"]._activate_lang(code)
        installed = env["ir.module.module"].search([("state", "=", "installed")])
        installed._update_translations(missing)


def post_init_hook(env):
    """Open the shop, let clients come in, and play what they ordered."""
    started = time.monotonic()
    # Mail waits in the queue, where `Clock.settle_mail` ends it.
    env = env(context=env.context | {"mail_notify_force_send": False})
    days = Workdays(fields.Date.context_today(env.user.with_context(tz="Europe/Sofia")))
    clock = Clock(env)
    password_hash = hash_password(env)
    House(env).open(password_hash)
    Shelf(env).fill()
    # Staff learn of the orders of the story while it is played, not from its archives.
    env.company.print_archive_auto = False
    People(env, clock, days).come(password_hash)
    Performance(env, clock, days).play()
    keep_templates(env)
    clock.settle_mail()
    env.cr.flush()
    env.company.print_archive_auto = True
    newest = env["print.job"].search([("kind", "=", "work")], order="id desc").order_id
    env["print.archive"]._want(newest[:ARCHIVES])
    _logger.info("The demo shop is open after %.0f s", time.monotonic() - started)
