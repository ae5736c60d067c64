"""What people call the columns of such a table, in four languages."""

from .letters import fold_word

CODE, QUANTITY, OTHER = "code", "quantity", "other"

_WORDS = {
    CODE: (
        "code, product code, item code, internal reference, sku, article, article no,"
        " item, item no, item number, part number, part no, ref, reference, barcode,"
        " ean, ean13, gtin, catalogue number,"
        " код, код товара, артикул, арт, артикул товара, штрихкод, штрих-код, номер,"
        " код на продукт, код на продукта, кат номер, каталожен номер, баркод,"
        " référence, réf, code article, code produit, code-barres, code barre"
    ),
    QUANTITY: (
        "quantity, qty, order qty, ordered quantity, pcs, pieces, count, units,"
        " количество, кол-во, кол, колич, штук, шт, заказ, нужно,"
        " к-во, бр, брой, бройки, поръчка,"
        " quantité, qté, qte, nombre, nb, unités"
    ),
    OTHER: (
        "product, name, description, title, price, unit price, unit, uom, total, sum,"
        " amount, pos, position, line, note, no,"
        " товар, наименование, название, номенклатура, описание, цена, сумма, итого,"
        " ед, ед изм, единица, п/п, поз, строка, примечание,"
        " продукт, стока, име, мярка, сума, стойност, общо, ред, забележка, ед цена,"
        " produit, désignation, libellé, nom, prix, prix unitaire, unité, montant,"
        " ligne, n°, remarque"
    ),
}
_KINDS = {
    fold_word(word): kind for kind, words in _WORDS.items() for word in words.split(",")
}


def read_head(cells):
    """Return what each column holds, or ``None`` for a row that is no heading.

    >>> read_head(["№", "Артикул", "Кол-во, бр."])
    ['', 'code', 'quantity']
    >>> read_head(["CH-HD2-20", "6"])
    """
    kinds = [_KINDS.get(fold_word(cell)) or _first_word(cell) for cell in cells]
    told = [kind for kind in kinds if kind]
    filled = [cell for cell in cells if cell]
    is_head = CODE in told or QUANTITY in told or len(told) > 1
    if not is_head or len(told) * 2 < len(filled):
        return None
    return [kind or "" for kind in kinds]


def _first_word(cell):
    """Return the kind by the first word of a heading such as ``Quantity (pcs)``."""
    words = fold_word(cell).split(" ")
    is_name = len(words) > 1 and not any(letter.isdigit() for letter in cell)
    return _KINDS.get(words[0]) if is_name else None
