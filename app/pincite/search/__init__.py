"""The query language, its evaluation, and the hits in a document."""
