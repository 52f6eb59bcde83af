"""The query language: what is typed becomes a tree, and a tree reads as English."""
