import io
import tempfile
from pathlib import Path

from ..filestore import Store

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


class FilesMixin:
    """A client-file store of its own for each test; beside ``PrintPortalCommon``."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        Store(self.root).prepare()
        self._set_param("files_root", folder.name)
        self.files = self.env["print.file"]

    def _set_param(self, name, value):
        self.env["ir.config_parameter"].set_param(f"print_portal.{name}", value)

    def _receive(self, user, name="cover.pdf", content=PDF, **options):
        """Return the file that ``user`` has put into the folder of his client."""
        files = self.files.with_user(user)
        stream = io.BytesIO(content)
        return files._receive(user._print_client(), user, name, stream, **options)

    def _on_disk(self, client=None):
        """Return the names in the folder of a client."""
        folder = self.root / "clients" / str((client or self.poligraf).id)
        return sorted(path.name for path in folder.glob("*"))
