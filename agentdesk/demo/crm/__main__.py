"""`python -m agentdesk.demo.crm --port N`"""

from pathlib import Path

from agentdesk.demo.crm.cases import CASE_OPERATIONS
from agentdesk.demo.crm.contacts import CONTACT_OPERATIONS
from agentdesk.demo.crm.seed import fill
from agentdesk.demo.service import Service, serve

SERVICE = Service(
    name="crm",
    folder=Path(__file__).parent,
    schema="demo_crm",
    token_variable="AGENTDESK_CRM_TOKEN",
    operations={**CONTACT_OPERATIONS, **CASE_OPERATIONS},
    seed=fill,
)

if __name__ == "__main__":
    raise SystemExit(serve(SERVICE))
