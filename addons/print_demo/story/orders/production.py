"""Orders in production, at every station of it."""

from ..artwork import Artwork
from .order import Job, Order, on

PRODUCTION = [
    Order(
        "covers",
        "hillside",
        (
            Job(
                "film_output",
                "Foil-stamped covers, films",
                {
                    "purpose": "foil_stamp",
                    "inks": ["Foil"],
                    "finished_width": 320,
                    "finished_height": 240,
                    "pages": 6,
                },
                (
                    Artwork(
                        "Foil_covers_separations.pdf",
                        "Foil-stamped covers",
                        width_mm=320,
                        height_mm=240,
                        pages=6,
                        spot="Foil",
                    ),
                ),
            ),
        ),
        (
            on(8, "11:35", "send"),
            on(8, "13:00", "confirm", due=3),
            on(7, "10:10", "prepress"),
            on(
                7,
                "10:20",
                "note",
                note_finishing="Collate in six sets, interleave with tissue.",
                note_production="Emulsion side down, reading right from the back.",
            ),
            on(
                7,
                "10:25",
                "comment",
                who="prepress",
                text="Page 4 has no foil at all: is that meant?",
            ),
            on(
                7,
                "11:05",
                "comment",
                who="hillside",
                text="Yes, page 4 is the blank back cover.",
            ),
            on(
                6,
                "15:10",
                "comment",
                who="prepress",
                text="Register marks moved 5 mm outwards for the new cutter.",
                audience="staff",
            ),
            on(6, "15:20", "output"),
            on(5, "10:45", "quality"),
            on(
                4,
                "09:55",
                "say",
                who="prepress",
                text="The varnish needs films of its own: nine instead of six.",
            ),
            on(
                4,
                "10:00",
                "facts",
                made_quantity=9,
                deviation_cause="Production",
                deviation_note="The varnish needs films of its own: nine, not six.",
            ),
            on(4, "10:05", "final"),
        ),
        {"carrier": "carrier_sofia", "client_order_ref": "HB-0101"},
    ),
    Order(
        "windows",
        "reklama",
        (
            Job(
                "wide_format",
                "Стикери за витрини, 25 броя",
                {
                    "finished_width": 400,
                    "finished_height": 600,
                    "copies": 25,
                    "media": "vinyl_poly",
                    "cut_line": "kiss",
                },
                (
                    Artwork(
                        "Stikeri_vitrini.pdf",
                        "Есенно намаление",
                        width_mm=400,
                        height_mm=600,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(9, "14:10", "send"),
            on(9, "15:25", "confirm", due=2),
            on(7, "09:30", "output"),
            on(5, "10:00", "finishing"),
            on(1, "11:20", "quality"),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "РЕ-2231"},
    ),
    Order(
        "bookfair",
        "hillside",
        (
            Job(
                "wide_format",
                "Book fair banners, 3 pieces",
                {
                    "finished_width": 2000,
                    "finished_height": 1000,
                    "copies": 3,
                    "media": "frontlit_440",
                    "edge_top": "hem_glued",
                    "edge_right": "hem_glued",
                    "edge_bottom": "hem_glued",
                    "edge_left": "hem_glued",
                    "eyelets": "corners",
                },
                (
                    Artwork(
                        "Book_fair_banner_2x1.pdf",
                        "Hillside at the fair",
                        width_mm=2000,
                        height_mm=1000,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(6, "10:50", "send"),
            on(6, "12:15", "confirm", due=-1),
            on(
                5,
                "10:05",
                "question",
                who="prepress",
                text="Eyelets every 50 cm instead of 30 hold as well. Do you agree?",
            ),
            on(5, "11:20", "answer", answer="accepted"),
            on(4, "09:40", "output"),
            on(1, "14:15", "finishing"),
        ),
        {"carrier": "carrier_sofia"},
    ),
    Order(
        "sea",
        "ivanova.poligraf",
        (
            Job(
                "ctp_plates",
                "Буклет «Чёрное море», 24 страницы",
                {
                    "plate_format": "510x400",
                    "plate_thickness": "0.30",
                    "signatures": 6,
                },
                (
                    Artwork(
                        "Buklet_chernoe_more_24str.pdf",
                        "Чёрное море",
                        width_mm=148,
                        height_mm=210,
                    ),
                ),
            ),
            Job(
                "digital_proof",
                "Буклет «Чёрное море», цветопроба",
                {"format": "A4_plus", "pages": 3, "copies": 2},
                (
                    Artwork(
                        "Buklet_proba_str_1-7-12.pdf",
                        "Чёрное море",
                        width_mm=148,
                        height_mm=210,
                        pages=3,
                    ),
                ),
            ),
        ),
        (
            on(5, "09:35", "send"),
            on(5, "10:50", "confirm", due=-2),
            on(4, "11:30", "output", job=1),
            on(4, "16:10", "quality", job=1),
            on(3, "09:20", "ready", job=1),
            on(
                3,
                "12:05",
                "say",
                who="ivanova.poligraf",
                text="Цветопроба понравилась, можно выводить пластины.",
            ),
            on(3, "12:40", "say", who="sales", text="Спасибо, выводим завтра с утра."),
            on(2, "09:10", "prepress", job=0),
            on(1, "10:20", "output", job=0),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-131"},
    ),
    Order(
        "medical",
        "trame",
        (
            Job(
                "ctp_plates",
                "Dépliant « Équipement médical »",
                {"plate_format": "525x459", "signatures": 2},
                (
                    Artwork(
                        "Depliant_equipement_medical.pdf",
                        "Équipement médical",
                        width_mm=297,
                        height_mm=210,
                        pages=2,
                    ),
                ),
            ),
        ),
        (
            on(3, "15:40", "send"),
            on(2, "09:25", "confirm", due=-3),
            on(1, "11:00", "prepress"),
            on(
                1,
                "16:40",
                "open_gates",
                reason="The press waits tonight; the client has seen the sheet proof",
            ),
        ),
        {"carrier": "carrier_europe", "client_order_ref": "BC 4533"},
    ),
    Order(
        "tools",
        "reklama",
        (
            Job(
                "ctp_plates",
                "Каталог с инструменти, 64 страници",
                {"plate_format": "1030x790", "signatures": 4},
                (Artwork("Katalog_instrumenti_64.pdf", "Инструменти"),),
            ),
        ),
        (
            on(2, "10:05", "send"),
            on(1, "09:35", "confirm", due=-4),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "РЕ-2240"},
    ),
    Order(
        "salt",
        "hillside",
        (
            Job(
                "design",
                "The Salt Road, cover design",
                {"product_kind": "book", "finished_format": "A5", "concepts": 2},
            ),
            Job(
                "prepress",
                "The Salt Road, imposition of 192 pages",
                {
                    "works": ["imposition"],
                    "imposition": "scheme",
                    "pages": 192,
                    "finished_width": 129,
                    "finished_height": 198,
                    "binding": "SoftCover",
                },
                (Artwork("The_Salt_Road_text.pdf", "The Salt Road"),),
                scheme="Paperback 129 × 198, 16-page signatures",
            ),
        ),
        (
            on(12, "14:20", "quote", prices={0: 280.0, 1: 76.0}),
            on(11, "10:00", "confirm", due=-2),
            on(9, "09:30", "prepress"),
        ),
    ),
]
