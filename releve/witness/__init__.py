"""A witness (*témoin cosignataire*): cosigns only heads that extend those it saw, keeps the rest.

The protocol and the files are normative in ``docs/format/witness.md``.
"""
