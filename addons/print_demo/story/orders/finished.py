"""Orders that are finished: delivered, invoiced, most of them paid."""

from ..artwork import Artwork
from .order import Job, Order, on

BUSINESS_CARD = {"width_mm": 85, "height_mm": 55, "pages": 2}

FINISHED = [
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
]
