"""Search term reports and search certificates."""
