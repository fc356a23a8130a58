"""Scorecards: criteria with weights, anchors and must-pass items. A changed scorecard is a new version;
reviews keep theirs."""
