"""Licet: is a Chinese licence needed, why, and which fact would settle it."""
