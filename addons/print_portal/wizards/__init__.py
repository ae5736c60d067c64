from . import print_final_price
from . import print_final_price_line
from . import print_job_stop
from . import base_partner_merge
from . import portal_wizard
from . import print_registration_approve
from . import print_registration_reject
from . import payment_link_wizard
