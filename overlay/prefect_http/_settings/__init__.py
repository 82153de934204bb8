"""Settings: their sources, precedence and parsing."""
