{
    "name": "Print Report: Orders without PDF",
    "summary": "Orders and payments go on when no PDF can be made",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["print_report", "sale"],
    "auto_install": True,
}
