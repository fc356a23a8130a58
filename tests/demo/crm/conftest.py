from tests.crm import crm, crm_process  # noqa: F401
