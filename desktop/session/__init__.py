"""What is open and where one is in it: state without widgets. QtCore and QtGui only."""
