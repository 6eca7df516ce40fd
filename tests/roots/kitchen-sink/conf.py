"""Every element of docutils and Sphinx, in a project that says nothing but "editions"."""

project = "Kitchen Sink"
author = "The Plumbers"
extensions = ["editions"]
numfig = True
