"""The readable engine and the compiled kernel, run for run."""
