"""The zoomable timeline."""
