{
    "name": "Print Shop Prepress",
    "summary": "Files are checked before they are printed: preflight, gates, production",
    "version": "19.0.1.0.0",
    "category": "Sales/Print Shop",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["print_portal", "queue_job"],
    "data": [
        "security/ir.model.access.csv",
        "data/queue_job_data.xml",
        "data/ir_cron_preflight.xml",
        "views/print_preflight_views.xml",
        "views/preflight_templates.xml",
    ],
    "external_dependencies": {"python": ["pikepdf"]},
    "assets": {
        "web.assets_backend": ["print_prepress/static/src/queue_warning/**/*"],
        "web.assets_frontend": ["print_prepress/static/src/interactions/**/*"],
    },
}
