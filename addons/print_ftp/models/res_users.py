from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.fields import Domain

SHELVED_MOST = 100  # orders shown as folders, the newest


class ResUsers(models.Model):
    """What an account may do at the file server."""

    _inherit = "res.users"

    @api.model
    def _ftp_authenticate(self, login, password, address):
        """Return the account that logs in at the file server.

        :raise AccessDenied: also for whoever has no folder there
        """
        self._check_ftp_open()
        user = self._print_authenticate(login, password, address)
        user._check_ftp()
        return user

    def _check_ftp_open(self):
        """Refuse everybody in a copy for trials: see ``data/neutralize.sql``."""
        # Settings are not for accounts to read.
        if self.env["ir.config_parameter"].sudo().get_param("print_ftp.is_closed"):
            raise AccessDenied(self.env._("This is a copy for trials."))

    @api.model
    def _ftp_find_by_key(self, login, blob):
        """Return the account that logs in by one of its keys, or none.

        :param bytes blob: of the public key whose owner it is
        """
        self._check_ftp_open()
        user = self.env["print.ftp.key"]._find_user(login, blob)
        is_welcome = user.active and not user._is_internal() and user._print_client()
        return user if is_welcome else self.browse()

    def _check_ftp(self):
        """Refuse whoever has no folder: staff put files on orders in the back office.

        In the same words as a wrong password: who exists is nobody's business.
        """
        if self._is_internal() or not self._print_client():
            raise AccessDenied(self.env._("Wrong login or password"))

    def _get_ftp_who(self):
        """Return what the file server has to know of this account, as plain values."""
        self.ensure_one()
        client, files = self._print_client(), self.env["print.file"]
        return {
            "user": self.id,
            "login": self.login,
            "client": client.id,
            "room": files._room(client),
            "note": files._get_sender_values(client, self, None, "ftp"),
        }

    def _get_ftp_shelves(self):
        """Return what belongs to the orders of this account, as plain values.

        :return: a list of ``{"path", "files": [(name, path, size, seconds)], "note",
            "mtime"}``; ``note`` only where the order waits for files
        """
        self.ensure_one()
        # As the account itself: what it may not see has no folder.
        orders = self.env["sale.order"].with_user(self)
        domain = Domain("is_basket", "=", False) & Domain("print_job_ids", "!=", False)
        shelves = []
        for order in orders.search(domain, limit=SHELVED_MOST, order="id desc"):
            artwork = order.print_job_ids._get_current_artwork()
            # Where bytes lie is nobody's business but ours.
            held = [
                (each.name, each.path, each.size, each.create_date.timestamp())
                for each in artwork.sudo()
            ]
            path, mtime = f"/orders/{order.name}", order.write_date.timestamp()
            base = {"path": path, "files": held, "note": None, "mtime": mtime}
            shelves.append(base)
            waiting = order.print_job_ids.filtered(
                lambda job: job.awaited_from == "client"
            )
            if waiting:
                note = {"ftp_order_id": order.id}
                missing = {"path": f"{path}/missing", "files": [], "note": note}
                shelves.append(base | missing)
        return shelves

    def _get_ftp_hidden(self):
        """Return the paths in the client's folder that this account does not see.

        Those of other branches; most clients have none, and nothing is asked then.
        """
        self.ensure_one()
        client = self._print_client()
        domain = Domain("partner_id", "=", client.id)
        of_branches = self.env["print.file"].search(
            domain & Domain("branch_id", "!=", False), limit=1
        )
        if not of_branches and not self._print_buyer() - client:
            return []
        files = self.env["print.file"]
        seen = files.with_user(self).search(domain)
        hidden = files.search(domain & Domain("id", "not in", seen.ids))
        return [file._get_ftp_path() for file in hidden]
