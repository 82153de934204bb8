"""Resources of the API and their public methods: one module per resource."""
