from . import test_client_code
from . import test_account
from . import test_rights
from . import test_naming
from . import test_registration
from . import test_registration_form
from . import test_routes
