"""What the demo shop mails stays here, to be read."""

import email
import smtplib

from shop import mail


def test_mails_are_kept_as_they_were_sent(tmp_path):
    text = "Subject: Order\r\n\r\n.first dot\r\nКлиент, dès lors\r\n"
    with mail.office(tmp_path / "mails") as port:
        for _twice in range(2):
            with smtplib.SMTP("127.0.0.1", port) as sender:
                sender.sendmail("shop@example.com", ["a@example.com"], text.encode())
    kept = sorted((tmp_path / "mails").iterdir())
    assert len(kept) == 2
    letter = email.message_from_bytes(kept[0].read_bytes())
    assert letter["Subject"] == "Order"
    body = letter.get_payload(decode=True).decode()
    assert body.splitlines() == [".first dot", "Клиент, dès lors"]
