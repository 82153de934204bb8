"""Sources of OpenAPI documents: the client, a server, a file, or a temporary server."""
