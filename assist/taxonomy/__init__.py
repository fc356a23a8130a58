"""The taxonomy: which intents there are, how each is rated, and the layer that follows.

An `Intent` carries three ratings (complexity, emotional weight, business risk; each low, medium, high or very high); its examples
teach the classifier. `rules.assign_layer(ratings, signals, segment)` places a case on layer 1, 2 or 3 with its reasons in words;
live signals move it up, never silently down. Every change of a rating is kept: who, when, why.

Files. `load_taxonomy(path, by=, at=)` reads YAML; loading the same file again changes nothing, a changed file is kept as history:

    families:
      - key: troubleshooting            # a family shares its ratings; an intent may have its own
        title: Complex product troubleshooting
        complexity: medium              # low | medium | high | very high
        emotional_weight: medium
        business_risk: medium
        sensitive: medical              # optional: complaint | legal | medical | financial | crisis
        intents:
          - key: damaged_on_arrival     # unique, never changed: cases and figures refer to it
            title: Damaged on arrival
            plain: The goods arrived broken …   # one sentence, shown to agents
            journey: damaged_on_arrival # optional: the journey that this intent starts
            out_of_scope: false         # true for the one intent that collects what nothing else covers
            examples: [My lamp arrived broken, …]

An intent that the file no longer has is switched off, not deleted.
"""
