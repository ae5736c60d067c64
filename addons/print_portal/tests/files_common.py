import io
import tempfile
from pathlib import Path

from ..filestore import Store

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


class StoreMixin:
    """A client-file store for whoever opens one; beside ``PrintPortalCommon``."""

    @classmethod
    def _open_store(cls):
        """Use an empty store; return what removes it again."""
        folder = tempfile.TemporaryDirectory()
        cls.root = Path(folder.name)
        Store(cls.root).prepare()
        cls._set_param("files_root", folder.name)
        cls.files = cls.env["print.file"]
        return folder.cleanup

    @classmethod
    def _set_param(cls, name, value):
        cls.env["ir.config_parameter"].set_param(f"print_portal.{name}", value)

    @classmethod
    def _receive(cls, user, name="cover.pdf", content=PDF, **options):
        """Return the file that ``user`` has put into the folder of his client."""
        files = cls.files.with_user(user)
        stream = io.BytesIO(content)
        return files._receive(user._print_client(), user, name, stream, **options)

    @classmethod
    def _on_disk(cls, client=None):
        """Return the names in the folder of a client."""
        folder = cls.root / "clients" / str((client or cls.poligraf).id)
        return sorted(path.name for path in folder.glob("*"))


class FilesMixin(StoreMixin):
    """A client-file store of its own for each test; beside ``PrintPortalCommon``."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._open_store())
