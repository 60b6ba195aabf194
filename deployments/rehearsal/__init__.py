"""The exercise platform: real parts standing in for Prédice; no product code imports it."""
