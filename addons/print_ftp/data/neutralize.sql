-- A copy for trials takes no files of clients: nobody logs in by key, nobody is told of a server.
DELETE FROM print_ftp_key;
DELETE FROM print_ftp_session;
DELETE FROM print_ftp_node;
DELETE FROM ir_config_parameter WHERE key = 'print_ftp.host';
INSERT INTO ir_config_parameter (key, value)
VALUES ('print_ftp.is_closed', 'True')
ON CONFLICT (key) DO UPDATE SET value = 'True';
