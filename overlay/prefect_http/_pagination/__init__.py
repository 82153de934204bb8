"""Pages of rows: cursors and prefetching."""
