"""Read OpenAPI documents."""
