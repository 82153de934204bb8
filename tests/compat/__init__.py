"""Compatibility of the client with every supported server version, tested on running servers."""
