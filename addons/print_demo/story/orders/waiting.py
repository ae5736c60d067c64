"""Orders that wait: for the client, for a price, or because they were stopped."""

from ..artwork import Artwork
from .order import Job, Order, on

WAITING = [
    Order(
        "gallery",
        "petrov",
        (
            Job(
                "wide_format",
                "Плакати за изложба, 12 броя",
                {
                    "finished_width": 700,
                    "finished_height": 1000,
                    "copies": 12,
                    "media": "photo_200",
                    "place": "indoor",
                },
                (
                    Artwork(
                        "Izlozhba_plakati.pdf",
                        "Светлина",
                        width_mm=700,
                        height_mm=1000,
                        pages=4,
                        bleed_mm=10,
                    ),
                ),
            ),
        ),
        (
            on(4, "19:05", "send"),
            on(3, "09:50", "awaiting_payment"),
        ),
        {"carrier": "carrier_sofia", "print_payment_method": "online"},
    ),
    Order(
        "annual",
        "poligraf",
        (
            Job(
                "ctp_plates",
                "Годовой отчёт, обложка",
                {"plate_format": "745x605", "proof_kind": "contract"},
                (
                    Artwork(
                        "Godovoy_otchet_oblozhka.pdf",
                        "Годовой отчёт",
                        width_mm=428,
                        pages=2,
                    ),
                ),
            ),
        ),
        (
            on(4, "13:15", "send"),
            on(
                3,
                "16:40",
                "proof",
                note="Обложка в сборе. Проверьте корешок и логотип на обороте.",
                guest={"name": "Елена Орлова", "email": "orlova@example.org"},
            ),
            on(
                3,
                "16:46",
                "remark",
                who="prepress",
                page=2,
                spot=(68.0, 30.0),
                text="Логотип был в RGB, мы перевели его в CMYK. Этот цвет верен?",
            ),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-133"},
    ),
    # The first proof came back, the second one waits
    Order(
        "catalogue",
        "hillside",
        (
            Job(
                "ctp_plates",
                "Spring catalogue, cover and 8 pages",
                {"plate_format": "745x605", "proof_kind": "layout"},
                (Artwork("Spring_catalogue.pdf", "Spring catalogue"),),
            ),
        ),
        (
            on(4, "11:20", "send"),
            on(4, "15:10", "proof", note="All pages, trimmed as they will be."),
            on(
                3,
                "09:38",
                "remark",
                who="hillside",
                page=3,
                spot=(24.0, 60.0),
                text="The caption is too small, make it 8 pt.",
            ),
            on(
                3,
                "09:41",
                "remark",
                who="hillside",
                page=5,
                spot=(55.0, 22.0),
                text="Can this ground be the same green as on page 1?",
            ),
            on(
                3,
                "09:44",
                "decide",
                who="hillside",
                decision="changes",
                reason="Two things, both marked on the pages.",
            ),
            on(
                2,
                "14:02",
                "renew",
                file=Artwork("Spring_catalogue_2.pdf", "Spring Catalogue"),
            ),
            on(
                2,
                "16:55",
                "settle",
                who="prepress",
                text="The caption is too small",
            ),
            on(2, "17:05", "proof", note="The caption is 8 pt now."),
            on(
                2,
                "17:08",
                "remark",
                who="prepress",
                answers="Can this ground",
                text="It can: the file has 80/30/60/20 there. Shall we change it?",
            ),
            on(
                2,
                "17:10",
                "remark",
                who="prepress",
                page=1,
                spot=(76.0, 80.0),
                text="The logo was RGB. Is this green right?",
            ),
            on(
                2,
                "17:12",
                "remark",
                who="prepress",
                text="Check the black overprint on page 6 before plates.",
                audience="staff",
            ),
        ),
        {"carrier": "carrier_sofia", "client_order_ref": "HB-0101"},
    ),
    Order(
        "menu",
        "trame",
        (
            Job(
                "ctp_plates",
                "Carte du restaurant, 4 volets",
                {"plate_format": "650x550", "proof_kind": "screen"},
                (
                    Artwork(
                        "Carte_restaurant.pdf",
                        "La carte",
                        width_mm=148,
                        pages=4,
                    ),
                ),
            ),
        ),
        (
            on(5, "09:10", "send"),
            on(5, "11:30", "proof"),
            on(
                4,
                "10:05",
                "remark",
                who="trame",
                page=2,
                spot=(40.0, 62.0),
                text="Le prix du menu du jour est bien 24 € ?",
            ),
            on(
                4,
                "10:31",
                "remark",
                who="prepress",
                answers="Le prix",
                text="Oui, c’est ce que dit votre fichier.",
            ),
            on(4, "10:40", "settle", who="trame", text="Le prix"),
            on(4, "10:42", "decide", who="trame", decision="approve"),
            on(4, "11:15", "confirm", due=-2),
        ),
        {"carrier": "carrier_europe", "client_order_ref": "BC 4551"},
    ),
    Order(
        "signs",
        "reklama",
        (
            Job(
                "wide_format",
                "Рекламни табели за паркинга, 8 броя",
                {
                    "finished_width": 600,
                    "finished_height": 900,
                    "copies": 8,
                    "media": "board",
                },
                (
                    Artwork(
                        "Tabeli_parking.pdf",
                        "Паркинг",
                        width_mm=600,
                        height_mm=900,
                        pages=8,
                        bleed_mm=10,
                    ),
                ),
            ),
        ),
        (
            on(6, "09:20", "send"),
            on(6, "10:40", "confirm", due=-1),
            on(
                3,
                "10:10",
                "on_hold",
                reason="stock_out",
                note="Плоскостите идват от склада във Виена след два дни.",
            ),
        ),
        {"carrier": "carrier_bulgaria"},
    ),
    Order(
        "labels",
        "ivanova.poligraf",
        (
            Job(
                "ctp_plates",
                "Этикетки «Черника», 4 вида",
                {"plate_format": "650x550", "work_style": "Simplex", "colors_back": 0},
                (
                    Artwork(
                        "Etiketki_chernika.pdf",
                        "Черника",
                        width_mm=90,
                        height_mm=60,
                        pages=4,
                        bleed_mm=0,
                    ),
                ),
            ),
        ),
        (
            on(3, "11:25", "send"),
            on(
                2,
                "10:15",
                "returned",
                reason="no_bleed",
                note="Стр. 2 и 3: добавьте по 3 мм с каждой стороны.",
            ),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-135"},
    ),
    Order(
        "posters",
        "hillside",
        (
            Job(
                "wide_format",
                "Autumn reading list, posters",
                {
                    "finished_width": 420,
                    "finished_height": 594,
                    "copies": 30,
                    "media": "photo_150",
                    "place": "indoor",
                },
                (
                    Artwork(
                        "Reading_list_A2.pdf",
                        "Autumn reading list",
                        width_mm=420,
                        height_mm=594,
                        pages=1,
                        bleed_mm=10,
                        photo_ppi=58,
                    ),
                ),
            ),
        ),
        (
            on(1, "16:55", "send"),
            on(
                1,
                "17:40",
                "question",
                who="prepress",
                text="The photo has 58 dots an inch and will look soft from near. Shall"
                " we print it as it is?",
            ),
        ),
        {
            "carrier": "carrier_sofia",
            "print_note": "Please pack in tens, each library gets one pack.",
        },
    ),
    Order(
        "canvas",
        "petrov",
        (
            Job(
                "wide_format",
                "Картини върху платно за хола, 3 броя",
                {
                    "finished_width": 800,
                    "finished_height": 600,
                    "copies": 3,
                    "media": "canvas_340",
                    "place": "indoor",
                },
                (
                    Artwork(
                        "Platna_hol.pdf",
                        "Родопи",
                        width_mm=800,
                        height_mm=600,
                        pages=3,
                        bleed_mm=10,
                    ),
                ),
            ),
        ),
        (
            on(1, "18:40", "send"),
            on(1, "18:46", "pay_online"),
        ),
        {"carrier": "carrier_pickup", "print_payment_method": "online"},
    ),
    Order(
        "tarpaulins",
        "trame",
        (
            Job(
                "wide_format",
                "Bâches pour le salon, 2 exemplaires",
                {
                    "finished_width": 2500,
                    "finished_height": 1200,
                    "copies": 2,
                    "media": "frontlit_510",
                    "files_later": True,
                },
            ),
        ),
        (on(2, "17:10", "send"),),
        {"carrier": "carrier_europe", "client_order_ref": "BC 4540"},
    ),
    Order(
        "billboard",
        "reklama",
        (
            Job(
                "wide_format",
                "Билборд край магистралата",
                {
                    "finished_width": 4000,
                    "finished_height": 3000,
                    "media": "blueback_115",
                    "life": "3_months",
                },
                (
                    Artwork(
                        "Bilbord_4x3_1-10.pdf",
                        "Есенно намаление",
                        width_mm=400,
                        height_mm=300,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(12, "10:30", "send"),
            on(12, "11:50", "cancel"),
        ),
        {"carrier": "carrier_bulgaria"},
    ),
    # Work on request, answered with a price that waits for the client
    Order(
        "museum",
        "poligraf",
        (
            Job(
                "design",
                "Путеводитель по музею, 12 страниц",
                {"product_kind": "book", "finished_format": "A5", "pages": 12},
            ),
        ),
        (
            on(2, "11:05", "send"),
            on(
                1,
                "10:20",
                "price",
                prices={
                    0: {
                        "amount": 336.0,
                        "note": "12 часов: концепция, вёрстка и два круга правки.",
                    }
                },
            ),
        ),
        {"client_order_ref": "П-139"},
    ),
]
