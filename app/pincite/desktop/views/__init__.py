"""The modes of the main window."""
