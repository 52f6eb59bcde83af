"""Passages, coding, notes, and the history that undoes them."""
