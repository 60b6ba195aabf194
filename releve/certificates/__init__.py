"""Certificates: claims no stronger than the method, statements about subjects by digest."""
