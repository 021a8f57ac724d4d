"""What it takes to run Souk elsewhere: images, compose, Kubernetes, and what watches it."""
