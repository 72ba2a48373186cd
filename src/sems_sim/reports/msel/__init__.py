"""The list of events as a spreadsheet: in from any sensible sheet, out with every column."""
