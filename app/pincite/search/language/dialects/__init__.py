"""How queries are typed in Pincite's own language and in those of other programs."""
