"""Databases made once and copied: each template is named by what went into it.

::

    core     Odoo's own add-ons that ours stand on, in our four languages
    addons   ... and our add-ons, or those of them that a test run names
    demo     ... and the demo shop

and, to measure ours beside Odoo's own shop, ``website``: core and that shop, ``shop``:
the same with data, ``both``: with our add-ons, too.

A database comes with its folders: pages break without their assets, orders without
the files of the client.
"""

from . import addons, process, say
from .state import digest, remove

CORE = (
    "sale_management",
    "portal",
    "account_payment",
    "sale_stock",
    "stock_delivery",
    "payment_demo",
)
WEBSITE = ("website_sale", "payment_custom")  # Odoo's own shop, that ours stands beside
LANGUAGES = ("en_US", "fr_FR", "ru_RU", "bg_BG")  # the first is the default
RECIPE = "2"  # raise it when templates are made in another way
KEPT = 2  # templates of a kind that are kept, to go back and forth between branches
# What a page loads first: made here, so that the first visitor does not wait for it.
PAGES = """
for bundle in {bundles!r}:
    made = env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True)
    made.css()
    made.js()
env.cr.commit()
"""
BUNDLES = ("web.assets_frontend", "web.assets_frontend_lazy", "web.assets_web")
FILL = """
import sys
sys.path.insert(0, {folder!r})
import {module}
{module}.fill(env)
"""
# What Odoo's tests ask for before the first test of pages.
TESTS = "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()"


