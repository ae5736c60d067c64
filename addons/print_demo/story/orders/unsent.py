"""What is not ordered yet: baskets, and what a client asks for."""

from ..artwork import Artwork
from .order import Job, Order, on

UNSENT = [
    Order(
        "guide",
        "trame",
        (
            Job(
                "prepress",
                "Mise en page du guide, 16 pages",
                {
                    "files_later": True,
                    "works": ["re_layout"],
                    "pages": 16,
                    "allowed_changes": "Les cartes et leurs légendes.",
                },
            ),
        ),
        (on(1, "12:15", "quote", prices={0: 145.0}),),
    ),
    Order(
        "regatta",
        "ivanova.poligraf",
        (
            Job(
                "wide_format",
                "Баннеры «Регата», 20 штук",
                {
                    "finished_width": 3000,
                    "finished_height": 1500,
                    "copies": 20,
                    "media": "frontlit_440",
                },
                (
                    Artwork(
                        "Regata_banner_3x1.5.pdf",
                        "Регата",
                        width_mm=3000,
                        height_mm=1500,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(1, "10:35", "fill"),
            on(
                1,
                "10:50",
                "ask_approval",
                comment="Нужно к открытию регаты, 12 числа. Больше моего лимита.",
            ),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-136"},
    ),
    Order(
        "calendar",
        "ivanova.poligraf",
        (
            Job(
                "ctp_plates",
                "Календарь-домик, 13 листов",
                {"plate_format": "745x605", "signatures": 2},
                (
                    Artwork(
                        "Kalendar_domik.pdf",
                        "Календарь",
                        width_mm=210,
                        height_mm=100,
                        pages=13,
                    ),
                ),
            ),
            Job(
                "digital_proof",
                "Календарь-домик, цветопроба",
                {"format": "A4_plus", "pages": 2},
                (
                    Artwork(
                        "Kalendar_proba.pdf",
                        "Календарь",
                        width_mm=210,
                        height_mm=100,
                        pages=2,
                    ),
                ),
            ),
        ),
        (on(1, "17:20", "fill"),),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-137"},
    ),
    Order(
        "vouchers",
        "reklama",
        (
            Job(
                "design",
                "Подаръчни ваучери, три размера",
                {"product_kind": "flyer", "finished_format": "euro", "pages": 6},
            ),
        ),
        (on(1, "15:05", "fill"),),
    ),
    Order(
        "bookmarks",
        "hillside",
        (),
        (
            on(
                1,
                "16:40",
                "ask",
                comment="Bookmarks for the spring fair: 500 pieces, rounded corners,"
                " one side in colour. What would they cost?",
                phone="+44 20 7946 0857",
            ),
        ),
    ),
]
