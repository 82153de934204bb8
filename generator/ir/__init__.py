"""The API as the templates see it."""
