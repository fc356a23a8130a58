from typing import Any

from django import forms

from cases.people.models import User


class PreferencesForm(forms.ModelForm):
    """All preferences from the page, or the theme alone from the button in the top bar."""

    class Meta:
        model = User
        fields = ("theme", "is_compact", "assist_mode", "has_shortcuts", "has_sound")
        labels = {
            "theme": "Light or dark",
            "is_compact": "Compact rows",
            "assist_mode": "Suggestions",
            "has_shortcuts": "Single-letter keyboard shortcuts",
            "has_sound": "A short tone for a new offer",
        }

    def __init__(self, posted: Any = None, **kwargs: Any) -> None:
        super().__init__(posted, **kwargs)
        if posted is not None and "assist_mode" not in posted:
            for name in set(self.fields) - set(posted):
                del self.fields[name]
