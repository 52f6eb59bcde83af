"""Qt models that hold ids and fetch blocks of rows on demand."""
