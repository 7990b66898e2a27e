"""Values in, figures out, in the order of the contract. No files, no clock, no terminal."""
