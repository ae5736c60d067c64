"""What lies on the shop's shelf, for dealers above all: groups, goods, their prices.

A name is told in four languages, in the order of ``LANGUAGES``. Prices are net, in
euro: ``price`` is what an end customer pays, ``steps`` what dealers pay from which
quantity on. ``stock`` counts pieces that are there, ``arrives`` the days until more
come.
"""

from dataclasses import dataclass

from .goods_papers import PLATE, REGENERATOR, Paper

LANGUAGES = ("en_US", "bg_BG", "ru_RU", "fr_FR")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of goods; all but the hidden ones are in the partner portal."""

    key: str
    names: tuple
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that goods of one name come in: a colour, a width.

    :param values: code in the article number -> names
    """

    names: tuple
    values: dict


@dataclass(frozen=True, slots=True)
class Goods:
    """One article, or several that differ in their ``kinds``.

    :param code: article number; that of a variant ends in the codes of its kinds
    :param steps: ``(quantity, price)`` of dealers
    :param picture: ``(shape, colour)`` of its drawing
    :param kinds: keys of ``KINDS``
    :param surcharge: what a kind's value costs more, by its code
    """

    code: str
    group: str
    names: tuple
    price: float
    steps: tuple
    picture: tuple
    stock: int = 0
    arrives: int = 0
    pack: int = 0
    minimum: int = 0
    weight: float = 0.5
    kinds: tuple = ()
    surcharge: dict | None = None
    is_excepted: bool = False
    facts: tuple = ()
    paper: Paper | None = None


GROUPS = (
    Group(
        "plates", ("Offset plates", "Офсетови плаки", "Офсетные пластины", "Plaques")
    ),
    Group(
        "chemicals",
        (
            "Chemicals",
            "Химикали",
            "Химия",
            "Produits chimiques",
        ),
    ),
    Group(
        "proofing",
        (
            "Proofing papers",
            "Хартии за проба",
            "Бумага для цветопробы",
            "Papiers d’épreuve",
        ),
    ),
    Group(
        "media",
        (
            "Wide format media",
            "Материали за широкоформатен печат",
            "Материалы для широкоформатной печати",
            "Supports grand format",
        ),
    ),
    Group("inks", ("Inks", "Мастила", "Чернила", "Encres")),
    Group(
        "finishing",
        (
            "Finishing",
            "Довършителни материали",
            "Отделочные материалы",
            "Finition",
        ),
    ),
    Group(
        "parts",
        ("Spare parts", "Резервни части", "Запасные части", "Pièces détachées"),
        is_hidden=True,
    ),
)

# What dealers call the groups in which all others lie.
TOP_GROUPS = {
    "print_demo.product_category_supplies": (
        "Supplies",
        "Материали и консумативи",
        "Расходные материалы",
        "Fournitures",
    ),
    "print_pricing.product_category_print": (
        "Print work",
        "Печатни поръчки",
        "Печатные работы",
        "Travaux d’impression",
    ),
}

KINDS = {
    "ink": Kind(
        ("Colour", "Цвят", "Цвет", "Couleur"),
        {
            "C": ("Cyan", "Циан", "Голубой", "Cyan"),
            "M": ("Magenta", "Магента", "Пурпурный", "Magenta"),
            "Y": ("Yellow", "Жълто", "Жёлтый", "Jaune"),
            "K": ("Black", "Черно", "Чёрный", "Noir"),
        },
    ),
    "volume": Kind(
        ("Volume", "Обем", "Объём", "Volume"),
        {
            "350": ("350 ml", "350 мл", "350 мл", "350 ml"),
            "700": ("700 ml", "700 мл", "700 мл", "700 ml"),
        },
    ),
    "width": Kind(
        ("Roll width", "Ширина на ролката", "Ширина рулона", "Laize"),
        {
            "1067": ("1067 mm", "1067 мм", "1067 мм", "1067 mm"),
            "1370": ("1370 mm", "1370 мм", "1370 мм", "1370 mm"),
            "1600": ("1600 mm", "1600 мм", "1600 мм", "1600 mm"),
        },
    ),
    "metal": Kind(
        ("Metal", "Метал", "Металл", "Métal"),
        {
            "N": ("Nickel", "Никел", "Никель", "Nickel"),
            "B": ("Brass", "Месинг", "Латунь", "Laiton"),
        },
    ),
}


def _thermal(size, price, pack, stock, **more):
    """Return the thermal plate of a size, as width × height in millimetres."""
    width, height = size
    return Goods(
        f"PL-{width}-30",
        "plates",
        (
            f"Thermal CTP plate {width} × {height} × 0.30",
            f"Термална CTP плака {width} × {height} × 0,30",
            f"Термальная CTP-пластина {width} × {height} × 0,30",
            f"Plaque CTP thermique {width} × {height} × 0,30",
        ),
        round(price * 1.3, 2),
        ((1, price), (50, round(price * 0.958, 2)), (100, round(price * 0.917, 2))),
        ("plate", "#7fa8b8"),
        stock=stock,
        pack=pack,
        weight=0.65,
        **more,
    )


