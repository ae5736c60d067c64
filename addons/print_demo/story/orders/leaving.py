"""Orders that are made: on their way, or ready to be fetched."""

from ..artwork import Artwork
from .order import Job, Order, on

LEAVING = [
    Order(
        "season",
        "trame",
        (
            Job(
                "ctp_plates",
                "Plaquette de saison, 32 pages",
                {"plate_format": "745x605", "signatures": 4},
                (Artwork("Plaquette_saison_32p.pdf", "Plaquette de saison"),),
            ),
        ),
        (
            on(10, "10:25", "send"),
            on(10, "11:45", "confirm", due=4),
            on(9, "09:30", "prepress"),
            on(6, "14:20", "output"),
            on(5, "11:10", "quality"),
            on(4, "09:40", "final"),
            on(4, "09:45", "ready"),
            on(2, "11:30", "deliver"),
            on(2, "16:00", "invoice"),
        ),
        {"carrier": "carrier_europe", "client_order_ref": "BC 4519"},
    ),
    Order(
        "wedding",
        "petrov",
        (
            Job(
                "press_printing",
                "Сватбени покани, 120 броя",
                {"copies": 120, "finished_format": "A5", "paper": "matt_300"},
                (
                    Artwork(
                        "Pokana_svatba.pdf",
                        "Мила и Калин",
                        width_mm=148,
                        height_mm=210,
                        pages=2,
                    ),
                ),
            ),
        ),
        (
            on(7, "20:14", "send"),
            on(6, "09:15", "confirm", due=2),
            on(6, "10:00", "proof"),
            on(6, "19:40", "decide", who="petrov", decision="approve"),
            on(5, "10:30", "prepress"),
            on(4, "15:00", "output"),
            on(3, "11:00", "finishing"),
            on(2, "10:20", "quality"),
            on(1, "09:10", "ready"),
            on(
                1,
                "09:30",
                "say",
                who="sales",
                text="Поканите са готови, чакат ви до 19 ч.",
            ),
        ),
        {"carrier": "carrier_pickup", "print_payment_method": "cash"},
    ),
]
