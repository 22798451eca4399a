"""Stands for the module of Qt that pyqtgraph names and never uses here: it would take 9 MB."""
