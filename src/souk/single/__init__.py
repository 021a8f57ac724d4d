"""All services in one process: the same code, databases and events, but questions are asked without a network."""
