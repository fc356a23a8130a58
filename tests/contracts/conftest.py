from tests.crm import crm, crm_process  # noqa: F401
from tests.language import language_twin  # noqa: F401
