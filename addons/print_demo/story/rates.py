"""What work costs: euro, without VAT, as the lists on the wall of the shop say."""

from dataclasses import dataclass, field

# Plates that this shop keeps; the other sizes of the form are switched off.
PLATE_FORMATS = ["1030x790", "745x605", "650x550", "525x459", "510x400", "other"]


@dataclass(frozen=True)
class Rate:
    """One price list of a kind of work.

    :param ladder: quantities from which the prices count
    :param prices: for each quantity, by choice of ``column``; under None without one
    :param step: name of the component that it prices, None: the whole work
    :param rules: further fields of ``print.tariff``
    """

    order_type: str
    name: str
    prices: dict
    column: str | None = None
    ladder: tuple = (1,)
    step: str | None = None
    rules: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A component of the price of a kind of work, named in four languages.

    :param percent: of the net price of all above it, instead of a tariff
    """

    name: str
    bg: str
    ru: str
    fr: str
    process: str = ""
    quantity: str = ""
    condition: str = ""
    percent: float = 0

    @property
    def names(self):
        return {"bg_BG": self.bg, "ru_RU": self.ru, "fr_FR": self.fr}


BY_SIZE = 'film_format != "fit" and film_format != "free"'
BY_AREA = 'film_format == "fit" or film_format == "free"'

# Whoever is in a hurry pays for it, whatever the work.
SPEEDS = (
    Step(
        *("Fast turnaround", "Бърз срок", "Быстрый срок", "Délai rapide"),
        condition='turnaround == "fast"',
        percent=25,
    ),
    Step(
        *("Express turnaround", "Експресен срок", "Срочность «экспресс»"),
        "Délai express",
        condition='turnaround == "express"',
        percent=50,
    ),
)

# Order type -> its components, in the order of a breakdown.
STEPS = {
    "ctp_plates": (
        Step(*("Plates", "Пластини", "Пластины", "Plaques"), "ImageSetting"),
        *SPEEDS,
    ),
    "wide_format": (
        Step(*("Printing", "Печат", "Печать", "Impression"), "DigitalPrinting"),
        *SPEEDS,
    ),
    "analogue_proof": (
        Step("Proofs", "Проби", "Пробы", "Épreuves"),
        *SPEEDS,
    ),
    "film_output": (
        Step(
            *("Films by size", "Филми по формат", "Плёнки по формату"),
            *("Films au format", "ImageSetting", "films", BY_SIZE),
        ),
        Step(
            *("Films by area", "Филми по площ", "Плёнки по площади"),
            *("Films à la surface", "ImageSetting", "film_cm2", BY_AREA),
        ),
        *SPEEDS,
    ),
    "digital_proof": (
        Step(
            *("Proofs by size", "Проби по формат", "Пробы по формату"),
            *("Épreuves au format", "DigitalPrinting", "proofs", 'format != "free"'),
        ),
        Step(
            *("Proofs by area", "Проби по площ", "Пробы по площади"),
            *("Épreuves à la surface", "DigitalPrinting"),
            *("proof_cm2 / 10000", 'format == "free"'),
        ),
        *SPEEDS,
    ),
    "scanning": (
        Step(
            *("Scans", "Сканиране", "Сканы"),
            *("Numérisations", "Scanning", "scans"),
        ),
        Step(
            *("Retouching", "Ретуш", "Ретушь"),
            *("Retouche", "Layout", "retouched / 2", "retouched > 0"),
        ),
        *SPEEDS,
    ),
    "press_printing": (
        Step(
            *("Plates", "Пластини", "Пластины"),
            *("Plaques", "ImageSetting", "plates", "plates > 0"),
        ),
        Step(
            *("Offset run", "Офсетен тираж", "Офсетный тираж"),
            *("Tirage offset", "ConventionalPrinting"),
            *("impressions", "impressions > 0 and plates > 0"),
        ),
        Step(
            *("Digital run, colour", "Цифров печат, цветен", "Цифровая печать, цвет"),
            *("Tirage numérique couleur", "DigitalPrinting"),
            *("clicks_color", "clicks_color > 0"),
        ),
        Step(
            *("Digital run, black", "Цифров печат, черен", "Цифровая печать, чёрная"),
            *("Tirage numérique noir", "DigitalPrinting"),
            *("clicks_black", "clicks_black > 0"),
        ),
        Step(
            *("Paper", "Хартия", "Бумага"),
            *("Papier", "Media", "paper_kg", "paper_kg > 0"),
        ),
        Step(
            *("Folding", "Сгъване", "Фальцовка"),
            *("Pliage", "Folding", "folds", "folds > 0"),
        ),
        Step(
            *("Creasing", "Биговане", "Биговка"),
            *("Rainage", "Creasing", "creases", "creases > 0"),
        ),
        Step(
            *("Lamination", "Ламиниране", "Ламинация"),
            *("Pelliculage", "Laminating", "lamination_m2", "lamination_m2 > 0"),
        ),
        Step(
            *("Varnish", "Лак", "Лак"),
            *("Vernis", "Varnishing", "coating_m2", "coating_m2 > 0"),
        ),
        Step(
            *("Binding", "Подвързия", "Переплёт"),
            *("Reliure", "Binding", "bound_pieces", "bound_pieces > 0"),
        ),
        Step(
            *("Finishing", "Довършителни работи", "Отделка"),
            *("Façonnage", "Cutting", "finishing_pieces", "finishing_pieces > 0"),
        ),
        *SPEEDS,
    ),
}

CAPPED = {"break_mode": "next_rung_cap"}
SLICED = {"break_mode": "incremental"}

RATES = (
    Rate(
        "design",
        "Design, by the hour",
        {None: (32.00, 28.00)},
        ladder=(1, 8),
        rules=CAPPED,
    ),
    Rate(
        "prepress",
        "Prepress, by the hour",
        {None: (30.00, 26.00)},
        ladder=(1, 8),
        rules=CAPPED,
    ),
    Rate(
        "film_output",
        "Films, by size",
        {
            "A4": (6.90, 6.20),
            "A3": (12.40, 11.20),
            "A2": (23.50, 21.20),
            "B2": (33.00, 29.80),
            "B1": (58.00, 52.00),
        },
        column="film_format",
        ladder=(1, 20),
        step="Films by size",
        rules={"billing_unit": "film", **CAPPED},
    ),
    Rate(
        "film_output",
        "Films, by area",
        {None: (0.0090,)},
        step="Films by area",
        rules={"billing_unit": "film_cm2", "minimum_price": 4.50},
    ),
    Rate(
        "analogue_proof",
        "Analogue proofs",
        {
            "A4": (24.00, 21.00),
            "A3": (38.00, 34.00),
            "A2": (62.00, 56.00),
            "B2": (84.00, 76.00),
        },
        step="Proofs",
        column="format",
        ladder=(1, 5),
        rules=CAPPED,
    ),
    Rate(
        "digital_proof",
        "Digital proofs, by size",
        {
            "A4_plus": (9.80, 8.80),
            "A3": (13.50, 12.20),
            "A3_plus": (15.50, 14.00),
            "A2": (24.00, 21.50),
            "B2": (31.00, 28.00),
            "A1": (43.00, 39.00),
            "B1": (56.00, 50.00),
            "A0": (76.00, 68.00),
        },
        column="format",
        ladder=(1, 10),
        step="Proofs by size",
        rules=CAPPED,
    ),
    Rate(
        "digital_proof",
        "Digital proofs, by area",
        {None: (78.00,)},
        step="Proofs by area",
        rules={"billing_unit": "m2", "minimum_price": 9.80},
    ),
    Rate(
        "wide_format",
        "Wide format, by material",
        {
            material: (price, round(price * 0.92, 2))
            for material, price in {
                "frontlit_340": 5.40,
                "frontlit_440": 6.20,
                "frontlit_510": 7.30,
                "frontlit_550": 8.10,
                "backlit_510": 9.20,
                "backlit_610": 10.40,
                "mesh_270": 7.80,
                "mesh_370": 8.90,
                "blockout_550": 11.60,
                "blockout_610": 12.90,
                "vinyl_mono_gloss": 9.50,
                "vinyl_mono_matt": 9.50,
                "vinyl_poly": 13.80,
                "vinyl_cast": 22.50,
                "vinyl_clear": 11.20,
                "one_way": 15.40,
                "floor": 24.80,
                "static": 16.20,
                "magnetic": 38.00,
                "blueback_115": 4.60,
                "blueback_120": 4.90,
                "citylight_150": 7.20,
                "photo_150": 9.90,
                "photo_200": 12.40,
                "backlit_film": 18.60,
                "canvas_340": 21.00,
                "rollup": 17.50,
                "flag_110": 14.20,
                "textile_220": 16.80,
                "board": 27.00,
            }.items()
        },
        step="Printing",
        column="media",
        ladder=(1, 50),
        rules={"minimum_price": 8.00, **CAPPED},
    ),
    Rate(
        "ctp_plates",
        "Plates, by size",
        {
            "1030x790": (11.90, 11.30, 10.70),
            "745x605": (7.60, 7.20, 6.80),
            "650x550": (6.40, 6.10, 5.80),
            "525x459": (5.20, 4.90, 4.70),
            "510x400": (4.80, 4.65, 4.40),
        },
        step="Plates",
        column="plate_format",
        ladder=(1, 50, 100),
        rules=CAPPED,
    ),
    Rate(
        "scanning",
        "Scans, by original",
        {
            "reflective": (2.80, 2.40),
            "slide_35": (3.50, 3.00),
            "medium": (5.20, 4.60),
            "sheet_4x5": (8.40, 7.50),
            "sheet_8x10": (14.00, 12.50),
            "negative": (4.10, 3.60),
            "line_art": (2.40, 2.00),
            "text_ocr": (1.20, 0.95),
            "book": (3.60, 3.10),
        },
        column="original",
        ladder=(1, 50),
        step="Scans",
        rules=CAPPED,
    ),
    Rate(
        "scanning",
        "Retouching, by the hour",
        {None: (30.00,)},
        step="Retouching",
        rules={"billing_unit": "hour"},
    ),
    Rate(
        "press_printing",
        "Plates of a run",
        {None: (7.60,)},
        step="Plates",
        rules={"billing_unit": "plate"},
    ),
    Rate(
        "press_printing",
        "Offset: make-ready and run",
        {None: (0.045, 0.028, 0.019)},
        ladder=(1, 1000, 5000),
        step="Offset run",
        rules={"billing_unit": "impression", "setup_price": 45.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Clicks, colour",
        {None: (0.32, 0.24, 0.18)},
        ladder=(1, 100, 500),
        step="Digital run, colour",
        rules={"billing_unit": "click", "setup_price": 8.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Clicks, black",
        {None: (0.07, 0.05)},
        ladder=(1, 500),
        step="Digital run, black",
        rules={"billing_unit": "click", "setup_price": 4.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Paper, by weight",
        {None: (1.85,)},
        step="Paper",
        rules={"billing_unit": "kg", "minimum_price": 3.00},
    ),
    Rate(
        "press_printing",
        "Folding",
        {None: (0.020, 0.012)},
        ladder=(1, 2000),
        step="Folding",
        rules={"setup_price": 10.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Creasing",
        {None: (0.030, 0.018)},
        ladder=(1, 1000),
        step="Creasing",
        rules={"setup_price": 8.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Lamination",
        {
            "gloss": (0.75,),
            "matt": (0.82,),
            "soft_touch": (1.60,),
            "metallic_gold": (2.90,),
            "metallic_silver": (2.90,),
            "holographic": (3.40,),
        },
        column="lamination",
        step="Lamination",
        rules={"billing_unit": "m2", "setup_price": 9.00},
    ),
    Rate(
        "press_printing",
        "Varnish",
        {
            "dispersion_gloss": (0.16,),
            "dispersion_matt": (0.18,),
            "uv": (0.38,),
            "hybrid": (0.55,),
        },
        column="coating",
        step="Varnish",
        rules={"billing_unit": "m2", "setup_price": 18.00},
    ),
    Rate(
        "press_printing",
        "Binding",
        {
            "SaddleStitch": (0.24, 0.16, 0.11),
            "SoftCover": (0.95, 0.72, 0.58),
            "HardCover": (5.40, 4.60, 3.90),
            "WireComb": (1.30, 1.05, 0.90),
            "CoilBinding": (1.20, 0.95, 0.80),
            "SideStitch": (0.30, 0.22, 0.16),
            "EdgeGluing": (0.65, 0.48, 0.38),
            "CornerStitch": (0.12, 0.09, 0.07),
        },
        column="binding",
        ladder=(1, 250, 1000),
        step="Binding",
        rules={"setup_price": 15.00, **SLICED},
    ),
    Rate(
        "press_printing",
        "Finishing, by piece",
        {None: (0.060, 0.035)},
        ladder=(1, 1000),
        step="Finishing",
        rules={"setup_price": 12.00, **SLICED},
    ),
)
