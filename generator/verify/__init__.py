"""Check the generated package."""
