from typing import Any

from django import forms

from cases.people.keys import USUAL, changed, fault_of, letters_of
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
        for name, letter in letters_of(self.instance.keys).items():
            title = USUAL[name][1]
            self.fields[f"key_{name}"] = forms.CharField(
                label=title, required=False, max_length=1, initial=letter
            )
        if posted is not None and "assist_mode" not in posted:
            for name in set(self.fields) - set(posted):
                del self.fields[name]

    @property
    def choices(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("key_")]

    @property
    def letters(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("key_")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kept = letters_of(self.instance.keys)
        self.keys = kept | {
            name: cleaned[f"key_{name}"].lower() for name in kept if f"key_{name}" in self.data
            and f"key_{name}" in cleaned
        }  # fmt: skip
        for name in self.keys:
            if f"key_{name}" in self.data and (fault := fault_of(name, self.keys)):
                self.add_error(f"key_{name}", fault)
        return cleaned

    def save(self, commit: bool = True) -> User:
        self.instance.keys = changed(self.keys)
        user: User = super().save(commit)
        return user
