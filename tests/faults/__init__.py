"""Faults in every override of Qt: the program lives, the audience keeps its picture, Escape leaves."""
