"""Settings: where they come from and how they combine."""
