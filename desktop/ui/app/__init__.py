"""Starts the application, and answers the operating system."""
