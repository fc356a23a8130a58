from django import forms
from django.http import QueryDict

from assist.suggestions.models import Suggestion
from cases.people.models import User
from cases.refusals import InvalidInput


class DismissalForm(forms.Form):
    reason = forms.ChoiceField(choices=Suggestion.Dismissal.choices)

    @classmethod
    def reason_in(cls, posted: QueryDict) -> str:
        """The chosen reason. Raises InvalidInput for any other word."""
        form = cls(posted)
        if not form.is_valid():
            raise InvalidInput("Choose one of the four reasons.")
        return str(form.cleaned_data["reason"])


class ModeForm(forms.Form):
    mode = forms.ChoiceField(choices=User.AssistMode.choices)

    @classmethod
    def mode_in(cls, posted: QueryDict) -> str:
        """The chosen mode. Raises InvalidInput for any other word."""
        form = cls(posted)
        if not form.is_valid():
            raise InvalidInput("Choose live, on demand or quiet.")
        return str(form.cleaned_data["mode"])
