"""The demo's back office: customers, orders, shipments, refunds, addresses and subscriptions of the web shop
Fjordlight.

It plays somebody else's system in a process of its own; the frame is `agentdesk.demo.service`. `openapi.yaml`
is the published contract. Money goes over the wire as text with two decimals. Every change takes an
`Idempotency-Key`, and `GET /receipts/{key}` says what became of a request whose answer was lost.

Start: `python -m agentdesk.demo.backoffice --port 8102` with DATABASE_URL and AGENTDESK_BACKOFFICE_TOKEN.
"""
