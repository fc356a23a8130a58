"""Reviews: a scorecard filled in beside the transcript, with notes pinned to turns. Saved while answering,
final once submitted."""
