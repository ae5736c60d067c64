"""A file server for the folders of clients that never hands over half a file.

Plain Python over pyftpdlib and asyncssh; it knows neither Odoo nor a database. The
store that keeps the bytes, and the gate that knows accounts and orders, come in as
objects.
"""
