"""Relève: retire a digital-health platform and leave evidence that a stranger can check."""
