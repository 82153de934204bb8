"""Parse OpenAPI documents into comparable schemas."""
