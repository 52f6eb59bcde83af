"""Bundles: numbering, stamps, index, pin cites, export."""
