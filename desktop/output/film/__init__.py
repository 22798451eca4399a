"""Writes a story as a film, through the system's ffmpeg."""
