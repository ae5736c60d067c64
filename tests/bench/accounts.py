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
for number, contact in zip(numbers, contacts, strict=True):
    contact._create_print_account(f"c{number:04}", can_submit=True, order_limit=500)
env.cr.commit()
print("ACCOUNTS MADE")
