from contextlib import contextmanager
from dataclasses import replace

from odoo.addons.print_portal import filestore
from odoo.addons.print_portal.tests.files_common import PDF

from ..ftpd.folder import Folder
from ..ftpd.incoming import Sender
from ..ftpd.storage import Storage
from ..odoo_gate import OdooGate

PASSWORD = "a long password"
ADDRESS = "203.0.113.7"


class FtpMixin:
    """A gate to the database of the test; beside ``FilesMixin``, before it."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        store = filestore.Store(self.root, floor=0)
        self.gate = self._open_gate(store)
        self.storage = Storage(filestore, store)

    def _open_gate(self, store):
        env = self.env

        class Gate(OdooGate):
            """Whose questions see what the test has done, and the other way round."""

            @contextmanager
            def _env(self):
                env.flush_all()
                with super()._env() as own:
                    yield own
                env.invalidate_all()

        return Gate(env.cr.dbname, store)

    def _give_passwords(self, users):
        for user in users:
            user.password = PASSWORD

    def _come_in(self, user, client=None):
        """Log in; staff name a client."""
        login = f"{user.login}+{client.client_code}" if client else user.login
        return self.gate.authenticate(login, PASSWORD, ADDRESS)

    def _folder(self, who):
        sender = Sender(who.client, who.login, who.room, who.note)
        return Folder(
            self.storage,
            sender,
            lambda: self.gate.sight(who),
            lambda path: self.gate.check_replace(who, path),
            who.is_reader,
        )

    def _names(self, who, path="/"):
        return [each.name for each in self._folder(who).list(path)]

    def _read(self, who, path):
        with self._folder(who).open(path) as file:
            return file.read()

    def _put(self, who, path, content=PDF, sent=None):
        """Send a file; return it as the store has it, with no record yet.

        :param sent: how the name was spelled
        """
        incoming = self._folder(who).begin(path, 0, sent)
        incoming.write(content)
        return incoming.finish()

    def _bring(self, who, path, content=PDF, state="settled", sent=None):
        """Send a file; return its record."""
        stored = self._put(who, path, content, sent)
        if sent:
            who = replace(who, note=who.note | sent.note(stored.name))
        self.gate.record(who, stored, "received")
        self.gate.record(who, stored, state)
        return self.files.search([("path", "=", stored.path)])
