"""The state of a talk: clock, ink, tools, journal."""
