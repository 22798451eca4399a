"""The windows: the only room that knows widgets and pyqtgraph."""
