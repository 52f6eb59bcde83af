"""Reads pages that are pictures (OCR): finds them, sets them upright, and keeps what was read."""