def _processless(size, price, pack, **more):
    width, height = size
    return Goods(
        f"PF-{width}-15",
        "plates",
        (
            f"Processless plate {width} × {height} × 0.15",
            f"Безпроцесна плака {width} × {height} × 0,15",
            f"Беспроцессная пластина {width} × {height} × 0,15",
            f"Plaque sans traitement {width} × {height} × 0,15",
        ),
        round(price * 1.28, 2),
        ((1, price), (100, round(price * 0.955, 2)), (500, round(price * 0.901, 2))),
        ("plate", "#9db59a"),
        pack=pack,
        weight=0.1,
        **more,
    )


def _can(code, names, price, dealer, **more):
    """Return something liquid, in a canister, that is cheaper from ten on."""
    return Goods(
        code,
        "chemicals",
        names,
        price,
        ((1, dealer), (10, round(dealer * 0.95, 2))),
        ("can", "#d9a441"),
        weight=21,
        **more,
    )


def _proof(code, names, price, dealer, **more):
    return Goods(
        code,
        "proofing",
        names,
        price,
        ((1, dealer), (6, round(dealer * 0.94, 2))),
        ("roll", "#f1ece0"),
        weight=2.4,
        **more,
    )


def _medium(code, names, price, dealer, colour="#e8e8e4", **more):
    return Goods(
        code,
        "media",
        names,
        price,
        ((1, dealer), (5, round(dealer * 0.95, 2)), (20, round(dealer * 0.9, 2))),
        ("roll", colour),
        weight=18,
        **more,
    )


def _finish(code, names, price, dealer, shape="box", colour="#b7a58c", **more):
    return Goods(
        code,
        "finishing",
        names,
        price,
        ((1, dealer), (20, round(dealer * 0.93, 2))),
        (shape, colour),
        **more,
    )


