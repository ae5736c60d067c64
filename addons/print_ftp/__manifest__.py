{
    "name": "Print Shop File Server",
    "summary": "The folders of clients over FTP, FTPS and SFTP, never half a file",
    "version": "19.0.1.0.0",
    "category": "Sales/Print Shop",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["print_portal"],
    "external_dependencies": {"python": ["pyftpdlib", "OpenSSL"]},
    "data": [
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
    ],
}
