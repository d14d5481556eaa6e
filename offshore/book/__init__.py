"""The book: editions assembled from runs and pages, bound, inspected and published."""
