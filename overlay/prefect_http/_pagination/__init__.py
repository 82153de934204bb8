"""Pagination: cursors, queries, and prefetching."""
