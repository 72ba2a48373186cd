"""The command line: one file for each command, and the words in which it speaks."""
