"""One verb a file: what is done, in which order, what is waited for; alone with Prefect."""
