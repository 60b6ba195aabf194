"""Private keys kept in files: SSH keys of people, note keys of logs, DSSE keys of seals."""
