"""What matched in a document, and how it is shown."""
