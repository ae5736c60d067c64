"""What ``./shop`` is made of: Python 3.11 and nothing but its standard library.

One file per subject, lower ones first::

    cli                      the commands
    suites  lint  i18n       what they do beside serving
    server  databases        Odoo at work, its databases and their templates
    postgres  pythons  tree  what Odoo stands on: server, packages, source
    archive  addons          Debian's packages; our own add-ons
    state  process  say      one folder, child processes, words for the person
"""
