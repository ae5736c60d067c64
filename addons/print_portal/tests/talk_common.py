from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon


class TalkMixin:
    """Things said at an order, by whom and for whom."""

    MESSAGE, NOTE = "mail.mt_comment", "mail.mt_note"

    def _say(self, record, user, text, subtype=MESSAGE, **values):
        """Return a message that ``user`` writes in the back office."""
        return record.with_user(user).message_post(
            body=text, message_type="comment", subtype_xmlid=subtype, **values
        )

    def _read_talk(self, order, account, page=1):
        """Return what ``account`` reads of a page of the discussion, newest first."""
        talk = order.with_user(account)._get_talk_values(account, page)
        return [
            str(entry.get("body") or entry.get("text")) for entry in talk["entries"]
        ]


class TalkCase(TalkMixin, FilesMixin, PrintOrdersCommon):
    """Orders at which client and staff talk."""
