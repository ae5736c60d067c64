"""The file server of the demo shop, with a certificate of its own making."""

import subprocess
from contextlib import contextmanager

from . import odoo, process
from .say import Trouble

# Self-signed: programs ask once whether to trust it.
CERTIFICATE = """
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "localhost")])
begin = datetime.datetime(2026, 1, 1)
certificate = (
    x509.CertificateBuilder()
    .subject_name(name).issuer_name(name).public_key(key.public_key())
    .serial_number(x509.random_serial_number())
    .not_valid_before(begin).not_valid_after(begin.replace(year=2046))
    .add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
    )
    .sign(key, hashes.SHA256())
)
pem = serialization.Encoding.PEM
with open(sys.argv[1], "wb") as file:
    file.write(certificate.public_bytes(pem))
    file.write(key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))
"""


@contextmanager
def serving(ready, database, ftp_port, sftp_port, environ):
    """Serve the files of ``database`` while the block runs; its log is named ``ftp``.

    :param ready: the ``odoo.Odoo`` that serves it too
    """
    folder = ready.state / "ftp"
    certificate = folder / "certificate.pem"
    if not certificate.is_file():
        folder.mkdir(exist_ok=True)
        process.output([ready.python.exe, "-c", CERTIFICATE, certificate])
        certificate.chmod(0o600)
    log = ready.state.log("ftp")
    log.parent.mkdir(exist_ok=True)
    argv = ready.command(
        *("print_ftp", "-d", database, "--certificate", certificate),
        *("--host-key", folder / "host_key"),
        *("--ftp-port", ftp_port, "--sftp-port", sftp_port),
    )
    with (
        log.open("w") as file,
        process.child(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=environ,
        ) as child,
    ):
        _wait(child, (ftp_port, sftp_port), log)
        yield child


def _wait(child, ports, log):
    for port in ports:
        if not odoo.answers(child, port):
            raise Trouble(f"{process.tail(log)}\nThe file server did not start: {log}.")
