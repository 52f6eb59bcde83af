"""The pieces from which views and dialogs are composed."""
