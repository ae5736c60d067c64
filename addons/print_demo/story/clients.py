"""Clients with their accounts and addresses, and who asks to become one.

A client is a mapping of ``code``, ``lang``, ``partner`` (fields of the contact),
``accounts`` (its sub-accounts: name before the code, person, rights), ``addresses`` and
``presses`` (those it keeps as its own, fields of ``print.press``).
``seller`` serves him, where that is not the first salesperson.
``since`` is the working day on which he came. Who ``registers`` came by the form.
"""

CLIENTS = [
    {
        "code": "poligraf",
        "since": 62,
        "lang": "ru_RU",
        "country": "bg",
        "terms": "account.account_payment_term_15days",
        "pricelist": "print_demo.pricelist_contract",
        "partner": {
            "name": "Полиграф ООД",
            "is_company": True,
            "street": "ул. Девня, 14",
            "zip": "9000",
            "city": "Варна",
            "phone": "+359 52 600 410",
            "email": "office@poligraf.example",
            "vat": "BG103000417",
            "company_registry": "103000417",
        },
        "accounts": [
            {
                "name": "ivanova",
                "rights": ["can_submit"],
                "partner": {
                    "name": "Мария Иванова",
                    "function": "Менеджер по производству",
                    "phone": "+359 88 855 0142",
                    "email": "ivanova@poligraf.example",
                },
            },
            {
                "name": "buh",
                "rights": ["see_finance"],
                "partner": {
                    "name": "Ольга Белова",
                    "function": "Бухгалтерия",
                    "phone": "+359 52 600 412",
                    "email": "buh@poligraf.example",
                },
            },
        ],
        "presses": [
            {
                "name": "SM 74-4, цех 2",
                "maker": "Heidelberg",
                "plate_width": 745,
                "plate_height": 605,
                "gauges": "0.30",
                "gripper": 12,
                "plate_to_paper": 43,
                "punch": "bacher",
                "sheet_min_width": 280,
                "sheet_min_height": 210,
                "sheet_max_width": 740,
                "sheet_max_height": 530,
                "units": 4,
                "can_perfect": "no",
                "max_ruling": 175,
                "curve": "client",
            },
        ],
        "addresses": [
            {
                "name": "Полиграф, цех",
                "street": "бул. Владислав Варненчик, 258",
                "zip": "9009",
                "city": "Варна",
                "phone": "+359 52 600 418",
            },
        ],
    },
    {
        "code": "reklama",
        "since": 55,
        "lang": "bg_BG",
        "country": "bg",
        "terms": "account.account_payment_term_30days",
        "partner": {
            "name": "Реклама Експрес ООД",
            "is_company": True,
            "street": "бул. Кукленско шосе 14",
            "zip": "4004",
            "city": "Пловдив",
            "phone": "+359 32 555 014",
            "email": "office@reklama.example",
            "vat": "BG115000293",
            "company_registry": "115000293",
        },
    },
    {
        "code": "trame",
        "since": 48,
        "lang": "fr_FR",
        "country": "fr",
        "terms": "account.account_payment_term_30days",
        "partner": {
            "name": "Trame SARL",
            "is_company": True,
            "street": "12 quai Rambaud",
            "zip": "69002",
            "city": "Lyon",
            "phone": "+33 1 99 00 12 34",
            "email": "atelier@trame.example",
            "vat": "FR23334175221",
            "company_registry": "334175221",
        },
    },
    {
        "code": "hillside",
        "since": 44,
        "lang": "en_US",
        "country": "bg",
        "seller": "user_sales2",
        "terms": "account.account_payment_term_15days",
        "partner": {
            "name": "Hillside Books Ltd",
            "is_company": True,
            "street": "7 Oborishte St",
            "zip": "1504",
            "city": "Sofia",
            "phone": "+359 2 944 01 52",
            "email": "production@hillside.example",
            "vat": "BG121000318",
            "company_registry": "121000318",
        },
    },
    {
        "code": "petrov",
        "since": 22,
        "lang": "bg_BG",
        "country": "bg",
        "terms": "account.account_payment_term_immediate",
        "registers": True,
        "partner": {
            "name": "Георги Петров",
            "is_company": False,
            "street": "ул. Шипка 24",
            "zip": "1504",
            "city": "София",
            "phone": "+359 88 744 0215",
            "email": "g.petrov@petrov.example",
        },
    },
]

# Requests that are still to be answered, or were refused.
REGISTRATIONS = [
    {
        "key": "etiket",
        "day": 1,
        "at": "16:42",
        "lang": "bg_BG",
        "country": "bg",
        "form": {
            "kind": "company",
            "name": "Етикет Студио ЕООД",
            "contact_name": "Николай Димов",
            "vat": "BG117000286",
            "company_registry": "117000286",
            "email": "dimov@etiket.example",
            "phone": "+359 82 555 014",
            "city": "Русе",
            "street": "ул. Борисова 52",
            "zip": "7012",
            "heard_from": "от Реклама Експрес",
            "comment": "Печатаме етикети на ролка, трябват ни плаки 650 × 550.",
        },
    },
    {
        "key": "fast",
        "day": 9,
        "at": "11:15",
        "lang": "en_US",
        "country": "bg",
        "form": {
            "kind": "company",
            "name": "Fast Promo",
            "contact_name": "A. Smith",
            "email": "fast@promo.example",
            "phone": "+359 2 933 01 77",
            "city": "Sofia",
        },
        "rejected": {
            "day": 8,
            "at": "10:05",
            "reason": "The telephone number is not yours and the company is not in the"
            " register. Write to us from the company's own address.",
        },
    },
]
