"""What the machine must have beside Python packages, and the project's virtual environment.

Runs before anything is installed, so it needs nothing but Python's own library, and Pythons
that are too old must be able to read it: it turns them away.
"""
