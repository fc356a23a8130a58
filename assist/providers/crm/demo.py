"""The demo's CRM over HTTP: what an adapter for a real one looks like."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import httpx
from django.conf import settings

from assist.providers.crm.base import (
    Contact,
    CrmRefused,
    CrmUnavailable,
    OpenTask,
    PastCase,
    Profile,
    Receipt,
    Write,
)
from cases.events.turnstile import away

WRITE_SECONDS = 5.0
LATER = frozenset(
    {401, 403, 408, 412, 429}
)  # besides every 5xx: what somebody may put right without touching the record
Record = dict[str, Any]


def connect() -> "DemoCrm":
    """The demo's CRM at settings.CRM_URL."""
    return DemoCrm(settings.CRM_URL, settings.CRM_TOKEN)


class DemoCrm:
    def __init__(self, url: str, token: str, *, seconds: float = WRITE_SECONDS) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.Client(base_url=url, headers=headers, timeout=seconds)
        self._kinds: dict[str, Callable[[Record, Write], Record]] = {
            "note": lambda case, write: self._add(case, "notes", write),
            "task": self._task,
            "fields": lambda case, write: self._change(case, write, {"fields": dict(write.payload)}),
            "disposition": lambda case, write: self._change(case, write, _disposition(write.payload)),
        }

    def profile_of(self, contact: Contact, *, at: datetime) -> Profile | None:
        found = self._found(contact)
        return _profile(found, at) if found else None

    def write(self, write: Write) -> Receipt:
        case = self._case_of(write)
        record = self._kinds[write.kind](case, write)
        return Receipt(str(record["id"]), str(case["id"]))

    def _case_of(self, write: Write) -> Record:
        external_id = f"agentdesk-{write.case_number}"
        found = self._send("GET", "/cases/", params={"external_id": external_id})["cases"]
        if found:
            return dict(found[0])
        body = {
            "contact_id": self._contact_of(write)["id"],
            "external_id": external_id,
            "subject": write.subject,
        }
        return self._send("POST", "/cases/", key=f"{external_id}:case", json=body)

    def _contact_of(self, write: Write) -> Record:
        found = self._found(write.contact)
        if found:
            return found
        contact = write.contact
        body = {"name": contact.name, "external_id": contact.external_id, "phone": contact.phone}
        body |= {"email": contact.email} if contact.email else {}
        return self._send("POST", "/contacts/", key=f"{contact.external_id}:contact", json=body)

    def _found(self, contact: Contact) -> Record | None:
        query = {"external_id": contact.external_id} | ({"email": contact.email} if contact.email else {})
        found = self._send("GET", "/contacts/", params=query)["contacts"]
        return dict(found[0]) if found else None

    def _add(self, case: Record, what: str, write: Write) -> Record:
        return self._send("POST", f"/cases/{case['id']}/{what}/", key=write.key, json=dict(write.payload))

    def _task(self, case: Record, write: Write) -> Record:
        """A new task, or the end of one that was written before."""
        if "state" not in write.payload:
            return self._add(case, "tasks", write)
        number = str(write.payload.get("reference", ""))
        if not number.isdigit():
            raise CrmRefused("The task is not known in the CRM.")
        return self._send(
            "PATCH", f"/tasks/{number}/", key=write.key, json={"status": write.payload["state"]}
        )

    def _change(self, case: Record, write: Write, change: Record) -> Record:
        """Change the case as it is now. Who changed it in between makes this try fail, and the next one
        sees it."""
        etag = f'"{case["version"]}"'
        return self._send(
            "PATCH", f"/cases/{case['id']}/", key=write.key, json=change, headers={"If-Match": etag}
        )

    def _send(self, method: str, path: str, *, key: str = "", **options: Any) -> Record:
        headers = {**options.pop("headers", {}), **({"Idempotency-Key": key} if key else {})}
        try:
            with away():
                answer = self._client.request(method, path, headers=headers, **options)
        except httpx.TimeoutException:
            raise CrmUnavailable("The CRM did not answer in time.") from None
        except httpx.TransportError as error:
            raise CrmUnavailable(f"The CRM cannot be reached: {error or type(error).__name__}") from None
        if answer.is_success:
            found: Record = answer.json()
            return found
        raise _failure(answer)


def _failure(answer: httpx.Response) -> Exception:
    if answer.status_code in LATER or answer.is_server_error:
        wait = answer.headers.get("Retry-After", "")
        seconds = float(wait) if wait.isdigit() else None
        return CrmUnavailable(f"The CRM answered {answer.status_code}.", retry_after=seconds)
    return CrmRefused(f"The CRM refused it ({answer.status_code}): {_reasons(answer)}")


def _reasons(answer: httpx.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        return answer.text[:200]
    errors = [f"{error['pointer']}: {error['message']}" for error in body.get("errors", [])]
    return "; ".join(errors) or str(body.get("detail", ""))


def _disposition(payload: Mapping[str, Any]) -> Record:
    change = {"status": "closed", "disposition": payload["disposition"]}
    return change | {"disposition_reason": payload.get("reason", "")}


def _profile(found: Record, at: datetime) -> Profile:
    return Profile(
        reference=str(found["id"]),
        name=found["name"],
        segment=found["segment"],
        lifetime_value=Decimal(found["lifetime_value"]),
        currency=found["currency"],
        customer_since=_day(found["customer_since"]),
        remark=found["remark"],
        past_cases=tuple(_past_case(case) for case in found["recent_cases"]),
        open_tasks=tuple(OpenTask(t["title"], date.fromisoformat(t["due_on"])) for t in found["open_tasks"]),
        fetched_at=at,
    )


def _past_case(case: Record) -> PastCase:
    opened = datetime.fromisoformat(case["opened_at"]).date()
    outcome, reason = case["disposition"], case["disposition_reason"]
    return PastCase(str(case["id"]), case["subject"], outcome, reason, opened, _day(case["closed_at"]))


def _day(value: str | None) -> date | None:
    return datetime.fromisoformat(value).date() if value else None
