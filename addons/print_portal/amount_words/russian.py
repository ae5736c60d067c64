"""Russian numerals: gender of one and two, three plural forms of what is counted."""

MINUS = "минус"
ZERO = "ноль"
ONES = {
    "m": ("", "один", "два"),
    "f": ("", "одна", "две"),
    "n": ("", "одно", "два"),
}
UNITS = (
    *("три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"),
    *("одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать"),
    *("шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
TENS = (
    *("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят"),
    *("семьдесят", "восемьдесят", "девяносто"),
)
HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот"),
    *("семьсот", "восемьсот", "девятьсот"),
)
# Gender, and the word after one, after two to four, after five and more.
THOUSANDS = (
    None,
    ("f", "тысяча", "тысячи", "тысяч"),
    ("m", "миллион", "миллиона", "миллионов"),
    ("m", "миллиард", "миллиарда", "миллиардов"),
)
CURRENCIES = {
    "RUB": (
        ("m", "рубль", "рубля", "рублей"),
        ("f", "копейка", "копейки", "копеек"),
    ),
    "EUR": (("m", "евро", "евро", "евро"), ("m", "цент", "цента", "центов")),
    "USD": (
        ("m", "доллар", "доллара", "долларов"),
        ("m", "цент", "цента", "центов"),
    ),
    "BGN": (
        ("m", "лев", "лева", "левов"),
        ("f", "стотинка", "стотинки", "стотинок"),
    ),
}


def phrase(whole, hundredths, currency):
    """Return the amount in words, in lower case."""
    if currency not in CURRENCIES:
        return f"{spell(whole, 'm')} {currency} {hundredths:02}"
    coin, part = CURRENCIES[currency]
    return (
        f"{spell(whole, coin[0])} {_form(whole, coin)}"
        f" {hundredths:02} {_form(hundredths, part)}"
    )


def spell(number, gender):
    """Return a whole number in words; ``gender`` of what it counts: m, f or n."""
    words = []
    for power in range(len(THOUSANDS) - 1, -1, -1):
        group = number // 1000**power % 1000
        if not group:
            continue
        counted = THOUSANDS[power]
        words.append(_spell_group(group, counted[0] if counted else gender))
        if counted:
            words.append(_form(group, counted))
    return " ".join(words) or ZERO


def _spell_group(number, gender):
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    one = ONES[gender][ones] if ones < 3 else UNITS[ones - 3]
    return " ".join(filter(None, (HUNDREDS[hundreds], TENS[tens], one)))


def _form(number, counted):
    """Return the form of a word that follows ``number``."""
    _gender, one, few, many = counted
    if 10 < number % 100 < 20:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)
