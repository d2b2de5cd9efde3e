"""A file's bytes -> accepted rows and problems, in a chain of small pure steps."""
