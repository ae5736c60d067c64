"""What was ordered, and what has become of it: every status has its order.

Titles, notes and messages are in the language of the client, as he would write them.
"""

from dataclasses import dataclass, field

from .artwork import Artwork

BUSINESS_CARD = {"width_mm": 85, "height_mm": 55, "pages": 2}


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the kind of work, its form as the client fills it, and his files.

    What ``values`` leaves out keeps the default of the form.

    :param scheme: name of the client's imposition scheme, where the form asks for one
    """

    type: str
    title: str
    values: dict = field(default_factory=dict)
    files: tuple = ()
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened ``day`` working days ago at ``at``.

    :param act: the code of a status to move to, or what ``performance`` knows beside
    :param detail: what that act needs to know, see there
    """

    day: int
    at: str
    act: str
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """An order: of an account, or of the office for a client.

    :param who: login of the account; for office orders the code of the client
    :param goods: quantities, by article number in the orders of dealers, by the name in
        data in those of the office
    :param basket: what the client says about all of it, carrier by its name in data
    :param places: where goods go that are split: quantities by article number, by the
        name of one of the client's addresses; what is left goes to his own
    """

    key: str
    who: str
    jobs: tuple
    steps: tuple
    basket: dict = field(default_factory=dict)
    goods: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


def on(day, at, act, **detail):
    return Step(day, at, act, detail)


