"""What touches systems outside Relève: one package a system, none of which sees another."""
