"""Where the documents of a check come from."""
