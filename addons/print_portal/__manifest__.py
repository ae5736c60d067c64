{
    "name": "Print Shop Portal",
    "summary": "Clients of a print shop: registration, accounts and their rights, orders",
    "version": "19.0.1.0.0",
    "category": "Sales/Print Shop",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": [
        "sale_management",
        "portal",
        "account_payment",
        "sale_stock",
        "stock_delivery",
        "phone_validation",
    ],
    "data": [
        "security/print_portal_groups.xml",
        "security/print_portal_rules.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "print_portal/static/src/css/print.css",
        ],
    },
}
