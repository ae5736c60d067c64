{
    "name": "Probe of the bench",
    "summary": "Each answer tells what it cost the server",
    "version": "19.0.1.0.0",
    "author": "Print Shop",
    "license": "LGPL-3",
    "depends": ["base"],
    "post_load": "post_load",
}
