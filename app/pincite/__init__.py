"""Pincite reads a public-records release offline and turns it into court-ready exhibits."""
