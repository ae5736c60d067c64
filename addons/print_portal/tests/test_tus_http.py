import base64
import hashlib
import io
import json
import threading
from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..controllers.tus import SMALL
from ..filestore import Store, Upload
from .common import PrintPortalCommon
from .files_common import PDF, FilesMixin

LOGGER = "odoo.addons.print_portal.models.print_stored_mixin"
HERE = "/my/print/tus"
SIZE = len(PDF)


@tagged("post_install", "-at_install")
class TestTusHttp(FilesMixin, PrintPortalCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(self.ivanova.login, self.ivanova.login)

    def _call(self, method, path=HERE, body=None, metadata=None, **headers):
        """Send one request of the protocol; return the answer.

        :param metadata: as text
        :param headers: with _ for -
        """
        sent = {"Tus-Resumable": "1.0.0"}
        sent |= {name.replace("_", "-"): str(value) for name, value in headers.items()}
        if metadata:
            sent["Upload-Metadata"] = ",".join(
                f"{name} {base64.b64encode(value.encode()).decode()}"
                for name, value in metadata.items()
            )
        if body is not None:
            sent.setdefault("Content-Type", "application/offset+octet-stream")
        return self.opener.request(
            method, self.base_url() + path, data=body, headers=sent
        )

    def _begin(self, size=SIZE, body=None, **metadata):
        answer = self._call(
            "POST",
            body=body,
            metadata={"filename": "cover.pdf"} | metadata,
            Upload_Length=size,
        )
        self.assertEqual(answer.status_code, 201, answer.text)
        return answer

    def _files(self):
        return self.files.search([("partner_id", "=", self.poligraf.id)])

    def _uploads(self):
        return self.env["print.upload"].search([("partner_id", "=", self.poligraf.id)])

    def test_a_sender_learns_what_is_known_here(self):
        answer = self._call("OPTIONS")
        self.assertEqual(answer.status_code, 204)
        self.assertEqual(answer.headers["Tus-Version"], "1.0.0")
        self.assertIn("termination", answer.headers["Tus-Extension"])
        self.assertNotIn("Access-Control-Allow-Origin", answer.headers)

    def test_a_file_comes_in_pieces_and_is_the_clients(self):
        name = "Визитка №1.pdf"
        place = self._begin(filename=name, folder="2026/Обложки").headers["Location"]
        self.assertTrue(place.startswith(f"{HERE}/"))
        first = self._call("PATCH", place, PDF[:6000], Upload_Offset=0)
        self.assertEqual(first.status_code, 204)
        self.assertEqual(first.headers["Upload-Offset"], "6000")
        self.assertIn("Upload-Expires", first.headers)
        self.assertNotIn("Print-File", first.headers)
        look = self._call("HEAD", place)
        self.assertEqual(look.status_code, 200)
        self.assertEqual(look.headers["Upload-Offset"], "6000")
        self.assertEqual(look.headers["Upload-Length"], str(len(PDF)))
        self.assertEqual(look.headers["Cache-Control"], "no-store")
        self.assertFalse(self._files())
        last = self._call("PATCH", place, PDF[6000:], Upload_Offset=6000)
        self.assertEqual(last.headers["Upload-Offset"], str(len(PDF)))
        file = self._files()
        told = json.loads(last.headers["Print-File"])
        self.assertEqual((told["id"], told["name"]), (file.id, name))
        self.assertEqual(told["folder"], "2026/Обложки")
        self.assertEqual(file.checksum, hashlib.sha256(PDF).hexdigest())
        self.assertEqual((file.state, file.user_id), ("settled", self.ivanova))
        again = self._call("HEAD", place)
        self.assertEqual(json.loads(again.headers["Print-File"])["id"], file.id)

    def test_a_small_file_comes_with_its_beginning(self):
        answer = self._begin(body=PDF)
        self.assertEqual(answer.headers["Upload-Offset"], str(len(PDF)))
        self.assertEqual(
            json.loads(answer.headers["Print-File"])["id"], self._files().id
        )

    def test_whoever_did_not_hear_the_answer_begins_again_and_has_one_file(self):
        for body in (PDF[:5000], PDF, PDF):
            answer = self._begin(body=body, key="0815")
        self.assertEqual(len(self._uploads()), 1)
        self.assertEqual(answer.headers["Upload-Offset"], "5000")
        place = answer.headers["Location"]
        self._call("PATCH", place, PDF[5000:], Upload_Offset=5000)
        answer = self._begin(body=PDF, key="0815")
        self.assertEqual(answer.headers["Location"], place)
        self.assertIn("Print-File", answer.headers)
        self.assertEqual(len(self._files()), 1)

    def test_other_bytes_than_the_next_ones_are_refused(self):
        place = self._begin(body=PDF[:5000]).headers["Location"]
        for offset in (0, 4999, 5001):
            answer = self._call("PATCH", place, PDF[5000:], Upload_Offset=offset)
            self.assertEqual(answer.status_code, 409)
        self.assertEqual(self._call("HEAD", place).headers["Upload-Offset"], "5000")

    def test_a_server_that_died_before_the_end_is_forgiven(self):
        """All bytes are here, and nobody made them a file."""
        place = self._begin().headers["Location"]
        upload = self._uploads()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            upload._append(0, io.BytesIO(PDF))
            upload._finish()
            raise ZeroDivisionError
        answer = self._call("HEAD", place)
        self.assertEqual(
            json.loads(answer.headers["Print-File"])["id"], self._files().id
        )
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_a_request_that_is_run_again_is_one_file(self):
        """Odoo does so after a serialization failure, when the body has been read."""
        upload, times = self.registry["print.upload"], []
        finish = upload._finish

        def fails_once(record, *args, **options):
            file = finish(record, *args, **options)
            times.append(file)
            if len(times) == 1:
                raise ConcurrencyError
            return file

        with (
            patch.object(upload, "_finish", fails_once),
            patch("odoo.service.model.time.sleep"),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            answer = self._begin(body=PDF)
        self.assertEqual(len(times), 2)
        self.assertIn("Print-File", answer.headers)
        self.assertEqual(len(self._files()), 1)

    def test_a_slow_sender_is_not_taken_for_a_request_that_hangs(self):
        """The threaded server restarts itself under a request over its time limit."""
        write, seen = Upload.write, []

        def watched(upload, data):
            seen.append(threading.current_thread().start_time)
            return write(upload, data)

        large = bytes(SMALL + 1)
        with patch.object(Upload, "write", watched):
            place = self._begin(len(large)).headers["Location"]
            self._call("PATCH", place, large, Upload_Offset=0)
        self.assertEqual(set(seen), {None})
        self.assertEqual(self._files().size, len(large))

    def test_giving_up(self):
        place = self._begin(body=PDF[:5000]).headers["Location"]
        self.assertEqual(self._call("DELETE", place).status_code, 204)
        self.assertEqual(self._call("HEAD", place).status_code, 404)
        answer = self._call("PATCH", place, PDF[5000:], Upload_Offset=5000)
        self.assertEqual(answer.status_code, 404)
        self.assertIn("Upload the file again", answer.text)
        self.assertFalse(self._uploads())

    def test_giving_up_after_the_end_leaves_the_file(self):
        place = self._begin(body=PDF).headers["Location"]
        self.assertEqual(self._call("DELETE", place).status_code, 204)
        self.assertEqual(len(self._files()), 1)

    def test_bytes_that_changed_on_their_way_are_not_taken(self):
        place = self._begin().headers["Location"]
        piece = PDF[:5000]
        for algorithm in ("sha1", "sha256"):
            right = base64.b64encode(hashlib.new(algorithm, piece).digest()).decode()
            answer = self._call(
                "PATCH",
                place,
                piece[:-1] + b"?",
                Upload_Offset=0,
                Upload_Checksum=f"{algorithm} {right}",
            )
            self.assertEqual(answer.status_code, 460)
        self.assertEqual(self._call("HEAD", place).headers["Upload-Offset"], "0")
        answer = self._call(
            "PATCH", place, piece, Upload_Offset=0, Upload_Checksum=f"sha256 {right}"
        )
        self.assertEqual(answer.headers["Upload-Offset"], "5000")
        for wrong in ("md4 x", "x", "sha1"):
            answer = self._call(
                "PATCH", place, piece, Upload_Offset=5000, Upload_Checksum=wrong
            )
            self.assertIn(answer.status_code, (400, 460))

    def test_refusals_are_sentences_with_a_fitting_status(self):
        for metadata, words in [
            ({"filename": ".."}, "Rename the file"),
            ({"filename": "a/b"}, "Rename the file"),
            ({}, "Give the file a name"),
            ({"filename": "x", "folder": "../8"}, "Rename the file"),
        ]:
            answer = self._call("POST", metadata=metadata, Upload_Length=1)
            self.assertEqual(answer.status_code, 400)
            self.assertIn(words, answer.text)
        answer = self._call("POST", Upload_Metadata="filename @", Upload_Length=1)
        self.assertEqual(answer.status_code, 400)
        not_text = base64.b64encode("Визитка".encode("cp1251")).decode()
        answer = self._call(
            "POST", Upload_Metadata=f"filename {not_text}", Upload_Length=1
        )
        self.assertIn("Rename the file", answer.text)
        for length in ("", "-1", "x", "1e3", "٣", "9" * 30):
            answer = self._call(
                "POST",
                metadata={"filename": "x"},
                Upload_Length=length.encode().decode("latin-1"),
            )
            self.assertEqual(answer.status_code, 400, length)
        self._set_param("files_quota_gb", "0.000001")
        answer = self._call("POST", metadata={"filename": "x"}, Upload_Length=9999)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("Delete files", answer.text)
        self._set_param("files_quota_gb", False)
        with patch.object(Store, "free", lambda store: 0), mute_logger(LOGGER):
            answer = self._call("POST", metadata={"filename": "x"}, Upload_Length=1)
        self.assertEqual(answer.status_code, 507)
        self.assertFalse(self._uploads())

    def test_another_protocol_is_turned_away(self):
        place = self._begin().headers["Location"]
        for method, path in [("POST", HERE), ("HEAD", place), ("DELETE", place)]:
            answer = self._call(method, path, Tus_Resumable="0.2.2", Upload_Length=1)
            self.assertEqual(answer.status_code, 412)
            self.assertEqual(answer.headers["Tus-Version"], "1.0.0")
        answer = self._call("PATCH", place, PDF, Upload_Offset=0, Content_Type="text/x")
        self.assertEqual(answer.status_code, 415)
        answer = self._call("PATCH", place, PDF)
        self.assertEqual(answer.status_code, 400)

    def test_a_stranger_finds_no_upload_and_begins_none(self):
        place = self._begin(body=PDF[:10]).headers["Location"]
        for user in (self.rival, self.buh, self.stranger, None):
            self.authenticate(user and user.login, user and user.login)
            calls = [
                self._call("HEAD", place),
                self._call("PATCH", place, b"x", Upload_Offset=10),
                self._call("DELETE", place),
            ]
            self.assertLessEqual({call.status_code for call in calls}, {403, 404})
        answer = self._call("POST", metadata={"filename": "x"}, Upload_Length=1)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("Log in again", answer.text)
        self.assertEqual(self._uploads().received, 10)

    def test_a_client_of_one_office_uploads_for_his_branch_alone(self):
        self.authenticate(self.prepress.login, self.prepress.login)
        answer = self._call("POST", metadata={"filename": "x"}, Upload_Length=1)
        self.assertEqual(answer.status_code, 403)
