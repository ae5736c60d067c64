from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.fields import Domain

SHELVED_MOST = 100  # orders shown as folders, the newest
READY_MOST = 1000  # files put out that are shown, the newest


def _get_order(file):
    return file.outgoing_job_id.order_id


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
    def _ftp_authenticate_key(self, login, blob):
        """Return the account that logs in by one of its keys.

        :param bytes blob: of the public key whose owner it is
        :raise AccessDenied: also for whoever has no folder there
        """
        self._check_ftp_open()
        user = self.env["print.ftp.key"]._find_user(login, blob)
        user._check_ftp()
        return user

    def _check_ftp(self):
        """Refuse whoever has no folder: staff put files on orders in the back office.

        In the same words as a wrong password: who exists is nobody's business.
        """
        if not self.active or self._is_internal() or not self._print_client():
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

        :return: a list of ``{"path", "files": [(name, path, size, seconds)],
            "is_open", "mtime"}``; open where the order waits for files
        """
        self.ensure_one()
        return self._get_ftp_orders() + self._get_ftp_ready()

    def _get_ftp_orders(self):
        waiting = self.env["print.file"].with_user(self)._get_waiting_jobs().order_id
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
            base = {"path": path, "files": held, "is_open": False, "mtime": mtime}
            shelves.append(base)
            if order in waiting:
                missing = {"path": f"{path}/missing", "files": [], "is_open": True}
                shelves.append(base | missing)
        return shelves

    def _get_ftp_ready(self):
        """Return the shelves with what we have put out for orders of this account."""
        files = self.env["print.file"].with_user(self)
        put_out = files.search(files._get_ready_domain(), limit=READY_MOST)
        shelves = []
        # Whoever sees such a file sees its order; where bytes lie is our business.
        for order, ready in put_out.sudo().grouped(_get_order).items():
            held = [
                (each.name, each.path, each.size, each.date_received.timestamp())
                for each in ready
            ]
            mtime = max(ready.mapped("date_received")).timestamp()
            path = f"/ready/{order.name}"
            base = {"path": path, "files": held, "is_open": False, "mtime": mtime}
            shelves.append(base)
        return shelves

    def _get_ftp_texts(self):
        """Return what is to be told about files beside them, as plain values.

        Who checks files says it by super.

        :return: a list of ``(path, content, seconds)``: of the file as this account
            sees it, bytes
        """
        return []

    def _get_ftp_hidden(self):
        """Return the paths in the client's folder that this account does not see there.

        Files of other branches, and what we have put out: it stands on a shelf.
        """
        self.ensure_one()
        return self._get_ftp_of_others() + self._get_ftp_put_out()

    def _get_ftp_put_out(self):
        client = self._print_client()
        of_client = Domain("partner_id", "=", client.id)
        put_out = of_client & Domain("outgoing_job_id", "!=", False)
        ours = self.env["print.file"].search(put_out)
        if not ours:
            return []
        # A folder with nothing else in it is none of the client's making.
        known = self.env["print.file"]._read_group(
            of_client & ~put_out, groupby=["folder"]
        )
        used = {folder or "" for (folder,) in known}
        folders = {file.folder for file in ours if file.folder}
        hidden = [
            f"/{folder}"
            for folder in folders
            if not any(each == folder or each.startswith(f"{folder}/") for each in used)
        ]
        return hidden + [file._get_ftp_path() for file in ours]

    def _get_ftp_of_others(self):
        """Return the files of other branches; most clients have none, and nothing is
        asked then."""
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
