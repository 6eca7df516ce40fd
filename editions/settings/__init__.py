"""The settings of ``conf.py``: each declared once; read, checked and documented from there."""
