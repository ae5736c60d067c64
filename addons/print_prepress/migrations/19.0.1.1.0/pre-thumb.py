def migrate(cr, version):
    """Small pictures are of any page now, not of the first one alone."""
    cr.execute("UPDATE print_preview SET kind = 'thumb' WHERE kind = 'first'")
