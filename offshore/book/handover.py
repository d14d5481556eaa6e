"""What the pages, which are written here, and the Sphinx extension agree on.

The extension runs in Sphinx and imports no page; the pages import nothing from Sphinx.
"""

INPUTS = "_inputs.json"  # worded numbers, facts, terms and badges, as `assembly` writes them
AUDIT_PAGE, FACTS_PAGE, CERTIFICATE = "audit", "facts", "certificate"
CHANGED = "What is changed in this edition"  # the certificate's heading that every banner links to
NOT_AVAILABLE = "not available"  # in place of what a failed run would have given
COMPARISON = "comparison"  # the page beside the book's that says what differs in the results
FILTERED = "filtered"  # the class of a table that a reader can filter and sort
PROVENANCE = "provenance"  # the page that says what each number, figure and table came from
