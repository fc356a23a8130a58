import json
from typing import Any

from django import forms

from assist.writeback.models import CrmWrite


class MendForm(forms.Form):
    """One field for each value of the payload, by its own name. `payload()` keeps the kinds of the values."""

    def __init__(self, write: CrmWrite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.write = write
        for name, value in write.payload.items():
            self.fields[name] = _field(name, value)

    def payload(self) -> dict[str, Any]:
        return {name: _read(self.cleaned_data[name], old) for name, old in self.write.payload.items()}


def _field(name: str, value: Any) -> forms.CharField:
    widget = (
        forms.Textarea(attrs={"rows": 4, "class": "in"})
        if name == "body"
        else forms.TextInput(attrs={"class": "in"})
    )
    text = value if isinstance(value, str) else json.dumps(value)
    return forms.CharField(
        label=name.replace("_", " ").capitalize(), initial=text, required=False, widget=widget
    )


def _read(text: str, old: Any) -> Any:
    """A number stays a number where it can; everything else is text."""
    if isinstance(old, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
