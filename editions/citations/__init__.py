"""Citations in Sphinx: a domain, the list of works, exports."""
