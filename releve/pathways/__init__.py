"""DAC care pathways: the canonical model, mappings from any source, scope, and keyed trees.

Needs the ``run`` extra (orjson); nothing that an auditor's install imports lives here.
"""
