"""Contract check: whether a server still matches the document that this client was generated from."""
