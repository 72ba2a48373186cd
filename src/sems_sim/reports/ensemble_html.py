"""stub."""
def stress_page(review): return ""
def studies_page(*a): return ""
