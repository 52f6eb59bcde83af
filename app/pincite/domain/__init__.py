"""Frozen values and rules that rest on the standard library alone."""
