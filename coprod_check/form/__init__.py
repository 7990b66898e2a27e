"""The page that people fill in without this program."""
