"""Names that dealers log in with. Plain Python: no framework, no database."""


def stored_login(login, code):
    """Return the stored login of an account of the dealer with this client code.

    :param str login: the account's own name, or all of the stored login

    >>> stored_login("maria", "matprint"), stored_login("maria.matprint", "matprint")
    ('maria.matprint', 'maria.matprint')
    >>> stored_login("matprint", "matprint")
    'matprint'

    The login of another client's account is nobody's here:

    >>> stored_login("ivanova.poligraf", "matprint")
    'ivanova.poligraf.matprint'
    """
    is_whole = login == code or login.endswith(f".{code}")
    return login if is_whole else f"{login}.{code}"
