-- A test copy must not reach the client files of the shop it was copied from.
DELETE FROM ir_config_parameter WHERE key = 'print_portal.files_root';
