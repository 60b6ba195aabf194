"""Signatures of persons (SSHSIG), of organisations (DSSE) and of logs (signed note)."""
