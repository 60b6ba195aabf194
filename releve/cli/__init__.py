"""The ``releve`` program: its commands, one printer of errors, documented exit codes."""
