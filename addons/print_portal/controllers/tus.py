"""Uploads that go on where they stopped: the tus protocol, version 1.0.0.

The contract, for senders at ``/my/print/tus`` and for add-ons with an address of their
own (see ``TusDoor``)::

    OPTIONS  what we know: extensions creation, creation-with-upload, expiration,
             termination, checksum (sha1, sha256; pieces of 16 MiB at most)
    POST     Upload-Length: bytes; Upload-Metadata, each value in base64:
               filename  as the sender calls it (required)
               folder    "a/b" below the client's folder (optional)
               key       what the sender calls this upload (optional): begun twice with
                         one key, because the answer was lost, it is one upload
             with a body of type application/offset+octet-stream: the first bytes, for a
             small file all of them. Answer 201, Location, Upload-Offset
    HEAD     Upload-Offset, Upload-Length, Upload-Metadata
    PATCH    Upload-Offset, a body of type application/offset+octet-stream, of any size;
             answer 204, Upload-Offset. Every byte that we say is here is durable
    DELETE   gives the upload up; a finished one stays the client's file

Every request but OPTIONS has ``Tus-Resumable: 1.0.0``; no token of a page is asked, for
no foreign page can send that header. Answers have ``Upload-Expires`` while more bytes
are awaited: a week after the last ones. Once all are here, answers of POST, PATCH and
HEAD have ``Print-File``: JSON of ``print.file._portal_values``, in ASCII (its name may
be numbered); that holds for a day.

Refusals are one sentence as plain text: 400 (name, header, length), 403 (logged out),
404 (gone: begin again), 409 (other bytes come next: ask HEAD), 413 (quota), 415, 460
(checksum), 503 and 507 (our disk: wait and ask HEAD). A lost connection loses nothing
that arrived, but a body of 1 MiB or less, or with a checksum, counts only once it is
whole; a second connection may go on at once, the first cannot get in its way. When the
answer to the last bytes does not come, ask HEAD: it finishes the upload.
"""

import base64
import binascii
import hashlib
import hmac
import io
import json
from dataclasses import dataclass, field
from secrets import token_hex
from weakref import WeakKeyDictionary

from werkzeug.http import http_date

from odoo.exceptions import AccessError, UserError
from odoo.http import Controller, request, route

from .raw_body import LOST, raw_body, refusal_status

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
ALGORITHMS = ("sha1", "sha256")
CHECKED_MOST = 16 << 20  # bytes that are held in memory until their checksum is right
SMALL = 1 << 20  # bytes that are here before a transaction has waited for them
OFFER = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,creation-with-upload,expiration,termination,checksum",
    "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
}
# What the routes of every place have in common: those that begin an upload, and those
# that go on with it.
BEGINS = {
    "auth": "public",  # a page of login is no answer to a script
    "website": True,
    "multilang": False,
    "methods": ["OPTIONS", "POST"],
    "csrf": False,  # a header that no foreign page can send takes its place
    "max_content_length": None,
}
GOES_ON = BEGINS | {"methods": ["OPTIONS", "HEAD", "PATCH", "DELETE"]}

# Odoo runs a request again after a serialization failure, when its body has been read:
# it finds the upload that it has begun, and small bodies, here.
_keys = WeakKeyDictionary()
_bodies = WeakKeyDictionary()


@dataclass(frozen=True)
class TusPlace:
    """Who uploads at an address, and where to.

    :param url: of the address; each upload has its own below it
    :param client: in whose folder files arrive
    :param user: the account that sends, or for which a stranger sends
    :param folder: of the client; None leaves it to the sender
    :param values: of fields of ``print.upload`` that are written when it begins; they
        keep uploads of one address from being seen at another
    """

    url: str
    client: object
    user: object
    buyer: object = None
    origin: str = "browser"
    folder: str | None = None
    values: dict = field(default_factory=dict)


