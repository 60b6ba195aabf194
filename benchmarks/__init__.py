"""Timings, as ratios against a named peer or limit measured in the same run. Never tests."""
