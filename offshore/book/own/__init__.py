"""The book of somebody's own data: a compendium composed of a template and a data package."""
