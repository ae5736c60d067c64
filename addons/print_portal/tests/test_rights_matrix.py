import json
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .branches_common import BranchesMixin
from .doors import ROWS
from .leaks import Secrets, Walk
from .rights_table import (
    BRANCHES,
    COLLEAGUES,
    HEAD_OFFICE,
    OTHER_BRANCHES,
    OTHERS,
    OWN,
    OWNERS,
    RightsTable,
    Row,
    combine,
)
from .test_leaks import CORE_DOORS, LeaksCase

PAGE = Path(__file__).parents[3] / "docs" / "rights.md"

# Where accounts of poligraf work.
PLACES = {
    "main": (),
    "ivanova": (),
    "head": (),
    "anna": ("north",),
    "boris": ("north",),
    "store": ("north", "shop"),
    "clara": ("south",),
}
# The same of a dealer, with one office; everybody else is another client.
DEALERS = dict.fromkeys(("dealer", "clerk"), ())
STRANGERS = ("rival", "east")

# What the main account alone does.
ONLY_MAIN = (
    "/my/print/accounts",
    "/my/print/banks",
    "/my/print/contacts",
    "/my/print/privacy/export/client",
    "/my/print/profile/company",
)

OFFICE = frozenset({OWN, COLLEAGUES, BRANCHES})
MINE = frozenset({OWN})
CLIENT = OFFICE | {HEAD_OFFICE, OTHER_BRANCHES}
NOBODY = frozenset()
BY_ORDER = MINE, {"see_colleagues": OFFICE}
BY_MONEY = NOBODY, {"see_finance": OFFICE}

# What each row is for: whose are seen anyway, and whose by which right.
MAY = {
    Row("sale.order", "sent"): BY_ORDER,
    Row("sale.order", "made in our office"): BY_ORDER,
    Row("sale.order", "baskets"): (MINE, {}),
    Row("sale.order", "baskets to approve"): (MINE, {"can_approve": OFFICE}),
    Row("sale.order", "drafts of our office"): (NOBODY, {}),
    Row("sale.order.line"): BY_ORDER,
    Row("print.job"): BY_ORDER,
    Row("print.artwork"): BY_ORDER,
    Row("stock.picking"): BY_ORDER,
    Row("mail.message", "to the client"): BY_ORDER,
    Row("print.file"): (frozenset({OWN, COLLEAGUES}), {"see_colleagues": OFFICE}),
    Row("print.press"): (OFFICE, {}),
    Row("print.template", "kept for oneself"): (MINE, {}),
    Row("print.template", "shared"): (OFFICE, {}),
    Row("print.document"): (CLIENT, {}),
    Row("print.draft"): (MINE, {}),
    Row("account.move"): BY_MONEY,
    Row("account.move.line"): BY_MONEY,
    Row("res.partner", "contacts that log in"): (MINE, {"main": OFFICE}),
    Row("res.partner", "companies"): (OFFICE, {}),
    Row("res.partner", "addresses"): (OFFICE, {}),
    Row("res.users"): (MINE, {"main": OFFICE}),
}


