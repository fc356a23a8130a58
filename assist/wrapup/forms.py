import re
from typing import Any

from django import forms
from django.http import QueryDict

from assist.wrapup.actions import Writing
from assist.wrapup.models import WrapUp
from cases.casefiles.models import Case
from cases.followups.models import FollowUp
from cases.refusals import InvalidInput

_ROW = re.compile(r"follow-up-(\d+)-title\Z")


class NotValid(InvalidInput):
    message = "Something in the wrap-up is not valid."
    advice = "Choose an outcome, and give every follow-up a day."


class WrapUpForm(forms.Form):
    """Outcome, reason and summary. `writing_in` reads it together with the rows of follow-ups."""

    version = forms.IntegerField(required=False)
    disposition = forms.ChoiceField(choices=Case.Disposition.choices)
    disposition_reason = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=10_000, required=False)


class FollowUpForm(forms.Form):
    title = forms.CharField(max_length=200)
    due_on = forms.DateField()
    kind = forms.ChoiceField(choices=FollowUp.Kind.choices, required=False)


def writing_in(sent: QueryDict, wrap_up: WrapUp) -> Writing:
    """What was sent, as the actions take it. Rows without a title are no follow-ups. Raises NotValid."""
    form = WrapUpForm(sent)
    if not form.is_valid():
        raise NotValid(_words(form))
    values = form.cleaned_data
    return Writing(
        text=values["text"],
        disposition=values["disposition"],
        disposition_reason=values["disposition_reason"],
        follow_ups=[_row(sent, number, wrap_up) for number in _numbers(sent)],
        version=values["version"],
    )


def _numbers(sent: QueryDict) -> list[int]:
    found = [_ROW.match(name) for name in sent]
    return sorted(int(hit[1]) for hit in found if hit and str(sent[hit[0]]).strip())


def _row(sent: QueryDict, number: int, wrap_up: WrapUp) -> dict[str, Any]:
    names = {name: f"follow-up-{number}-{name.replace('_', '-')}" for name in ("title", "due_on", "kind")}
    form = FollowUpForm({name: sent.get(field, "") for name, field in names.items()})
    if not form.is_valid():
        raise NotValid(_words(form))
    values = form.cleaned_data
    known = {row["title"]: row.get("seq", 0) for row in wrap_up.draft_follow_ups}
    kind = values["kind"] or FollowUp.Kind.FOLLOW_UP
    due_on = values["due_on"].isoformat()
    return {"title": values["title"], "due_on": due_on, "seq": known.get(values["title"], 0), "kind": kind}


def _words(form: forms.Form) -> str:
    return " ".join(
        f"{name.replace('_', ' ').capitalize()}: {errors[0]}" for name, errors in form.errors.items()
    )