GOODS = (
    _thermal((1030, 790), 6.48, 30, 240, paper=PLATE),
    _thermal((745, 605), 3.86, 50, 650),
    _thermal((1050, 811), 6.92, 30, 90),
    _thermal((724, 615), 3.74, 50, 150),
    _thermal((510, 400), 1.92, 100, 1200),
    _thermal((459, 525), 2.04, 100, 0, arrives=9),
    _thermal((670, 560), 3.12, 50, 400),
    _thermal((1160, 890), 8.9, 20, 0),
    _processless((510, 400), 2.42, 100, arrives=6),
    _processless((745, 605), 4.96, 50, stock=300),
    _processless((1030, 770), 8.1, 30, stock=60),
    # Only for our own machine: dealers do not see it, though the group is theirs.
    _thermal((925, 605), 5.1, 50, 50, is_excepted=True),
    _can(
        "CH-RG-20",
        (
            "Plate regenerator RG-2, 20 l",
            "Регенератор за плаки RG-2, 20 л",
            "Регенератор для пластин RG-2, 20 л",
            "Régénérateur de plaques RG-2, 20 l",
        ),
        98.0,
        76.4,
        stock=12,
        paper=REGENERATOR,
    ),
    _can(
        "CH-FIN-10",
        (
            "Finisher gum, 10 l",
            "Финишер (гума) за плаки, 10 л",
            "Финишер (гуммирование), 10 л",
            "Gomme de finition, 10 l",
        ),
        41.0,
        32.2,
        stock=36,
    ),
    _can(
        "CH-FS-20",
        (
            "Fountain solution concentrate, 20 l",
            "Концентрат за овлажняващ разтвор, 20 л",
            "Концентрат увлажняющего раствора, 20 л",
            "Concentré de mouillage, 20 l",
        ),
        88.5,
        67.9,
        stock=24,
    ),
    _can(
        "CH-IPA-25",
        (
            "Isopropyl alcohol, 25 l",
            "Изопропилов алкохол, 25 л",
            "Изопропиловый спирт, 25 л",
            "Alcool isopropylique, 25 l",
        ),
        79.0,
        61.5,
        stock=40,
    ),
    _can(
        "CH-WASH-20",
        (
            "Roller wash, 20 l",
            "Препарат за миене на валове, 20 л",
            "Смывка для валов, 20 л",
            "Lavage rouleaux, 20 l",
        ),
        69.0,
        53.8,
        stock=0,
        arrives=14,
    ),
    _can(
        "CH-COR-05",
        (
            "Plate cleaner, 5 l",
            "Почистващ препарат за плаки, 5 л",
            "Очиститель пластин, 5 л",
            "Nettoyant plaques, 5 l",
        ),
        36.0,
        27.4,
        stock=22,
    ),
    _proof(
        "PP-610-30",
        (
            "Proofing paper, roll 610 mm × 30 m",
            "Хартия за проба, ролка 610 мм × 30 м",
            "Бумага для цветопробы, рулон 610 мм × 30 м",
            "Papier d’épreuve, rouleau 610 mm × 30 m",
        ),
        96.0,
        78.4,
        stock=17,
    ),
    _proof(
        "PP-914-30",
        (
            "Proofing paper, roll 914 mm × 30 m",
            "Хартия за проба, ролка 914 мм × 30 м",
            "Бумага для цветопробы, рулон 914 мм × 30 м",
            "Papier d’épreuve, rouleau 914 mm × 30 m",
        ),
        139.0,
        112.6,
        stock=8,
    ),
    _proof(
        "PN-610-30",
        (
            "Newspaper proofing paper, roll 610 mm × 30 m",
            "Хартия за вестникарска проба, ролка 610 мм × 30 м",
            "Бумага для газетной цветопробы, рулон 610 мм × 30 м",
            "Papier d’épreuve journal, rouleau 610 mm × 30 m",
        ),
        74.0,
        59.2,
        stock=5,
    ),
    _proof(
        "PM-A3-100",
        (
            "Proofing paper, matt, A3, 100 sheets",
            "Хартия за проба, матова, А3, 100 листа",
            "Бумага для цветопробы матовая, А3, 100 листов",
            "Papier d’épreuve mat, A3, 100 feuilles",
        ),
        58.0,
        45.3,
        stock=31,
    ),
    _proof(
        "PF-A3-50",
        (
            "Proofing film, clear, A3, 50 sheets",
            "Фолио за проба, прозрачно, А3, 50 листа",
            "Плёнка для цветопробы прозрачная, А3, 50 листов",
            "Film d’épreuve transparent, A3, 50 feuilles",
        ),
        84.0,
        66.0,
    ),
    _proof(
        "WED-C-1",
        (
            "Control wedge labels, 200 pcs",
            "Етикети с контролна скала, 200 бр.",
            "Этикетки с контрольной шкалой, 200 шт.",
            "Étiquettes gamme de contrôle, 200 pcs",
        ),
        24.0,
        18.6,
        stock=64,
        minimum=2,
    ),
    _medium(
        "BN-440",
        (
            "Banner vinyl 440 g, roll 50 m",
            "Винил за банери 440 г, ролка 50 м",
            "Баннерная ткань 440 г, рулон 50 м",
            "Bâche PVC 440 g, rouleau 50 m",
        ),
        118.0,
        92.0,
        kinds=("width",),
        surcharge={"1370": 34.0, "1600": 58.0},
        stock=14,
    ),
    _medium(
        "MS-270",
        (
            "Mesh banner 270 g, roll 50 m",
            "Мрежест винил 270 г, ролка 50 м",
            "Сетка баннерная 270 г, рулон 50 м",
            "Bâche micro-perforée 270 g, rouleau 50 m",
        ),
        126.0,
        99.0,
        kinds=("width",),
        surcharge={"1370": 36.0, "1600": 62.0},
        stock=6,
    ),
    _medium(
        "SV-100",
        (
            "Self-adhesive vinyl, white, roll 50 m",
            "Самозалепващо фолио, бяло, ролка 50 м",
            "Самоклеящаяся плёнка белая, рулон 50 м",
            "Vinyle adhésif blanc, rouleau 50 m",
        ),
        104.0,
        81.0,
        colour="#fafafa",
        stock=20,
    ),
    _medium(
        "SV-CLR",
        (
            "Self-adhesive vinyl, clear, roll 50 m",
            "Самозалепващо фолио, прозрачно, ролка 50 м",
            "Самоклеящаяся плёнка прозрачная, рулон 50 м",
            "Vinyle adhésif transparent, rouleau 50 m",
        ),
        116.0,
        90.5,
        stock=0,
        arrives=4,
    ),
    _medium(
        "BB-150",
        (
            "Blueback poster paper 120 g, roll 150 m",
            "Билбордова хартия със син гръб 120 г, ролка 150 м",
            "Бумага Blueback 120 г, рулон 150 м",
            "Papier affiche dos bleu 120 g, rouleau 150 m",
        ),
        97.0,
        75.0,
        colour="#c9d8ea",
        stock=26,
    ),
    _medium(
        "BL-200",
        (
            "Backlit film 200 µm, roll 30 m",
            "Фолио за светещи реклами 200 µm, ролка 30 м",
            "Плёнка для лайтбоксов 200 мкм, рулон 30 м",
            "Film rétroéclairé 200 µm, rouleau 30 m",
        ),
        149.0,
        118.0,
        stock=3,
    ),
    _medium(
        "CN-340",
        (
            "Canvas, cotton 340 g, roll 18 m",
            "Платно, памук 340 г, ролка 18 м",
            "Холст хлопковый 340 г, рулон 18 м",
            "Toile coton 340 g, rouleau 18 m",
        ),
        132.0,
        104.5,
        colour="#e9dcc3",
        stock=9,
    ),
    Goods(
        "INK",
        "inks",
        (
            "Pigment ink for proofers",
            "Пигментно мастило за пробен печат",
            "Пигментные чернила для цветопробы",
            "Encre pigmentaire pour épreuves",
        ),
        96.0,
        ((1, 79.0), (10, 74.5)),
        ("drop", "#3a6ea5"),
        kinds=("ink", "volume"),
        surcharge={"700": 71.0},
        stock=18,
        facts=(
            "Lightfast pigments for certified contract proofs.",
            "Светлоустойчиви пигменти за сертифицирани проби.",
            "Светостойкие пигменты для сертифицированной цветопробы.",
            "Pigments stables à la lumière pour épreuves certifiées.",
        ),
    ),
    Goods(
        "UVI",
        "inks",
        (
            "UV-LED ink, 1 l",
            "UV-LED мастило, 1 л",
            "Чернила UV-LED, 1 л",
            "Encre UV-LED, 1 l",
        ),
        88.0,
        ((1, 71.5), (8, 67.0), (24, 62.5)),
        ("drop", "#6a4c93"),
        kinds=("ink",),
        stock=30,
    ),
    Goods(
        "ES-MAX",
        "inks",
        (
            "Eco-solvent cleaning set",
            "Комплект за почистване, екосолвент",
            "Комплект очистки, экосольвент",
            "Kit de nettoyage éco-solvant",
        ),
        34.0,
        ((1, 27.0), (12, 25.2)),
        ("box", "#8fb996"),
        stock=44,
    ),
    _finish(
        "EY-12",
        (
            "Eyelets 12 mm, 1000 pcs",
            "Капси 12 мм, 1000 бр.",
            "Люверсы 12 мм, 1000 шт.",
            "Œillets 12 mm, 1000 pcs",
        ),
        31.0,
        24.0,
        shape="ring",
        colour="#b9b9b9",
        kinds=("metal",),
        surcharge={"B": 6.5},
        stock=70,
    ),
    _finish(
        "TP-25",
        (
            "Double-sided banner tape 25 mm × 50 m",
            "Двойнозалепваща лента 25 мм × 50 м",
            "Двусторонняя лента 25 мм × 50 м",
            "Adhésif double face 25 mm × 50 m",
        ),
        9.8,
        7.4,
        shape="roll",
        colour="#f4d06f",
        pack=6,
        stock=240,
    ),
    _finish(
        "LM-75",
        (
            "Laminating film, gloss 75 µm, roll 50 m",
            "Фолио за ламиниране, гланц 75 µm, ролка 50 м",
            "Плёнка для ламинации глянцевая 75 мкм, рулон 50 м",
            "Film de pelliculage brillant 75 µm, rouleau 50 m",
        ),
        78.0,
        61.0,
        shape="roll",
        colour="#dfe9f0",
        stock=15,
        weight=12,
    ),
    _finish(
        "LM-75M",
        (
            "Laminating film, matt 75 µm, roll 50 m",
            "Фолио за ламиниране, мат 75 µm, ролка 50 м",
            "Плёнка для ламинации матовая 75 мкм, рулон 50 м",
            "Film de pelliculage mat 75 µm, rouleau 50 m",
        ),
        82.0,
        64.0,
        shape="roll",
        colour="#d7dbdd",
        stock=0,
        arrives=11,
        weight=12,
    ),
    _finish(
        "WO-14",
        (
            "Wire binding elements 14.3 mm, black, 100 pcs",
            "Метални спирали 14,3 мм, черни, 100 бр.",
            "Металлические пружины 14,3 мм, чёрные, 100 шт.",
            "Reliures métalliques 14,3 mm, noires, 100 pcs",
        ),
        17.5,
        13.2,
        colour="#3a3a3a",
        minimum=5,
        stock=120,
    ),
    _finish(
        "FB-05",
        (
            "Foam board 5 mm, 70 × 100 cm",
            "Пенокартон 5 мм, 70 × 100 см",
            "Пенокартон 5 мм, 70 × 100 см",
            "Carton plume 5 mm, 70 × 100 cm",
        ),
        6.4,
        4.9,
        shape="plate",
        colour="#f3f3ee",
        pack=24,
        minimum=48,
        stock=480,
    ),
    Goods(
        "SP-BLK",
        "parts",
        (
            "Cutting blade for the guillotine",
            "Нож за хартиена гилотина",
            "Нож для бумагорезальной машины",
            "Lame de massicot",
        ),
        210.0,
        ((1, 210.0),),
        ("plate", "#999999"),
        stock=1,
    ),
)
