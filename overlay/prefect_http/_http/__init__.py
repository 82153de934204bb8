"""HTTP: requests, responses, retries, and limits."""
