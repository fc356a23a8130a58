"""The demo's CRM: contacts, cases, notes and tasks, as somebody else's system would offer them.

`python -m agentdesk.demo.crm --port 8102` with DATABASE_URL and AGENTDESK_CRM_TOKEN. Its rows live in the
schema
`demo_crm` and are filled once from `agentdesk/demo/content/crm.yaml`. The product reaches it only over
HTTP, through
`assist.providers.crm.demo`.
"""
