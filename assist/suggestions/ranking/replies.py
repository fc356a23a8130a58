"""What a reply is like, as named features of its words."""

from __future__ import annotations

from assist.suggestions.ranking.states import Features, grams


def reply_features(key: str) -> Features:
    """The features of a reply without its values: words, neighbours, how it begins and ends, its length."""
    words = key.split()
    names = [*grams(words), f"begins {' '.join(words[:2])}", f"ends {words[-1] if words else ''}"]
    names.append(f"length {min(len(words) // 2, 10)}")
    scale = len(names) ** -0.5
    return {name: names.count(name) * scale for name in dict.fromkeys(names)}
