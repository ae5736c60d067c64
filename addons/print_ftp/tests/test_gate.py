import time
from contextlib import suppress
from unittest.mock import MagicMock, patch

import asyncssh
from psycopg2 import InterfaceError

from odoo.addons.print_portal.tests.branches_common import BranchesMixin
from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.addons.print_portal.tests.files_common import PDF, FilesMixin
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import new_test_user, tagged

from ..ftpd.errors import Refusal
from ..ftpd.gate import Away, Denied, Event
from ..ftpd.names import Spelling
from ..models.res_partner import CHANGED
from ..odoo_gate import REPLAYED_AFTER_S
from .ftp_common import ADDRESS, PASSWORD, FtpMixin

PLACES = ("orders", "ready")


@tagged("post_install", "-at_install")
class TestGate(FtpMixin, BranchesMixin, FilesMixin, PrintPortalCommon):
    """Who comes in, what he sees, and what becomes of his files in the portal."""

    def setUp(self):
        super().setUp()
        self._give_passwords(
            self.main | self.ivanova | self.rival | self.env.ref("base.user_admin")
        )

    def test_the_password_of_the_portal_opens_the_folder(self):
        who = self._come_in(self.ivanova)
        self.assertEqual(who.client, self.poligraf.id)
        self.assertEqual(who.login, self.ivanova.login)

    def _set(self, name, value):
        self.env["ir.config_parameter"].sudo().set_param(f"print_ftp.{name}", value)

    def _refused(self, *come_in):
        with self.assertRaises(Denied) as refused:
            self._come_in(*come_in)
        return str(refused.exception)

    def test_dealers_have_a_folder_where_the_shop_wants_it(self):
        self.poligraf.write({"client_number": "4711", "is_dealer": True})
        for user in (self.main, self.ivanova):
            self.assertIn("Wrong login", self._refused(user))
        self.assertFalse(self.ivanova._has_ftp_folder())
        self._set("dealers", "True")
        for user in (self.main, self.ivanova):
            self.assertEqual(self._come_in(user).client, self.poligraf.id)
        self.assertTrue(self.ivanova._has_ftp_folder())

    def test_staff_look_into_folders_where_the_shop_wants_it(self):
        self._give_passwords(self.prepress | self.coordinator)
        self._bring(self._come_in(self.ivanova), "/a.pdf")
        order = self._submit_order(self.ivanova, self._plates())
        order.print_job_ids._add_artwork(self._receive(self.ivanova))
        self._submit_order(self.rival, self._plates())
        for client in (None, self.poligraf):
            self.assertIn("Wrong login", self._refused(self.prepress, client))
        self._set("staff", "True")
        self.assertIn("Wrong login", self._refused(self.prepress))
        for user in (self.prepress, self.coordinator):
            who = self._come_in(user, self.poligraf)
            self.assertEqual(
                self._names(who), ["a.pdf", "cover.pdf", *PLACES], user.login
            )
            self.assertEqual(self._names(who, "/orders"), [order.name])
            self.assertEqual(self._read(who, "/a.pdf"), PDF)
            path = f"/orders/{order.name}/cover.pdf"
            self.assertEqual(self._read(who, path), PDF)

    def test_staff_change_nothing(self):
        self._set("staff", "True")
        self._give_passwords(self.prepress)
        self._bring(self._come_in(self.ivanova), "/a.pdf")
        order = self._submit_order(self.ivanova, self._plates())
        folder = self._folder(self._come_in(self.prepress, self.poligraf))
        for path in ("/a.pdf", "/b.pdf", f"/orders/{order.name}/missing/b.pdf"):
            with self.assertRaises(Refusal):
                folder.begin(path, 0)
        for change in (folder.check_own, folder.give_up, folder.check_place):
            with self.assertRaises(Refusal):
                change("/a.pdf")
        for change in (folder.make_folder, folder.remove_folder):
            with self.assertRaises(Refusal):
                change("/new")
        with self.assertRaises(Refusal):
            folder.move_unfinished("/a.pdf", "/b.pdf")

    def test_a_member_of_staff_without_a_group_of_the_shop_stays_out(self):
        self._set("staff", "True")
        nobody = new_test_user(self.env, "nobody_of_shop", groups="base.group_user")
        self._give_passwords(nobody)
        self.assertIn("Wrong login", self._refused(nobody, self.poligraf))

    def test_a_client_names_no_other_client(self):
        self._set("staff", "True")
        own, other = self.poligraf, self.rival._print_client()
        self.assertEqual(self._come_in(self.ivanova, own).client, own.id)
        self.assertIn("Wrong login", self._refused(self.ivanova, other))

    def test_a_login_that_was_long_unused_waits_for_its_owner(self):
        self.env.cr.execute(
            "UPDATE res_users SET create_date = now() - interval '100 days'"
            " WHERE id IN %s",
            [(self.ivanova.id, self.main.id)],
        )
        self.env.invalidate_all()
        self.env["res.users.log"].with_user(self.main).sudo().create({})
        self._set("idle_days", "30")
        self.assertIn("Log in to our pages first", self._refused(self.ivanova))
        self.assertEqual(self._come_in(self.main).user, self.main.id)
        self._set("idle_days", "0")
        self.assertEqual(self._come_in(self.ivanova).user, self.ivanova.id)

    def test_wrong_passwords_and_staff_are_refused_alike(self):
        with self.assertRaises(Denied) as wrong:
            self.gate.authenticate(self.main.login, "wrong", "203.0.113.7")
        with self.assertRaises(Denied) as staff:
            self._come_in(self.env.ref("base.user_admin"))
        with self.assertRaises(Denied) as unknown:
            self.gate.authenticate("nobody", PASSWORD, "203.0.113.7")
        self.assertEqual(str(wrong.exception), str(staff.exception))
        self.assertEqual(str(wrong.exception), str(unknown.exception))

    def test_who_has_guessed_in_the_browser_waits_here_too(self):
        for _try in range(5):
            # ``assertRaises`` would undo what was counted.
            with suppress(AccessDenied):
                self.env["res.users"]._print_authenticate(
                    self.main.login, "wrong", ADDRESS
                )
        with self.assertRaisesRegex(Denied, "Too many attempts"):
            self._come_in(self.main)
        self.assertEqual(self._come_in(self.ivanova).user, self.ivanova.id)

    def test_an_account_that_was_closed_stays_out(self):
        self.ivanova.active = False
        with self.assertRaises(Denied):
            self._come_in(self.ivanova)

    def test_a_file_is_in_the_portal_with_who_sent_it(self):
        file = self._bring(self._come_in(self.ivanova), "/Плакат.pdf")
        self.assertRecordValues(
            file,
            [
                {
                    "name": "Плакат.pdf",
                    "state": "settled",
                    "origin": "ftp",
                    "user_id": self.ivanova.id,
                    "partner_id": self.poligraf.id,
                    "size": len(PDF),
                    "checksum": self.storage._store.digest(file.path),
                }
            ],
        )

    def test_a_doubtful_file_is_shown_as_such(self):
        file = self._bring(self._come_in(self.ivanova), "/a.pdf", state="suspect")
        self.assertEqual(file.state, "suspect")
        self.assertTrue(file._is_doubtful())

    def test_a_file_that_is_sent_again_keeps_its_record(self):
        who = self._come_in(self.ivanova)
        first = self._bring(who, "/a.pdf")
        again = self._bring(who, "/a.pdf", content=b"other bytes")
        self.assertEqual(first, again)
        self.assertEqual(again.size, len(b"other bytes"))

    def test_deleting_follows_the_rights_of_the_portal(self):
        of_main = self._bring(self._come_in(self.main), "/main.pdf")
        own = self._bring(self._come_in(self.ivanova), "/own.pdf")
        who = self._come_in(self.ivanova)
        with self.assertRaises(Refusal):
            self.gate.delete(who, "/main.pdf")
        self.gate.delete(who, "/own.pdf")
        self.assertTrue(of_main.exists())
        self.assertFalse(own.exists())

    def test_a_colleagues_file_is_not_replaced(self):
        of_main = self._bring(self._come_in(self.main), "/main.pdf")
        with self.assertRaises(Refusal):
            self._put(self._come_in(self.ivanova), "/main.pdf", b"other bytes")
        self._bring(self._come_in(self.main), "/main.pdf", b"better bytes")
        self.assertEqual(of_main.size, len(b"better bytes"))

    def test_a_colleague_who_was_faster_keeps_the_name(self):
        incoming = self._folder(self._come_in(self.ivanova)).begin("/a.pdf", 0)
        incoming.write(b"other bytes")
        self._bring(self._come_in(self.main), "/a.pdf")
        with self.assertRaises(Refusal):
            incoming.finish()
        self.assertEqual(self._read(self._come_in(self.main), "/a.pdf"), PDF)

    def test_renaming_moves_record_and_bytes(self):
        who = self._come_in(self.ivanova)
        file = self._bring(who, "/a.pdf.filepart")
        self.gate.rename(who, "/a.pdf.filepart", "/a.pdf")
        self.assertEqual(file.name, "a.pdf")
        self.assertEqual(self._folder(who).stat("/a.pdf").size, len(PDF))

    def test_the_bytes_of_a_name_are_kept_for_the_office(self):
        who = self._come_in(self.ivanova)
        sent = Spelling("Плакат.pdf".encode("cp1251"), "cp1251")
        kept = ("%CF%EB%E0%EA%E0%F2.pdf", "cp1251")
        file = self._bring(who, "/Плакат.pdf", sent=sent)
        self.assertEqual((file.raw_name, file.raw_encoding), kept)
        self._bring(who, "/Плакат.pdf", b"other bytes")
        self.assertFalse(file.raw_name)
        part = self._bring(who, "/a.pdf.filepart")
        self.gate.delete(who, "/Плакат.pdf")
        self.gate.rename(who, "/a.pdf.filepart", "/Плакат.pdf", sent)
        self.assertEqual((part.raw_name, part.raw_encoding), kept)

    def test_another_client_sees_and_changes_nothing(self):
        self._bring(self._come_in(self.ivanova), "/a.pdf")
        who = self._come_in(self.rival)
        self.assertEqual(self._names(who), [*PLACES])
        with self.assertRaises(Refusal):
            self.gate.delete(who, "/a.pdf")

    def test_orders_are_folders_of_those_who_see_them(self):
        order = self._submit_order(self.ivanova, self._plates())
        file = self._receive(self.ivanova)
        order.print_job_ids._add_artwork(file)
        shelves = self.gate.sight(self._come_in(self.ivanova)).shelves
        path = f"/orders/{order.name}"
        self.assertEqual(list(shelves[path].files), ["cover.pdf"])
        held = self._folder(self._come_in(self.ivanova)).open(f"{path}/cover.pdf")
        with held:
            self.assertEqual(held.read(), PDF)
        self.assertNotIn(path, self.gate.sight(self._come_in(self.rival)).shelves)
        with self.assertRaises(Refusal):
            self._folder(self._come_in(self.ivanova)).begin(f"{path}/x.pdf", 0)

    def _tell(self, who, kind, **values):
        where = ("s1", who.login, "203.0.113.7", "sftp", who.user, who.client)
        self.gate.tell(Event(kind, *where, **values))

    def test_files_of_another_branch_are_not_seen(self):
        self._setup_branches()
        self._give_passwords(self.anna | self.clara)
        self._bring(self._come_in(self.anna), "/north.pdf")
        self._bring(self._come_in(self.clara), "/south.pdf")
        anna = self._come_in(self.anna)
        folder = self._folder(anna)
        self.assertEqual(self._names(anna), ["north.pdf", *PLACES])
        with self.assertRaises(Refusal):
            folder.open("/south.pdf")
        with self.assertRaises(Refusal):
            folder.begin("/south.pdf", 0)
        head = self._names(self._come_in(self.main))
        self.assertEqual(head, ["north.pdf", *PLACES, "south.pdf"])

    def test_what_happened_is_remembered(self):
        who = self._come_in(self.ivanova)
        self._tell(who, "receive", path="/a.pdf", size=7)
        event = self.env["print.ftp.event"].search([], limit=1)
        self.assertEqual(event.partner_id, self.poligraf)
        self.assertEqual((event.login, event.path), (self.ivanova.login, "/a.pdf"))

    def test_the_office_sees_who_is_in_and_sends_him_away(self):
        who = self._come_in(self.ivanova)
        self.gate.beat(ftp_address="127.0.0.1:2121")
        self._tell(who, "login")
        self._tell(who, "receive", path="/a.pdf", size=7)
        session = self.env["print.ftp.session"].search([])
        self.assertEqual(session.user_id, self.ivanova)
        self.assertEqual((session.file_count, session.size), (1, 7))
        self.assertEqual(self.gate.beat(), set())
        session.action_ban()
        self.assertEqual(self.gate.beat(), {"s1"})
        self.assertTrue(self.gate.refuses("203.0.113.7"))
        self.assertFalse(self.gate.refuses("203.0.113.8"))
        self._tell(who, "logout")
        self.assertFalse(session.exists())

    def test_the_office_sees_where_files_lie_and_how_much_room_is_left(self):
        self.gate.beat(ftp_address="127.0.0.1:2121")
        node = self.env["print.ftp.node"].search([])
        self.assertEqual(node.root, str(self.root))
        self.assertTrue(0 < node.free <= node.total)
        self.assertRegex(node.free_text, r"[GMT]B of .*[GMT]B")

    def _channels(self, user):
        websocket = self.env["ir.websocket"].with_user(user)
        request = MagicMock()
        request.session.uid = user.id
        with patch("odoo.addons.bus.models.ir_websocket.wsrequest", request):
            return websocket._build_bus_channel_list([])

    def test_what_missed_its_record_is_looked_for_a_minute_later(self):
        """However short the database was away, and whether a beat noticed or not."""
        cron = self.env.ref("print_ftp.ir_cron_ftp_replay")
        triggers = self.env["ir.cron.trigger"]
        mine = [("cron_id", "=", cron.id)]
        clock = time.monotonic()
        self.patch(time, "monotonic", lambda: clock)
        clock += REPLAYED_AFTER_S + 1
        self.gate.beat()  # for what came before this process
        triggers.search(mine).unlink()
        stored = self._put(self._come_in(self.ivanova), "/a.pdf")
        with (
            patch.object(type(self.files), "_ftp_record", side_effect=InterfaceError),
            self.assertRaises(Away),
        ):
            self.gate.record(self._come_in(self.ivanova), stored, "received")
        self.gate.beat()
        self.assertFalse(triggers.search(mine))
        clock += REPLAYED_AFTER_S + 1
        self.gate.beat()
        self.assertEqual(len(triggers.search(mine)), 1)
        self.gate.beat()
        self.assertEqual(len(triggers.search(mine)), 1)

    def test_open_pages_of_the_client_hear_of_changes(self):
        channel = (self.poligraf, CHANGED)
        self.assertIn(channel, self._channels(self.ivanova))
        self.assertNotIn(channel, self._channels(self.rival))
        told = []
        bus = type(self.env["bus.bus"])
        self.patch(bus, "_sendone", lambda bus, *args: told.append(args))
        who = self._come_in(self.ivanova)
        stored = self._put(who, "/a.pdf")
        for state in ("received", "settled"):
            self.gate.record(who, stored, state)
        self.gate.rename(who, "/a.pdf", "/b.pdf")
        self.gate.delete(who, "/b.pdf")
        heard = [each for each in told if each[0] == channel]
        self.assertEqual(heard, [(channel, CHANGED, {})] * 4)

    def test_who_has_left_before_we_heard_that_he_came_is_not_in(self):
        who = self._come_in(self.ivanova)
        self._tell(who, "logout")
        self._tell(who, "login")
        self.assertFalse(self.env["print.ftp.session"].search([]))

    def test_a_key_opens_the_folder_of_its_owner_alone(self):
        keys = self.env["print.ftp.key"]
        key = asyncssh.generate_private_key("ssh-ed25519")
        line = key.export_public_key().decode()
        keys._add(self.ivanova, line, "laptop")
        login, blob = self.ivanova.login, key.public_data
        who = self.gate.authenticate_key(login, blob, "203.0.113.7")
        self.assertEqual(who.user, self.ivanova.id)
        with self.assertRaises(Denied):
            self.gate.authenticate_key(self.main.login, blob, "203.0.113.7")
        with self.assertRaises(UserError):
            keys._add(self.ivanova, line)
        keys.search([])._remove_by(self.main)
        self.assertTrue(keys.search([]))
        self.ivanova.active = False
        with self.assertRaises(Denied):
            self.gate.authenticate_key(login, blob, "203.0.113.7")

    def test_what_is_no_public_key_is_refused_with_a_way_out(self):
        keys = self.env["print.ftp.key"]
        for text in ("", "ssh-ed25519", "ssh-ed25519 AAAA x", "-----BEGIN PRIVATE KEY"):
            with self.assertRaises(UserError):
                keys._add(self.ivanova, text)
