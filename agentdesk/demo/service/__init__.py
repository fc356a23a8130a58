"""The frame that the demo's two services stand on: the back office and the CRM.

They play somebody else's system, each in a process of its own with a PostgreSQL schema of its own, so that
the product's adapters meet what they will meet outside: bearer authentication, requests validated against a
published OpenAPI 3.1 document, idempotency keys, rate limits, and faults on demand.

A service is a folder with `openapi.yaml`, `schema.sql`, a table of operations and a seed:

    def create_note(request: Request, rows: Rows) -> Answer:
        row = rows.execute("INSERT INTO notes … RETURNING *", request.body).fetchone()
        return Answer(201, row)

    SERVICE = Service(
        name="crm", folder=Path(__file__).parent, schema="demo_crm", token_variable="AGENTDESK_CRM_TOKEN",
        operations={"createNote": create_note}, seed=fill,
    )

    if __name__ == "__main__":
        raise SystemExit(serve(SERVICE))

An operation gets a validated `Request` (path, query, headers, body, `at`) and an open transaction `rows`
(psycopg, rows as dicts, `search_path` set to the schema). Raising `Problem` takes everything back. For
whoever declares the header `Idempotency-Key` in the document the frame keeps the promise that goes with it:
same key and same body give the first answer again (with `Idempotent-Replayed: true`), another body gives
409. The key commits in the same transaction as the effect.

Every service also answers `GET /health/` and `GET /openapi.json` without a token, and, with the token,
`GET`, `PUT` and `DELETE /faults/`. The body of `PUT` is one fault,
`{"path": "/notes/", "method": "POST", "kind": "slow", "times": 1, "seconds": 2}`.
The kinds are slow, 429, 500 and timeout_after_commit;
`path` is a template of the document or `*`. `timeout_after_commit` commits, waits and then hangs up.

Start: `python -m agentdesk.demo.crm --port 8101` (0 takes a free one). It prints
`listening on http://127.0.0.1:8101` as its first line and stops in order on SIGTERM.
"""

from agentdesk.demo.service.application import Operation, Rows, Service
from agentdesk.demo.service.messages import Answer, Problem, Request
from agentdesk.demo.service.server import serve

__all__ = ["Answer", "Operation", "Problem", "Request", "Rows", "Service", "serve"]
