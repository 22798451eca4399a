"""Filters and maps of keys, and a menu that lets them through."""
