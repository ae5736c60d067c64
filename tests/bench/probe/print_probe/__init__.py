"""Each answer of the server tells what it cost: loaded server-wide, never installed.

``X-Cost: queries=12 sql_ms=3.1 cpu_ms=8.2``, where ``cpu_ms`` is the time of the
processor that the thread in Python took, without that of PostgreSQL. Logging in, which
takes it half a second by design and is the same for all, costs nothing here.
"""

import threading
import time

from odoo import http


def post_load():
    from odoo.addons.base.models import res_users  # once there is an environment

    res_users.MIN_ROUNDS = 1
    answer = http.Application.__call__

    def __call__(self, environ, start_response):
        thread, began = threading.current_thread(), time.thread_time()

        def start(status, headers, exc_info=None):
            cost = (
                f"queries={getattr(thread, 'query_count', 0)}"
                f" sql_ms={1000 * getattr(thread, 'query_time', 0):.2f}"
                f" cpu_ms={1000 * (time.thread_time() - began):.2f}"
            )
            return start_response(status, [*headers, ("X-Cost", cost)], exc_info)

        return answer(self, environ, start)

    http.Application.__call__ = __call__
