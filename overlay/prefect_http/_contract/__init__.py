"""Does a server still keep what this client was promised? See ``prefect-http contract --help``."""
