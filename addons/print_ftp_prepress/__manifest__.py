{
    "name": "Print Shop File Server: Checks",
    "summary": "What the check of a file says stands beside it at the file server",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["print_ftp", "print_prepress"],
    "data": ["views/file_server_templates.xml"],
    "auto_install": True,
}
