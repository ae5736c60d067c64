import base64
import binascii
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
RSA_LEAST = 2048 // 8  # bytes
KEYS_MOST = 20


class PrintFtpKey(models.Model):
    """A public key by which a program of a client logs in over SFTP."""

    _name = "print.ftp.key"
    _description = "SFTP Key"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Char(required=True, readonly=True)
    fingerprint = fields.Char(
        required=True, readonly=True, help="SHA-256, as programs show it."
    )
    date_used = fields.Datetime("Last used", readonly=True)

    _key_uniq = models.UniqueIndex(
        "(user_id, fingerprint)", "This key is in the list already."
    )

    @api.model
    def _add(self, user, text, name=""):
        """Add a public key of ``user``, as a line of an OpenSSH file has it.

        :raise UserError: naming the way out
        """
        kind, blob, comment = self._read(text)
        fingerprint = self._get_fingerprint(blob)
        # Accounts have no rights here; whose key it is this method says.
        keys_sudo = self.sudo()
        mine = [("user_id", "=", user.id)]
        if keys_sudo.search_count(mine) >= KEYS_MOST:
            raise UserError(self.env._("Remove a key you no longer use first."))
        if keys_sudo.search_count([*mine, ("fingerprint", "=", fingerprint)]):
            raise UserError(self.env._("This key is in the list already."))
        return keys_sudo.create(
            {
                "name": (name or comment or kind)[:80],
                "user_id": user.id,
                "kind": kind,
                "fingerprint": fingerprint,
            }
        )

    @api.model
    def _read(self, text):
        """Return kind, bytes and comment of a public key in OpenSSH's format."""
        if "PRIVATE KEY" in text:
            raise UserError(
                self.env._(
                    "This is the private key: it is yours alone. Paste the public."
                )
            )
        words = text.split(None, 2)
        if len(words) < 2 or words[0] not in KINDS:
            raise UserError(
                self.env._("Paste the public key as one line: ssh-ed25519 AAAA… name.")
            )
        try:
            blob = base64.b64decode(words[1], validate=True)
        except (ValueError, binascii.Error):
            blob = b""
        kind = words[0].encode()
        if not blob.startswith(len(kind).to_bytes(4, "big") + kind) or len(blob) < 40:
            raise UserError(
                self.env._("The key is not whole. Copy the line once more.")
            )
        if words[0] == "ssh-rsa" and len(blob) < RSA_LEAST:
            raise UserError(self.env._("Use an RSA key of 2048 bits or more."))
        comment = words[2].strip() if len(words) > 2 else ""
        return words[0], blob, comment

    @api.model
    def _get_fingerprint(self, blob):
        digest = base64.b64encode(hashlib.sha256(blob).digest()).decode()
        return f"SHA256:{digest.rstrip('=')}"

    @api.model
    def _find_user(self, login, blob):
        """Return the account ``login`` if the key is one of its own, else none."""
        key = self.search(
            [
                ("user_id.login", "=", login.strip().lower()),
                ("fingerprint", "=", self._get_fingerprint(blob)),
            ],
            limit=1,
        )
        key.date_used = fields.Datetime.now()
        return key.user_id

    @api.model
    def _get_own(self, user):
        """Return the keys of ``user`` as plain values."""
        # Accounts have no rights here; these are the reader's own.
        keys_sudo = self.sudo().search([("user_id", "=", user.id)])
        return [
            {
                "id": key.id,
                "name": key.name,
                "kind": key.kind,
                "fingerprint": key.fingerprint,
                "date_used": key.date_used,
            }
            for key in keys_sudo
        ]

    def _remove_by(self, user):
        """Remove keys of ``user``; those of others are not his to see."""
        # Accounts have no rights here; whose keys go is asked below.
        self.sudo().exists().filtered(lambda key: key.user_id == user).unlink()
