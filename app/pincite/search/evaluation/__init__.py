"""A tree becomes one set of documents: exact, whatever its size."""