class Databases:
    """The databases of this state on one server.

    :param odoo: the ``odoo.Odoo`` that makes them
    """

    def __init__(self, odoo):
        self._odoo = odoo
        self._server = odoo.server
        self._prefix = f"shop_{odoo.state.tag}_{odoo.server.name}"

    def name(self, what):
        """Return the name of this state's database for ``what``."""
        return f"{self._prefix}_{what}"

    def core(self):
        """Return the template with Odoo's own add-ons."""
        key = digest(RECIPE, self._odoo.key, *CORE, *LANGUAGES)
        return self._template(
            "core",
            key,
            f"Odoo's add-ons in {len(LANGUAGES)} languages",
            None,
            ["-i", ",".join(CORE), f"--load-language={','.join(LANGUAGES)}"],
        )

    def addons(self, names=None):
        """Return the template with our add-ons.

        :param names: those to install, with what they need; all but the demo shop
            by default
        """
        ours = addons.all_addons()
        if names is None:
            names = [name for name in ours if name != addons.DEMO]
        names = addons.closure(names, ours)
        core = self.core()
        if not names:
            return core
        key = digest(core, *(ours[name].key for name in names))
        title = "Our add-ons" if len(names) > 3 else ", ".join(names)
        return self._template("addons", key, title, core, ["-i", ",".join(names)])

    def demo(self):
        """Return the template with our add-ons and the demo shop."""
        ours = addons.all_addons()
        below = self.addons()
        if addons.DEMO not in ours:
            return below
        key = digest(below, ours[addons.DEMO].key)
        return self._template("demo", key, "Demo shop", below, ["-i", addons.DEMO])

    def shop(self, data, sizes):
        """Return the template with Odoo's own shop and data, without our add-ons.

        :param data: file of Python whose ``fill(env)`` makes the data
        :param sizes: what ``data`` reads in the environment, for the template's name
        """
        core = self.core()
        empty = self._template(
            "website",
            digest(core, *WEBSITE),
            "Odoo's own shop",
            core,
            ["-i", ",".join(WEBSITE)],
        )
        key = digest(empty, data, sizes)
        return self._template("shop", key, "Its data", empty, None, data)

    def both(self, below, names, data):
        """Return the template with the data of the one ``below`` and our add-ons.

        :param names: of our add-ons; those that they stand on come with them
        :param data: file of Python whose ``fill(env)`` gives them what they need
        """
        ours = addons.all_addons()
        names = addons.closure(names, ours)
        key = digest(below, data, *(ours[name].key for name in names))
        title = "Our add-ons beside it"
        return self._template("both", key, title, below, ["-i", ",".join(names)], data)

    def live(self):
        """Return the database of ``./shop serve``: made once, then kept up to date."""
        name = self.name("live")
        stamp = f"live-{self._server.name}"
        now = {"base": self._odoo.source.key}
        now |= {each.name: each.key for each in addons.all_addons().values()}
        was = self._odoo.state.stamped(stamp)
        if not was or not self.exists(name):
            template = self.demo()
            with say.step("Copy of the demo shop"):
                self.copy(template, "live")
        elif was != now:
            new = [each for each in now if each not in was]
            changed = [each for each in was if each in now and was[each] != now[each]]
            with say.step(f"Update of {', '.join([*changed, *new])}") as tell:
                argv = ["-u", ",".join(changed)] if changed else []
                argv += ["-i", ",".join(new)] if new else []
                self._install(["-d", name, *argv], "update-live", tell)
        self._odoo.state.stamp(stamp, now)
        return name

    def install(self, name, names):
        """Install add-ons of Odoo in the database ``name``."""
        with say.step(f"Installing {', '.join(names)}") as tell:
            self._install(["-d", name, "-i", ",".join(names)], "install", tell)

    def set_parameters(self, name, parameters):
        """Change system parameters that the database ``name`` has."""
        for key, value in parameters.items():
            self._server.sql(
                "UPDATE ir_config_parameter SET value = %s WHERE key = %s RETURNING id",
                value,
                key,
                database=name,
            )

    def copy(self, template, what):
        """Copy ``template`` to the database for ``what``, replacing it."""
        name = self.name(what)
        self.drop(name)
        self._clone(template, name)
        return name

    def drop(self, name):
        self._server.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        for folder in self._odoo.folders(name):
            remove(folder)

    def exists(self, name):
        rows = self._server.sql("SELECT 1 FROM pg_database WHERE datname = %s", name)
        return bool(rows)

    def drop_all(self):
        for name in self._made():
            self.drop(name)

    def _made(self):
        """Return the names of this state's databases, oldest first."""
        rows = self._server.sql(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " ORDER BY oid",
            f"{self._prefix}_",
        )
        return [name for (name,) in rows]

    def _template(self, kind, key, title, below, argv, data=None):
        """Make the template of ``kind`` for ``key``, from the one ``below``.

        :param argv: what Odoo installs; None if nothing
        :param data: file of Python whose ``fill(env)`` is called then
        """
        name = self.name(f"{kind}_{key[:12]}")
        if self.exists(name):
            return name
        with self._odoo.state.lock(f"templates-{self._server.name}"):
            if self.exists(name):
                return name
            with say.step(title) as tell:
                part = self.name(f"{kind}_part")
                log = f"{self._server.name}-{kind}"
                self.drop(part)
                if below:
                    self._clone(below, part)
                if argv:
                    self._install(["-d", part, *argv], f"template-{log}", tell)
                    self._make_assets(part, kind, tell)
                if data:
                    tell(data.name)
                    code = FILL.format(folder=str(data.parent), module=data.stem)
                    self._odoo.python_code(part, code, f"data-{log}")
                self._move_folders(part, name)
                self._server.sql(f'ALTER DATABASE "{part}" RENAME TO "{name}"')
            self._forget(kind)
        return name

    def _make_assets(self, name, kind, tell):
        """Make scripts and styles once, so that no copy has to."""
        if kind not in ("addons", "demo"):
            return  # our add-ons change most of them; a bench opens no browser
        serve = self._server.name == "serve"
        tell("scripts and styles")
        self._odoo.python_code(
            name,
            PAGES.format(bundles=BUNDLES) if serve else TESTS,
            f"assets-{self._server.name}-{kind}",
        )

    def _install(self, argv, log, tell):
        self._odoo.run(
            ["server", *argv, "--stop-after-init", "--no-http", "--max-cron-threads=0"],
            log,
            tell=tell,
            what="Installing add-ons",
        )

    def _clone(self, template, name):
        self._server.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        for source, target in self._pairs(template, name):
            remove(target)
            # Files that share their bytes, as a client's and his job's, go on sharing.
            process.output(["cp", "-a", source, target])
        # Two copies of one shop are two shops: to the outside, and to each other.
        self._server.sql(NEW_IDENTITY, database=name)

    def _move_folders(self, old, new):
        for source, target in self._pairs(old, new):
            remove(target)
            source.rename(target)

    def _pairs(self, old, new):
        """Return the folders that ``old`` has, each with the one of ``new``."""
        pairs = zip(self._odoo.folders(old), self._odoo.folders(new), strict=True)
        return [(source, target) for source, target in pairs if source.is_dir()]

    def _forget(self, kind):
        """Drop the oldest templates of ``kind``."""
        prefix = self.name(f"{kind}_")
        made = [name for name in self._made() if name.startswith(prefix)]
        for name in made[:-KEPT]:
            self.drop(name)


NEW_IDENTITY = """
UPDATE ir_config_parameter SET value = gen_random_uuid()::text
WHERE key IN ('database.uuid', 'database.secret')
"""