ORDERS = [
    # Finished ------------------------------------------------------------------------
    Order(
        "autumn",
        "ivanova.poligraf",
        (
            Job(
                "ctp_plates",
                "Каталог «Осень», блок 48 страниц",
                {"plate_format": "1030x790", "signatures": 3},
                (Artwork("Katalog_osen_blok.pdf", "Каталог «Осень»"),),
            ),
            Job(
                "ctp_plates",
                "Каталог «Осень», обложка",
                {"plate_format": "1030x790"},
                (
                    Artwork(
                        "Katalog_osen_oblozhka.pdf", "Обложка", width_mm=428, pages=2
                    ),
                ),
            ),
            Job(
                "digital_proof",
                "Каталог «Осень», цветопроба обложки",
                {"format": "A3_plus", "pages": 2},
                (
                    Artwork(
                        "Katalog_osen_oblozhka_proba.pdf",
                        "Обложка",
                        width_mm=428,
                        pages=2,
                    ),
                ),
            ),
        ),
        (
            on(40, "10:12", "send"),
            on(40, "11:31", "confirm", due=36),
            on(39, "09:20", "prepress"),
            on(38, "14:05", "output"),
            on(38, "16:40", "quality"),
            on(37, "10:10", "final"),
            on(37, "10:30", "ready"),
            on(37, "15:00", "deliver"),
            on(36, "09:15", "invoice"),
            on(36, "12:20", "delivered"),
            on(27, "11:00", "pay"),
            on(25, "17:30", "closed"),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "П-118"},
    ),
    Order(
        "jazz",
        "poligraf",
        (
            Job(
                "wide_format",
                "Афиши «Джаз у моря», 40 штук",
                {
                    "finished_width": 841,
                    "finished_height": 1189,
                    "copies": 40,
                    "media": "blueback_120",
                    "life": "3_months",
                },
                (
                    Artwork(
                        "Dzhaz_afisha_A0.pdf",
                        "Джаз у моря",
                        width_mm=841,
                        height_mm=1189,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(34, "12:40", "send"),
            on(34, "14:02", "confirm", due=31),
            on(33, "09:30", "output"),
            on(32, "11:20", "finishing"),
            on(32, "15:45", "quality"),
            on(31, "09:40", "final"),
            on(31, "09:50", "ready"),
            on(31, "14:30", "deliver"),
            on(30, "11:05", "delivered"),
            on(30, "16:20", "invoice"),
        ),
        {"carrier": "carrier_bulgaria"},
    ),
    Order(
        "fair",
        "reklama",
        (
            Job(
                "wide_format",
                "Банери за панаира в Пловдив, 6 броя",
                {
                    "finished_width": 3000,
                    "finished_height": 1500,
                    "copies": 6,
                    "media": "frontlit_510",
                    "edge_top": "hem_welded",
                    "edge_right": "hem_welded",
                    "edge_bottom": "hem_welded",
                    "edge_left": "hem_welded",
                    "eyelets": "perimeter",
                },
                (
                    Artwork(
                        "Panair_baner_3x1.5.pdf",
                        "Есенен панаир",
                        width_mm=3000,
                        height_mm=1500,
                        pages=1,
                    ),
                ),
            ),
            Job(
                "wide_format",
                "Мрежа за фасадата на палата 6",
                {
                    "finished_width": 6000,
                    "finished_height": 4000,
                    "media": "mesh_370",
                    "panels": "welded",
                },
                (
                    Artwork(
                        "Panair_mrezha_1-10.pdf",
                        "Есенен панаир",
                        width_mm=600,
                        height_mm=400,
                        pages=1,
                    ),
                ),
            ),
        ),
        (
            on(29, "09:05", "send"),
            on(29, "10:20", "confirm", due=25),
            on(28, "10:00", "output"),
            on(27, "09:30", "finishing"),
            on(26, "12:10", "quality"),
            on(
                26,
                "14:00",
                "final",
                prices={
                    1: {
                        "amount": 242.50,
                        "deviation_cause": "ContentMismatch",
                        "note": "Фасадата е с 3 м² по-голяма от поръчаното.",
                    }
                },
            ),
            on(26, "14:20", "agree", reason="По телефона, г-жа Иванова"),
            on(25, "09:10", "ready", job=0),
            on(25, "13:00", "deliver"),
            on(24, "15:40", "delivered"),
            on(24, "16:30", "invoice"),
            on(14, "10:45", "pay", share=0.5),
        ),
        {"carrier": "carrier_bulgaria", "client_order_ref": "РЕ-2207"},
    ),
    Order(
        "lights",
        "trame",
        (
            Job(
                "ctp_plates",
                "Catalogue « Lumières du Nord », 32 pages",
                {"plate_format": "745x605", "signatures": 4},
                (Artwork("Lumieres_du_Nord_interieur.pdf", "Lumières du Nord"),),
            ),
        ),
        (
            on(33, "09:48", "send"),
            on(
                33,
                "11:10",
                "returned",
                reason="fonts_missing",
                note="Page 5 : la police des légendes n’est pas incorporée.",
            ),
            on(
                32,
                "09:02",
                "mend",
                file=Artwork("Lumieres_du_Nord_interieur_v2.pdf", "Lumières du Nord"),
            ),
            on(
                32,
                "09:04",
                "say",
                who="trame",
                text="Polices incorporées, tout est dans la version 2.",
            ),
            on(32, "10:40", "confirm", due=28),
            on(31, "10:15", "prepress"),
            on(30, "13:30", "output"),
            on(30, "16:00", "quality"),
            on(29, "09:30", "final"),
            on(29, "09:35", "ready"),
            on(29, "12:00", "deliver"),
            on(28, "10:00", "invoice"),
            on(25, "16:10", "delivered"),
            on(9, "09:30", "pay"),
            on(8, "17:00", "closed"),
        ),
        {"carrier": "carrier_europe", "client_order_ref": "BC 4471"},
    ),
    Order(
        "atlas",
        "hillside",
        (
            Job(
                "ctp_plates",
                "Children's atlas, 64 pages",
                {"plate_format": "1030x790", "signatures": 4},
                (Artwork("Childrens_atlas_64pp.pdf", "Children's atlas"),),
            ),
            Job(
                "digital_proof",
                "Children's atlas, colour proofs",
                {"format": "A3", "pages": 8},
                (Artwork("Childrens_atlas_proof_pages.pdf", "Children's atlas"),),
            ),
        ),
        (
            on(26, "15:20", "send"),
            on(26, "16:05", "confirm", due=22),
            on(25, "10:30", "prepress"),
            on(24, "11:00", "output"),
            on(23, "15:15", "quality"),
            on(22, "10:05", "final"),
            on(22, "10:10", "ready"),
            on(22, "15:30", "deliver"),
            on(21, "09:40", "invoice"),
            on(21, "14:00", "delivered"),
            on(12, "10:15", "pay"),
        ),
        {"carrier": "carrier_sofia", "client_order_ref": "HB-0093"},
    ),
    Order(
        "slides",
        "poligraf",
        (
            Job(
                "scanning",
                "Сканирование слайдов для книги «Черноморье»",
                {"original": "slide_35", "originals_count": 36, "scale": 800},
            ),
        ),
        (
            on(23, "10:40", "quote"),
            on(23, "11:00", "confirm", due=20),
            on(22, "09:30", "prepress"),
            on(21, "14:30", "output"),
            on(20, "10:00", "quality"),
            on(20, "10:30", "ready"),
            on(20, "12:30", "deliver"),
            on(20, "12:40", "invoice"),
            on(20, "12:45", "pay", by="cash"),
        ),
        {"carrier": "carrier_pickup"},
        {"product_proof_paper": 1},
    ),
    Order(
        "cards",
        "petrov",
        (
            Job(
                "press_printing",
                "Визитни картички, 500 броя",
                {
                    "copies": 500,
                    "finished_format": "card_85x55",
                    "paper": "matt_350",
                    "colors_back": 4,
                },
                (Artwork("Vizitki_Petrov.pdf", "Георги Петров", **BUSINESS_CARD),),
            ),
        ),
        (
            on(19, "18:22", "send"),
            on(18, "09:40", "confirm", due=14),
            on(18, "10:05", "proof"),
            on(18, "20:12", "decide", who="petrov", decision="approve"),
            on(17, "10:00", "prepress"),
            on(16, "13:10", "output"),
            on(15, "11:30", "finishing"),
            on(15, "14:00", "quality"),
            on(14, "09:20", "final"),
            on(14, "09:25", "ready"),
            on(14, "16:50", "deliver"),
            on(14, "16:52", "invoice"),
            on(14, "16:55", "pay", by="cash"),
        ),
        {"carrier": "carrier_pickup", "print_payment_method": "cash"},
    ),
    # On their way, ready -------------------------------------------------------------
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
    # In production -------------------------------------------------------------------
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
    # With the client, stopped --------------------------------------------------------
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
    # Not ordered yet -----------------------------------------------------------------
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
    # Dealers: from a paid order to one that has to be accepted, and a basket
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
