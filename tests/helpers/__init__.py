"""What several tests need: things to test with, and ways to run the program."""
