"""The commands of ``./shop``."""

import argparse
import os
import signal
import subprocess
import time
from contextlib import nullcontext

from . import (
    addons,
    choice,
    ftp,
    i18n,
    lint,
    odoo,
    postgres,
    prices,
    process,
    pythons,
    readme,
    say,
    suites,
)
from .databases import Databases
from .say import Trouble
from .state import State, remove

PORT = 8069
RIGHTS_TESTS = (
    "print_portal:TestRightsMatrix.test_rows_are_seen_by_right_and_as_the_page_says",
    "print_dealer_portal:TestDealerLeaks.test_doors_tell_what_the_page_says",
)
DEMO_PASSWORD = "print-demo-1"
DEMO_LOGINS = (
    ("admin", "everything; password admin"),
    ("coordinator, sales, prepress, accountant", "staff"),
    ("poligraf", "a client: a company, its primary account"),
    ("ivanova.poligraf", "its sub-account: her own orders, no finance"),
    ("buh.poligraf", "its sub-account: finance"),
    ("reklama, trame, hillside", "companies that read Bulgarian, French, English"),
    ("petrov", "a private person"),
    ("/dealer/login: 1001, maria", "a dealer; 1002, maria: another, print-demo-2"),
)


def main(argv):
    """Run one command; return its exit code."""
    options = _parser().parse_args(argv)
    process.stop_on_signals()
    try:
        return options.run(State(), options) or 0
    except Trouble as trouble:
        say.line(str(trouble))
        return 1
    except process.Stopped as stopped:
        return 128 + stopped.args[0]


def _parser():
    parser = argparse.ArgumentParser(
        prog="./shop",
        description="A print shop on Odoo 19: run it, test it.",
        epilog="All that is fetched and built lives in one folder: .shop, or what"
        " SHOP_STATE names. ODOO_HOME names an Odoo 19.0 checkout to use, PG*"
        " variables a PostgreSQL server.",
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="run the demo shop in this terminal")
    serve.add_argument("--port", type=int, default=PORT, help="by default %(default)s")
    serve.add_argument(
        "--ftp", action="store_true", help="and the file server, FTP and SFTP"
    )
    serve.add_argument("--ftp-port", type=int, default=2121)
    serve.add_argument("--sftp-port", type=int, default=2222)
    serve.set_defaults(run=_serve)

    test = commands.add_parser("test", help="run every test, or those named")
    test.add_argument(
        "names",
        nargs="*",
        metavar="name",
        help="an add-on, add-on:Class.method, a folder of tests/, i18n, a path, or"
        " core: Odoo's own tests of selling, with our add-ons installed",
    )
    test.add_argument(
        "--coverage",
        action=argparse.BooleanOptionalAction,
        help="report what they ran of our add-ons; by default when all are run",
    )
    test.add_argument(
        "--jobs",
        type=int,
        help="how many things to do at a time; 1 tells them as they go",
    )
    test.set_defaults(run=_test)

    check = commands.add_parser("lint", help="check style and house rules")
    check.add_argument("--fix", action="store_true", help="mend what can be mended")
    check.set_defaults(run=_lint)

    terms = commands.add_parser("i18n", help="export terms, check translations")
    terms.add_argument("verb", choices=("export", "check"))
    terms.set_defaults(run=_i18n)

    price = commands.add_parser("price", help="check the prices of a file of cases")
    price.add_argument("file", help="JSON, as readme/PRICES.md of print_pricing says")
    price.set_defaults(run=_price)

    rights = commands.add_parser(
        "rights", help="write docs/rights.md and docs/leaks.md as they are now"
    )
    rights.set_defaults(run=_rights)

    pages = commands.add_parser("readme", help="write the add-ons' description pages")
    pages.set_defaults(run=_readme)

    shell = commands.add_parser("shell", help="open Odoo's shell on the demo shop")
    shell.set_defaults(run=_shell)

    reset = commands.add_parser("reset", help="forget what was done in the demo shop")
    reset.add_argument(
        "--all", action="store_true", help="and remove all that was fetched and built"
    )
    reset.set_defaults(run=_reset)
    return parser


def _serve(state, options):
    started = time.monotonic()
    with odoo.ready(state, "serve") as ready:
        name = Databases(ready).live()
        with ready.serving("serve", name, options.port) as (server, environ):
            _greet(options.port, time.monotonic() - started, ready)
            with _file_server(ready, name, options, environ):
                server.wait()
    raise Trouble(f"The server stopped: read {state.log('serve')}.")


def _file_server(ready, database, options, environ):
    """Serve FTP and SFTP beside Odoo, if that was asked for."""
    if not options.ftp:
        return nullcontext()
    ports = options.ftp_port, options.sftp_port
    ftp_port, sftp_port = ports
    say.line(f"FTP with TLS: {odoo.HOST}:{ftp_port}, SFTP: {odoo.HOST}:{sftp_port}")
    return ftp.serving(ready, database, *ports, environ)


def _greet(port, seconds, ready):
    say.line(f"\nhttp://{odoo.HOST}:{port}  (ready in {seconds:.0f} s)\n")
    if addons.DEMO in addons.all_addons():
        for logins, what in DEMO_LOGINS:
            say.line(f"  {logins:42}{what}")
        say.line(f"\n  Everybody else's password: {DEMO_PASSWORD}")
    else:
        say.line("  admin, password admin")
    say.line(f"\nMails it sends are kept in {ready.mails('serve')}")
    say.line(f"Log: {ready.state.log('serve')}\nCtrl-C stops it.")


def _test(state, options):
    passed = suites.run(state, options.names, options.coverage, jobs=options.jobs)
    return 0 if passed else 1


def _lint(state, options):
    return 0 if lint.run(state, fix=options.fix) else 1


def _i18n(state, options):
    if options.verb == "check":
        return 0 if suites.run(state, [choice.I18N]) else 1
    with odoo.ready(state, "test") as ready:
        i18n.export(ready, Databases(ready))
    return 0


def _price(_state, options):
    return 0 if prices.check(options.file) else 1


def _rights(state, _options):
    os.environ["PRINT_RIGHTS_RENEW"] = "1"
    return 0 if suites.run(state, [*RIGHTS_TESTS], is_whole=True) else 1


def _readme(state, _options):
    readme.run(pythons.tools(state))


def _shell(state, _options):
    with odoo.ready(state, "serve") as ready:
        name = Databases(ready).live()
        # At the shell's prompt Ctrl-C is the shell's business.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return subprocess.call(
            [str(part) for part in ready.command("shell", "-d", name, "--no-http")],
            env=ready.environ(),
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )


def _reset(state, options):
    postgres.refuse_in_use(state, "*" if options.all else "serve")
    if not options.all:
        with odoo.ready(state, "serve") as ready:
            databases = Databases(ready)
            databases.drop(databases.name("live"))
        say.line("The next ./shop serve starts with a fresh demo shop.")
        return
    if postgres.is_named():
        for name in ("serve", "test"):
            with odoo.ready(state, name) as ready:
                Databases(ready).drop_all()
    postgres.end_orphans(state)
    for folder in filter(None, (postgres.away(state), state.folder)):
        remove(folder)
    say.line(f"Removed {state.folder}.")