class Refusal(Exception):
    """What is wrong with a request, before any model is asked."""

    def __init__(self, status, sentence=""):
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class TusDoor:
    """The protocol, for a controller that says who uploads and where to.

    An address of its own is two routes, both ``auth="public"``, ``csrf=False`` and
    ``max_content_length=None``: the place with OPTIONS and POST, and below it
    ``<string:token>`` with OPTIONS, HEAD, PATCH and DELETE. Both return ``self._tus()``
    with the arguments of their path. What happens to a file that has arrived is the
    business of ``print.upload._on_finish``.
    """

    def _tus_place(self, **path):
        """Return the ``TusPlace`` of the current request.

        :param path: arguments of the route
        :raise AccessError: with the sentence for whoever may not upload here
        """
        raise NotImplementedError

    def _tus_tell(self, file):
        """Return what the sender may know of his file, plain values."""
        return file._portal_values()

    def _tus(self, token=None, **path):
        """Answer one request of the protocol."""
        method = request.httprequest.method
        if method == "OPTIONS":
            return _answer(204, OFFER)
        if request.httprequest.headers.get("Tus-Resumable") != VERSION:
            return _answer(412, {"Tus-Version": VERSION})
        answer = {
            "POST": self._tus_create,
            "HEAD": self._tus_look,
            "PATCH": self._tus_add,
            "DELETE": self._tus_cancel,
        }[method]
        try:
            return answer(self._tus_place(**path), token)
        except Refusal as refusal:
            return _answer(refusal.status, {}, refusal.sentence)
        except UserError as refusal:
            return _answer(refusal_status(refusal), {}, str(refusal))
        except LOST:
            sentence = request.env._("The connection was lost. It goes on by itself.")
            return _answer(400, {}, sentence)

    # --- The methods ---

    def _tus_create(self, place, _token):
        metadata = _read_metadata()
        key = metadata.get("key") or _keys.setdefault(
            request.httprequest, token_hex(16)
        )
        folder = metadata.get("folder", "") if place.folder is None else place.folder
        upload = request.env["print.upload"]._start(
            place.client,
            place.user,
            metadata.get("filename", ""),
            _read_number("Upload-Length"),
            folder=folder,
            origin=place.origin,
            buyer=place.buyer,
            key=key,
            **place.values,
        )
        if _has_body() and not upload.received:
            upload._append(0, _checked_body(), on_ready=_commit())
        headers = {"Location": f"{place.url}/{upload.token}"}
        return _answer(201, headers | self._tus_state(upload))

    def _tus_look(self, place, token):
        upload = self._tus_find(place, token)
        names = {"filename": upload.name, "folder": upload.folder or ""}
        headers = {
            "Upload-Length": str(upload.size),
            "Upload-Metadata": ",".join(
                f"{name} {base64.b64encode(value.encode()).decode()}".rstrip()
                for name, value in names.items()
            ),
        }
        return _answer(200, headers | self._tus_state(upload))

    def _tus_add(self, place, token):
        if request.httprequest.mimetype != BYTES:
            raise Refusal(415)
        offset = _read_number("Upload-Offset")
        upload = self._tus_find(place, token)
        body = _checked_body()
        upload._append(offset, body, on_ready=_commit())
        return _answer(204, self._tus_state(upload))

    def _tus_cancel(self, place, token):
        self._tus_find(place, token)._cancel()
        return _answer(204)

    def _tus_find(self, place, token):
        uploads = request.env["print.upload"]
        upload = uploads._find(token, place.user, **place.values)
        if not upload:
            raise Refusal(404, request.env._("Upload the file again: it is not here."))
        return upload

    def _tus_state(self, upload):
        """Return the headers that say how far an upload is; finish it if it is whole.

        Also when a sender only asks: the server that took his last bytes may have died.
        """
        upload.invalidate_recordset(["received"])
        if upload._is_whole():
            is_small = upload.size <= SMALL
            file = upload._finish(on_ready=None if is_small else request.env.cr.commit)
            return {
                "Upload-Offset": str(upload.size),
                "Print-File": json.dumps(self._tus_tell(file)),
            }
        return {
            "Upload-Offset": str(upload.received),
            "Upload-Expires": http_date(upload.date_expires),
        }


class PrintTus(TusDoor, Controller):
    """An account uploads into the folder of its client."""

    @route("/my/print/tus", **BEGINS)
    def print_tus(self, **kw):
        """Begin an upload."""
        return self._tus()

    @route("/my/print/tus/<string:token>", **GOES_ON)
    def print_tus_upload(self, token, **kw):
        """Go on with an upload, ask how far it is, give it up."""
        return self._tus(token)

    def _tus_place(self, **path):
        user = request.env.user
        if user._is_public():
            raise AccessError(request.env._("Log in again: you were logged out."))
        address = request.env["ir.http"]._get_print_url("/tus")
        return TusPlace(address, user._print_client(), user)


def _answer(status, headers=None, sentence=""):
    """Return an answer of the protocol."""
    fixed = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    if sentence:
        fixed["Content-Type"] = "text/plain; charset=utf-8"
    answer = request.make_response(sentence, [*(fixed | (headers or {})).items()])
    answer.status_code = status
    return answer


def _read_number(name):
    """Return the number that a header must have."""
    value = request.httprequest.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        sentence = request.env._("Upload the file again: %s is missing.", name)
        raise Refusal(400, sentence)
    return int(value)


def _read_metadata():
    """Return what the sender says of the file: names and decoded values."""
    metadata = {}
    header = request.httprequest.headers.get("Upload-Metadata", "")
    for pair in filter(None, map(str.strip, header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            decoded = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            sentence = request.env._("Upload the file again: its name did not arrive.")
            raise Refusal(400, sentence) from error
        # What is no text is refused with the name, in a sentence about it.
        metadata[name] = decoded.decode(errors="surrogateescape")
    return metadata


def _has_body():
    httprequest = request.httprequest
    return bool(httprequest.content_length) and httprequest.mimetype == BYTES


def _is_small():
    length = request.httprequest.content_length
    return length is not None and length <= SMALL


def _commit():
    """Return what ends the transaction before a body that is long in coming."""
    return None if _is_small() else request.env.cr.commit


def _checked_body():
    """Return the body as a stream; one with a checksum only once that is right."""
    header = request.httprequest.headers.get("Upload-Checksum")
    if not header and not _is_small():
        return raw_body(request.httprequest)
    data = _read_body(SMALL if not header else CHECKED_MOST)
    if header:
        _check_sum(data, header)
    return io.BytesIO(data)


def _read_body(most):
    """Return a whole body of at most ``most`` bytes."""
    if (request.httprequest.content_length or 0) > most:
        raise Refusal(413)
    if request.httprequest not in _bodies:
        body = raw_body(request.httprequest)
        pieces = iter(lambda: body.read(most), b"")  # one may be less than is asked for
        _bodies[request.httprequest] = b"".join(pieces)
    return _bodies[request.httprequest]


def _check_sum(data, header):
    algorithm, _space, expected = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Refusal(400)
    found = base64.b64encode(hashlib.new(algorithm, data).digest()).decode()
    if not hmac.compare_digest(found, expected.strip()):
        sentence = request.env._("Send these bytes again: they changed on their way.")
        raise Refusal(460, sentence)
