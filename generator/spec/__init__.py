"""OpenAPI documents: fetch, validate, patch, and lock."""