class RightsCase(BranchesMixin, LeaksCase):
    """Everybody named above has one of everything, marked as his.

    ``clerk`` is a colleague of ``dealer``. ``east`` is the main account of a company
    below ``poligraf`` with a client code of its own. ``employee`` is of the staff and
    has no group.
    """

    @classmethod
    def _prepare_shop(cls):
        cls._setup_branches()
        east = cls._create_client("East", "test-east", parent_id=cls.poligraf.id)
        cls.east = east._print_primary_account()
        cls.employee = new_test_user(
            cls.env,
            "test-employee",
            groups="base.group_user",
            context={"no_reset_password": True},
        )
        result = super()._prepare_shop()
        cls.clerk = cls._create_colleague("clerk", cls.wholesale)
        return result

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.papers, cls.planted = {}, {}
        above = (row for rows in cls._load("PLANTED") for row in rows)
        of_office = (row for rows in cls._load("PLANTED_OF_OFFICE") for row in rows)
        cls.may = MAY | dict.fromkeys(above, BY_ORDER)
        cls.may |= dict.fromkeys(of_office, (OFFICE, {}))
        for name in (*PLACES, *DEALERS, *STRANGERS):
            cls._plant(name, getattr(cls, name))

    @classmethod
    def _plant(cls, name, account):
        """Give ``account`` one of everything, with its mark."""
        mark, buyer = cls._mark(name), account._print_buyer()
        account.can_submit = True
        waiting = cls._basket(account, cls._form(job_title=f"Booklet {mark}"))
        waiting.print_approval_state = "waiting"
        documents = cls._documents(account, mark, is_made=name == "anna")
        cls.papers[name] = documents
        contact, order = account.partner_id, documents["order"]
        message = order.message_post(
            body=mark, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        address = cls.env["res.partner"].create(
            {"name": mark, "type": "delivery", "parent_id": buyer.id}
        )
        # Staff publish it for the client as a whole.
        documents["document"].write({"name": "Contract", "file": b"VGVybXM="})
        templates = cls.env["print.template"].with_user(account)
        shared = templates._save_own(
            cls.plates, f"{mark} shared", cls._form(), is_shared=True
        )
        own = {"client_order_ref": mark}
        cls.planted[name] = {
            Row("sale.order", "sent"): order | documents["confirmed"],
            Row("sale.order", "made in our office"): cls._create_order(
                partner_id=contact.id, **own
            ),
            Row("sale.order", "baskets"): documents["basket"],
            Row("sale.order", "baskets to approve"): waiting,
            Row("sale.order", "drafts of our office"): cls._create_order(
                partner_id=contact.id, state="draft", **own
            ),
            Row("sale.order.line"): order.order_line,
            Row("print.job"): documents["job"],
            Row("print.artwork"): documents["artwork"],
            Row("stock.picking"): documents["picking"],
            Row("mail.message", "to the client"): message,
            Row("print.file"): documents["file"],
            Row("print.press"): documents["press"],
            Row("print.template", "kept for oneself"): documents["template"],
            Row("print.template", "shared"): shared,
            Row("print.document"): documents["document"],
            Row("print.draft"): cls.env["print.draft"].search(
                [("user_id", "=", account.id)]
            ),
            Row("account.move"): documents["invoice"],
            Row("account.move.line"): documents["invoice"].line_ids,
            Row("res.partner", "contacts that log in"): contact - buyer,
            Row("res.partner", "companies"): buyer,
            Row("res.partner", "addresses"): address,
            Row("res.users"): account,
        }
        for rows in (*cls._load("PLANTED"), *cls._load("PLANTED_OF_OFFICE")):
            cls.planted[name] |= {row: documents[its] for row, its in rows.items()}

    @staticmethod
    def _mark(name):
        return f"zq-{name}-7351"

    def _relate(self, asker, owner):
        """Return whose the rows of ``owner`` are, seen from ``asker``; both names."""
        if asker == owner:
            return OWN
        places = PLACES if asker in PLACES else DEALERS
        if asker not in places or owner not in places:
            return OTHERS
        mine, its = places[asker], places[owner]
        if mine == its:
            return COLLEAGUES
        if its[: len(mine)] == mine:
            return BRANCHES
        return OTHER_BRANCHES if its else HEAD_OFFICE

    def _owners(self, asker):
        """Return ``{row: {id: whose it is}}`` as ``asker`` sees it.

        What several have in common, such as a company, is whose it is the most.
        """
        owners = {row: {} for row in self.may}
        rank = (OWN, COLLEAGUES, BRANCHES, HEAD_OFFICE, OTHER_BRANCHES, OTHERS)
        for owner, rows in self.planted.items():
            whose = self._relate(asker, owner)
            for row, records in rows.items():
                for id_ in records.ids:
                    known = owners[row].get(id_, whose)
                    owners[row][id_] = min(whose, known, key=rank.index)
        return owners

    def _expect(self, row, rights):
        """Return whose rows an account with ``rights`` may see."""
        bare, more = self.may[row]
        return bare.union(*(its for right, its in more.items() if right in rights))

    def _hidden_marks(self, account):
        """Return the marks of whom ``account`` must not hear, whatever its rights."""
        asker = next(
            name for name in PLACES | DEALERS if getattr(self, name) == account
        )
        closed = (HEAD_OFFICE, OTHER_BRANCHES, OTHERS)
        return {
            self._mark(name)
            for name in self.planted
            if self._relate(asker, name) in closed
        }


@tagged("post_install", "-at_install")
class TestRightsMatrix(RightsCase):
    """Each role, with each of the rights, at each door, for each model."""

    def _set_rights(self, account, rights):
        account.write({name: name in rights for name in account.PRINT_RIGHTS})

    # Rows ----------------------------------------------------------------------------

    def _search(self, account, row, ids):
        """Return which of ``ids`` are found."""
        records = self.env[row.model].with_user(account)
        try:
            return set(records.search([("id", "in", ids)]).ids)
        except AccessError:
            return set()

    def _find_owners(self, account, asker):
        """Yield each row with whose records of it ``account`` finds."""
        for row, owners in self._owners(asker).items():
            found = self._search(account, row, list(owners))
            yield row, frozenset(owners[id_] for id_ in found)

    def _compare(self, role, rights, row, found, expected):
        who = f"{role} with {', '.join(sorted(rights)) or 'no right'}"
        for whose in sorted(found - expected):
            self.fail(f"{who}, by search: gets {row} of {whose}")
        for whose in sorted(expected - found):
            self.fail(f"{who}, by search: loses {row} of {whose}")

    def _fill_table(self):
        """Ask as everybody, compare what accounts find; return the table."""
        table = RightsTable()
        for role, name in (
            ("Account", "ivanova"),
            ("Branch account", "anna"),
            ("Dealer's account", "clerk"),
        ):
            account = getattr(self, name)
            for rights in combine(account.PRINT_RIGHTS):
                self._set_rights(account, rights)
                for row, found in self._find_owners(account, name):
                    with self.subTest(role=role, rights=sorted(rights), row=str(row)):
                        there = self._there(name, row)
                        expected = self._expect(row, rights) & there
                        self._compare(role, rights, row, found, expected)
                    table.note(role, row, rights, found)
        everything = frozenset({"main", *self.main.PRINT_RIGHTS})
        for role, name in (
            ("Main account", "main"),
            ("Other client", "rival"),
            ("Dealer's main account", "dealer"),
            ("Company below with a code", "east"),
        ):
            for row, found in self._find_owners(getattr(self, name), name):
                with self.subTest(role=role, row=str(row)):
                    expected = self._expect(row, everything) & self._there(name, row)
                    self._compare(role, everything, row, found, expected)
                table.note(role, row, frozenset(), found)
        for role, user in (
            ("No client", self.stranger),
            ("Public", self.public),
            ("Employee without groups", self.employee),
        ):
            for row, found in self._find_owners(user, ""):
                is_core = user == self.employee and row.model.startswith("res.")
                with self.subTest(role=role, row=str(row)):
                    expected = frozenset({OTHERS}) if is_core else NOBODY
                    self._compare(role, (), row, found, expected)
                # Core's own rule: colleagues and contacts are known in the house.
                table.note(role, row, frozenset(), OWNERS if is_core else found)
        return table

    def _there(self, asker, row):
        """Return whose rows there are at all."""
        return frozenset(self._owners(asker)[row].values())

    def test_rows_are_seen_by_right_and_as_the_page_says(self):
        table = self._fill_table()
        doors = [door for doors in self._load("DOORS") for door in doors]
        page = table.to_page(doors)
        self._check_page(PAGE, page)

    def test_every_model_with_rows_of_clients_is_planted(self):
        kinds = self._get_readable().items()
        models = {name for name, kind in kinds if kind == ROWS and name in self.env}
        planted = {row.model for row in self.may}
        self.assertEqual(models - planted, set(), "plant it in RightsCase._plant")

    # Calls ---------------------------------------------------------------------------

    def _calls(self, walk, model, ids):
        """Yield each remote call with the ids, or the number of rows, it tells."""
        these = [("id", "in", ids)]
        name = {"display_name": {}}

        def ask(method, *args, **kwargs):
            return walk.ask_open(model, method, *args, **kwargs) or ()

        yield "search", ask("search", these)
        yield "search_count", ask("search_count", these)
        yield "search_read", _ids(ask("search_read", these, ["display_name"]))
        answer = ask("web_search_read", these, name)
        yield "web_search_read", _ids(answer and answer["records"])
        told = [_ids(ask("read", [id_], ["display_name"])) for id_ in ids]
        yield "read", [id_ for its in told for id_ in its]
        yield "web_read", _ids(ask("web_read", ids, name))
        groups = ask("formatted_read_group", these, [], ["__count"])
        yield "formatted_read_group", sum(group["__count"] for group in groups)
        groups = ask("read_group", these, ["id:count"], [])
        yield "read_group", sum(group["__count"] for group in groups)
        told = ask("name_search", "zq-", [], "ilike", 1000)
        yield "name_search", [id_ for id_, _name in told if id_ in ids]
        yield "export_data", _ids(ask("export_data", ids, [".id"]))
        yield "copy", ask("copy", ids)

    def _try_calls(self, role, account, name):
        """Ask by every call for what ``account`` must not see."""
        is_planted = name in PLACES | DEALERS
        walk = Walk(account, self._hidden_marks(account) if is_planted else ())
        rights = [right for right in account.PRINT_RIGHTS if account[right]]
        for row, owners in self._owners(name).items():
            found = self._search(account, row, list(owners))
            hidden = [id_ for id_ in owners if id_ not in found]
            if not hidden:
                continue
            for door, told in self._calls(walk, row.model, hidden):
                with self.subTest(role=role, rights=rights, door=door, row=str(row)):
                    self.assertFalse(told, f"{role}, by {door}: gets {row}")
        self.assertEqual(walk.leaks, [])

    def test_no_call_tells_what_a_search_does_not_find(self):
        for role, name, rights in (
            ("Account", "ivanova", ()),
            ("Branch account", "anna", ()),
            ("Branch account", "anna", self.anna.PRINT_RIGHTS),
            ("Dealer's account", "clerk", ()),
            ("Dealer's account", "clerk", {"see_finance"}),
        ):
            self._set_rights(getattr(self, name), rights)
            self._try_calls(role, getattr(self, name), name)
        self._try_calls("Other client", self.rival, "rival")
        self._try_calls("No client", self.stranger, "")

    def test_programs_get_no_row_of_another_office(self):
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", "True")
        keys = self.env["res.users.apikeys"].with_user(self.anna).sudo()
        key = keys._generate("rpc", "test", None)
        for row, owners in self._owners("anna").items():
            found = self._search(self.anna, row, list(owners))
            hidden = [id_ for id_ in owners if id_ not in found]
            questions = {
                "search_read": {"domain": [["id", "in", hidden]], "fields": ["id"]},
                "read": {"ids": hidden[:1], "fields": ["display_name"]},
            }
            for method, sent in questions.items():
                with self.subTest(role="Branch account", row=str(row), method=method):
                    with mute_logger("odoo.http"):
                        answer = self.url_open(
                            f"/json/2/{row.model}/{method}",
                            data=json.dumps(sent),
                            headers={
                                "Content-Type": "application/json",
                                "Authorization": f"bearer {key}",
                            },
                        )
                    if answer.status_code == 200:
                        self.assertEqual(answer.json(), [])
                    else:
                        self.assertEqual(answer.status_code, 403)

    # Pages, papers, JSON, files, discussions ------------------------------------------

    def test_a_branch_walks_in_at_every_door(self):
        """With every right a branch's account still hears of no other office."""
        self._set_rights(self.anna, self.anna.PRINT_RIGHTS)
        walk = self._start_walk(self.anna, self.papers["anna"])
        walk.secrets = Secrets([*walk.secrets, *self._hidden_marks(self.anna)])
        shut = self._knock_all(walk, self.papers["anna"], [*self._doors(), *CORE_DOORS])
        self.assertEqual(walk.leaks, [])
        others = [each for each in shut if not any(door in each for door in ONLY_MAIN)]
        self.assertEqual(others, [], "the walk is blind there: give what it asks for")

    def test_a_branch_without_rights_finds_others_behind_no_door(self):
        places = {f"{{{name}}}" for name in self.papers["anna"]}
        doors = [
            door
            for door in [*self._doors(), *CORE_DOORS]
            if any(place in f"{door.url}{door.data}" for place in places)
        ]
        # An office shares its files and presses; what it orders, by right.
        hidden = self._hidden_marks(self.anna) | {f"Booklet {self._mark('boris')}"}
        for owner in ("boris", "ivanova", "clara"):
            walk = Walk(self.anna, hidden)
            self._knock_all(walk, self.papers[owner], doors)
            with self.subTest(role="Branch account", owner=owner):
                self.assertEqual(walk.leaks, [])

    def test_staff_without_a_group_learns_of_the_jobs_given_to_it(self):
        job = self.papers["anna"]["job"]
        own = {
            "print.job": job,
            "print.artwork": job.artwork_ids,
            "print.spec": job.spec_id,
        }
        for model, record in own.items():
            self.assertTrue(self.env[model].search([]) - record, "nothing to hide")
        for executor, is_seen in ((self.employee, True), (self.prepress, False)):
            job.executor_id = executor
            for model, record in own.items():
                with self.subTest(executor=executor.login, model=model):
                    found = self.env[model].with_user(self.employee).search([])
                    self.assertEqual(found, record if is_seen else record.browse())
        with self.assertRaises(AccessError):
            job.with_user(self.employee).read(["final_price"])

    # Rights in a live session ---------------------------------------------------------

    def test_right_that_is_taken_closes_every_row_at_once(self):
        for right, row in (
            ("see_colleagues", Row("print.job")),
            ("see_finance", Row("account.move")),
        ):
            with self.subTest(right=right):
                owners = self._owners("anna")[row]
                self._set_rights(self.anna, {right})
                before = self._search(self.anna, row, list(owners))
                self._set_rights(self.anna, ())
                after = self._search(self.anna, row, list(owners))
                self.assertGreater(len(before), len(after))

    # The matrix finds what there is ---------------------------------------------------

    def test_it_names_role_door_and_model_of_a_rule_that_is_gone(self):
        self.env.ref("print_portal.print_job_print_rule").active = False
        self.registry.clear_cache()
        row = Row("print.job")
        found = dict(self._find_owners(self.anna, "anna"))[row]
        with self.assertRaisesRegex(
            AssertionError, "Branch account with no right, by search: gets `print.job`"
        ):
            self._compare("Branch account", (), row, found, self._expect(row, ()))


def _ids(rows):
    return [row["id"] for row in rows] if isinstance(rows, list) else []
