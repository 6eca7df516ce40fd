"""What the verbs of the ``editions`` command do, a module each; `editions.arguments` declares them.

Such a module offers ``run(options)``, which returns the exit status.
"""
