"""What ``./shop`` is made of: Python 3.11 and nothing but its standard library.

One file per subject, lower ones first::

    cli                      the commands
    suites  lint  i18n       what they do beside serving
    choice counts coverage   which tests, and how they went
    lanes  shares            what is done side by side
    odoo  databases          Odoo at work, its databases and their templates
    mail                     where the mails of a demo shop end
    postgres  pythons  tree  what Odoo stands on: server, packages, source
    archive  libraries       Debian's packages, without its rights
    addons                   our own add-ons
    state  process  say      one folder, child processes, words for the person
"""
