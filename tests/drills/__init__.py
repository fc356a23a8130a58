"""Kill, cut, flood: what the running stack does when a part of it dies."""
