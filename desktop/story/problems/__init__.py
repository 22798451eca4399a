"""Issues and problems, and their messages."""
