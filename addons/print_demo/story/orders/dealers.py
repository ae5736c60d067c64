"""Orders of dealers: from a paid one to one to be accepted, and a basket."""

from .order import Order, on

DEALERS = [
    Order(
        "dealer_paid",
        "maria.matprint",
        (),
        (
            on(24, "09:35", "send"),
            on(24, "11:20", "confirm"),
            on(21, "15:10", "deliver"),
            on(21, "16:00", "invoice"),
            on(9, "10:15", "pay"),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "МП-2041"},
        {"CH-RG-20": 2, "CH-FIN-10": 4, "PP-610-30": 1},
    ),
    Order(
        "dealer_open",
        "maria.matprint",
        (),
        (
            on(12, "10:40", "send"),
            on(12, "13:05", "confirm"),
            on(9, "14:30", "deliver"),
            on(9, "15:45", "invoice"),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "МП-2063"},
        {"BB-150": 5, "LM-75": 4},
    ),
    Order(
        "dealer_started",
        "maria.matprint",
        (),
        (on(3, "11:15", "send"), on(3, "14:20", "confirm", due=-1)),
        {"carrier": "carrier_bulgaria", "client_order_ref": "МП-2080"},
        {"CH-IPA-25": 4, "CH-COR-05": 10},
    ),
    Order(
        "dealer_split",
        "maria.matprint",
        (),
        (
            on(5, "09:20", "send"),
            on(5, "10:45", "confirm", due=-2),
            on(3, "15:30", "deliver", places=["Склад Варна"]),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "МП-2076"},
        {"PL-510-30": 200, "CH-FIN-10": 6, "PM-A3-100": 2},
        {
            "Склад Пловдив": {"PL-510-30": 100, "CH-FIN-10": 2},
            "Склад Варна": {"CH-FIN-10": 3, "PM-A3-100": 2},
        },
    ),
    Order(
        "dealer_new",
        "maria.matprint",
        (),
        (on(1, "16:05", "send"),),
        {"carrier": "carrier_bulgaria", "client_order_ref": "МП-2087"},
        {"CH-FS-20": 3, "LM-75": 2},
    ),
    Order(
        "dealer_changed",
        "maria.copyline",
        (),
        (
            on(2, "10:50", "send"),
            on(
                2,
                "15:25",
                "change",
                quantities={"BB-150": 6},
                note="Il nous reste six rouleaux\N{NO-BREAK SPACE}; les autres arrivent"
                " dans dix jours.",
            ),
        ),
        {"client_order_ref": "CL-518"},
        {"BB-150": 8},
    ),
    Order(
        "dealer_limit",
        "maria.copyline",
        (),
        (on(1, "09:50", "send"),),
        {"client_order_ref": "CL-521"},
        {"BB-150": 12},
    ),
    Order(
        "dealer_refused",
        "maria.matprint",
        (),
        (
            on(6, "12:30", "send"),
            on(
                6,
                "13:15",
                "refuse",
                reason="order_mistaken",
                note="Същото е поръчано вече с МП-2063.",
            ),
        ),
        {"client_order_ref": "МП-2071"},
        {"LM-75": 4},
    ),
    Order(
        "dealer_basket",
        "maria.copyline",
        (),
        (on(1, "11:30", "fill"),),
        {},
        {"PP-914-30": 2, "CH-RG-20": 1},
    ),
]
