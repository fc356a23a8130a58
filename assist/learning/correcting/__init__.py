"""What people say a turn really was: doubtful readings are shown, the right label is chosen, and the next training learns it."""
