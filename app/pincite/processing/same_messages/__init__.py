"""Finds the same email twice: native, printed, and quoted within another."""
