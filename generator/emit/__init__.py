"""Write the package's source."""
