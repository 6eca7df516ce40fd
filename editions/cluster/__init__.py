"""Publications built on other machines, through Dask, and finished ones that are kept."""
