"""The successor's tool of the exercise: another publisher's software, in a process of its own.

``python -m deployments.rehearsal.successor ROOT`` loads what is delivered to it and signs what it
found in its own database. Of Relève it knows the formats; the root it computes is its own code.
"""
