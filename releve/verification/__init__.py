"""The auditor's check: an evidence folder, verified offline and independently of who wrote it."""
