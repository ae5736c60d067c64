from odoo import models
from odoo.fields import Domain

SHELVED_MOST = 100  # orders shown as folders, the newest
READY_MOST = 1000  # files put out that are shown, the newest


def _get_order(file):
    return file.outgoing_job_id.order_id


class ResUsers(models.Model):
    """What an account sees at the file server."""

    _inherit = "res.users"

    def _get_ftp_who(self, client):
        """Return what the file server has to know of this account, as plain values.

        :param client: whose folder it enters
        """
        self.ensure_one()
        files = self.env["print.file"]
        return {
            "user": self.id,
            "login": self.login,
            "client": client.id,
            "room": files._room(client),
            "note": files._get_sender_values(client, self, None, "ftp"),
            "is_reader": self._is_internal(),
        }

    def _get_ftp_shelves(self, client):
        """Return what belongs to the orders of this account, as plain values.

        :param client: whose folder it is in
        :return: a list of ``{"path", "files": [(name, path, size, seconds)],
            "is_open", "mtime"}``; open where the order waits for files
        """
        self.ensure_one()
        made = client.create_date.timestamp()
        # They are there before anything is in them: programs are told to look there.
        places = [
            {"path": path, "files": [], "is_open": False, "mtime": made}
            for path in ("/orders", "/ready")
        ]
        return places + self._get_ftp_orders(client) + self._get_ftp_ready(client)

    def _get_ftp_orders(self, client):
        if self._is_internal():
            orders = self._get_ftp_orders_of(client)
            waiting = orders.browse()  # staff put files on orders in the back office
        else:
            # As the account itself: what it may not see has no folder.
            own = self.env["sale.order"].with_user(self)
            domain = Domain("is_basket", "=", False)
            domain &= Domain("print_job_ids", "!=", False)
            orders = own.search(domain, limit=SHELVED_MOST, order="id desc")
            waiting = own.env["print.file"]._get_waiting_jobs().order_id
        shelves = []
        for order in orders:
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

    def _get_ftp_orders_of(self, client):
        """Return the newest orders of a client whose jobs this member of staff sees.

        Who works on jobs may not read orders: they come as superuser.
        """
        jobs = self.env["print.job"].with_user(self)
        of_client = Domain("partner_id.print_client_id", "=", client.id)
        found = jobs.search(of_client, limit=SHELVED_MOST, order="order_id desc")
        return found.sudo().order_id

    def _get_ftp_ready(self, client):
        """Return the shelves with what we have put out for orders of this account."""
        files = self.env["print.file"].with_user(self)
        domain = files._get_ready_domain() & Domain("partner_id", "=", client.id)
        put_out = files.search(domain, limit=READY_MOST)
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
        """Return what is to be told an account of a client about files, beside them.

        Who checks files says it by super.

        :return: a list of ``(path, content, seconds)``: of the file as this account
            sees it, bytes
        """
        return []

    def _get_ftp_hidden(self, client):
        """Return the paths in a client's folder that this account does not see there.

        Files of other branches, and what we have put out: it stands on a shelf.
        """
        self.ensure_one()
        put_out = self._get_ftp_put_out(client)
        if self._is_internal():
            return put_out
        return self._get_ftp_of_others(client) + put_out

    def _get_ftp_put_out(self, client):
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

    def _get_ftp_of_others(self, client):
        """Return the files of other branches; most clients have none, and nothing is
        asked then."""
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
