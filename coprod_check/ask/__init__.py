"""Front ends of the interview: they turn screens into words and replies into text."""
