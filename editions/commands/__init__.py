"""The verbs of the ``editions`` command, a module each.

Such a module offers ``add(verbs, parents)``, which declares the verb and sets its ``run``.
"""
