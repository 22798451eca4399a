"""Changes the text of a story: values, slides, dates, history, merge."""
