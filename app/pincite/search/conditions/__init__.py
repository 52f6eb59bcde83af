"""Conditions on what the matter knows of a document, as SQL."""
