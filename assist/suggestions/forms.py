from django import forms
from django.http import QueryDict

from assist.suggestions.models import Suggestion
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
