"""What of the overlay works on which server: every supported version, really running."""
