{
    "name": "Print Report",
    "summary": "Every PDF with its header, footer and page numbers, made in process",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["web"],
    "external_dependencies": {"python": ["weasyprint"]},
    "assets": {
        "web.assets_backend": ["print_report/static/src/report_handler.js"],
    },
}
