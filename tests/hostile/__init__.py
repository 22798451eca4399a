"""Stories that mean harm, or that look as if: each must become a story or a list of problems, in bounded time and memory."""
