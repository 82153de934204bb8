"""Contract check: compare a server's API with the one that this client was generated from."""
