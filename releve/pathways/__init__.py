"""DAC care pathways: the canonical model, mappings from any source, scope, and keyed trees.

Needs the ``run`` extra (orjson), but for what checks one patient's proof: ``proof``,
``attestation``, ``listing`` and ``model`` run on the auditor's install.
"""
