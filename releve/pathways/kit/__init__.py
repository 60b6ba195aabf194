"""The import kit: all that a successor needs to load pathways without Relève, made from the model.

``LISEZMOI.txt``, ``specification.html`` and ``valider.py`` are package data, copied into the kit.
"""
