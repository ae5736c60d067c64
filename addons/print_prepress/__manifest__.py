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
    ],
    "external_dependencies": {"python": ["pikepdf"]},
}
