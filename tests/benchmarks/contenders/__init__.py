"""Programs of the contenders. Each imports only what is installed in its environment."""
