"""Reads columns of dates, in whatever form files write them."""
