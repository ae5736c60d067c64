"""Run in ``odoo shell`` by test_accounts: a client with as many sub-accounts as asked.

``BENCH_ACCOUNTS`` names how many; those that are there already count.
"""

import os

env = env  # noqa: F821, PLW0127 - the shell's own
client = env["res.partner"].search([("client_code", "=", os.environ["BENCH_CLIENT"])])
there = env["res.users"].search_count(
    [("commercial_partner_id", "=", client.id), ("partner_id", "!=", client.id)]
)
numbers = range(there, int(os.environ["BENCH_ACCOUNTS"]))
contacts = env["res.partner"].create(
    [
        {
            "name": f"Colleague {number:04}",
            "email": f"c{number:04}@bench.example",
            "parent_id": client.id,
        }
        for number in numbers
    ]
)
# As the one door for accounts makes them; it takes one contact at a time.
rights = {"can_submit": True, "order_limit": 500}
portal = env.ref("base.group_portal")
env["res.users"].with_context(no_reset_password=True).create(
    [
        {
            "partner_id": contact.id,
            "login": contact._print_login(f"c{number:04}"),
            "group_ids": [(6, 0, portal.ids)],
            "lang": contact.lang,
            **rights,
        }
        for number, contact in zip(numbers, contacts, strict=True)
    ]
)
env.cr.commit()
print("ACCOUNTS MADE")
