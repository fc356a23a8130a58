"""What the review page posts, as plain values."""

from typing import Any

from django import forms
from django.http import QueryDict

from cases.refusals import InvalidInput
from qa.scorecards.rules import NOT_APPLICABLE


class Posted(forms.Form):
    @classmethod
    def read(cls, posted: QueryDict) -> dict[str, Any]:
        """The cleaned values; raises InvalidInput with the first fault."""
        form = cls(posted)
        if not form.is_valid():
            raise InvalidInput(str(next(iter(form.errors.values()))[0]))
        return form.cleaned_data


class AnswerForm(Posted):
    points = forms.ChoiceField(
        choices=[("", ""), *[(v, v) for v in ("0", "1", "2", "3", "na")]], required=False
    )
    comment = forms.CharField(max_length=2000, required=False)

    def clean_points(self) -> int | None:
        value = self.cleaned_data["points"]
        return None if value == "" else NOT_APPLICABLE if value == "na" else int(value)


class PinForm(Posted):
    position = forms.IntegerField(min_value=1, max_value=9999)
    text = forms.CharField(max_length=2000)
    criterion_key = forms.CharField(max_length=60, required=False)
    category = forms.CharField(max_length=24, required=False)
    key = forms.CharField(max_length=64)
