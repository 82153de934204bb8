"""One class per API resource: the public verbs."""
