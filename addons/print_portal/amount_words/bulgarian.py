"""Bulgarian numerals: gender of one and two, "и" before the last word of a number."""

MINUS = "минус"
ZERO = "нула"
ONES = {
    "m": ("", "един", "два"),
    "f": ("", "една", "две"),
    "n": ("", "едно", "две"),
}
UNITS = (
    *("три", "четири", "пет", "шест", "седем", "осем", "девет", "десет"),
    *("единадесет", "дванадесет", "тринадесет", "четиринадесет", "петнадесет"),
    *("шестнадесет", "седемнадесет", "осемнадесет", "деветнадесет"),
)
TENS = (
    *("", "", "двадесет", "тридесет", "четиридесет", "петдесет", "шестдесет"),
    *("седемдесет", "осемдесет", "деветдесет"),
)
HUNDREDS = (
    *("", "сто", "двеста", "триста", "четиристотин", "петстотин", "шестстотин"),
    *("седемстотин", "осемстотин", "деветстотин"),
)
# Gender, the word after one and after more.
THOUSANDS = (
    None,
    ("f", "хиляда", "хиляди"),
    ("m", "милион", "милиона"),
    ("m", "милиард", "милиарда"),
)
CURRENCIES = {
    "EUR": (("n", "евро", "евро"), ("m", "цент", "цента")),
    "BGN": (("m", "лев", "лева"), ("f", "стотинка", "стотинки")),
    "USD": (("m", "долар", "долара"), ("m", "цент", "цента")),
    "RUB": (("f", "рубла", "рубли"), ("f", "копейка", "копейки")),
}


def phrase(whole, hundredths, currency):
    """Return the amount in words, in lower case."""
    if currency not in CURRENCIES:
        return f"{spell(whole, 'm')} {currency} и {hundredths:02}"
    coin, part = CURRENCIES[currency]
    return (
        f"{spell(whole, coin[0])} {_form(whole, coin)}"
        f" и {hundredths:02} {_form(hundredths, part)}"
    )


def spell(number, gender):
    """Return a whole number in words; ``gender`` of what it counts: m, f or n."""
    groups = []
    for power in range(len(THOUSANDS) - 1, -1, -1):
        group = number // 1000**power % 1000
        if group:
            groups.append(_spell_group(group, power, gender))
    if not groups:
        return ZERO
    *before, (last, is_one_word) = groups
    # A last group of several words has its "и" inside already.
    if before and is_one_word:
        last = f"и {last}"
    return " ".join([*(text for text, _one in before), last])


def _spell_group(number, power, gender):
    """Return a group of three digits in words, and whether its number is one word."""
    counted = THOUSANDS[power]
    if power == 1 and number == 1:
        return counted[1], True  # хиляда, not една хиляда
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    one_of = ONES[counted[0] if counted else gender]
    one = one_of[ones] if ones < 3 else UNITS[ones - 3]
    words = [word for word in (HUNDREDS[hundreds], TENS[tens], one) if word]
    if len(words) > 1:
        words.insert(-1, "и")
    name = [_form(number, counted)] if counted else []
    return " ".join([*words, *name]), len(words) == 1


def _form(number, counted):
    """Return the form of a word that follows ``number``."""
    _gender, one, many = counted
    return one if number == 1 else many
