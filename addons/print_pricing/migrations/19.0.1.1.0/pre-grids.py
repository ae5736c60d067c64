def migrate(cr, version):
    """Make grids of the single prices that tariffs had: no row may be without."""
    cr.execute(
        """
        SELECT column_name
          FROM information_schema.columns
         WHERE table_name = 'print_tariff' AND column_name IN ('price', 'grid')
        """
    )
    columns = {name for (name,) in cr.fetchall()}
    if "price" not in columns:
        return
    if "grid" not in columns:
        cr.execute("ALTER TABLE print_tariff ADD COLUMN grid jsonb")
    cr.execute(
        """
        UPDATE print_tariff
           SET grid = jsonb_build_array(
                   jsonb_build_array('1', COALESCE(price, 0)::text)
               )
         WHERE grid IS NULL OR grid = '[]'::jsonb
        """
    )
