"""The contracts as documents, made from the code alone: nothing has to run, and nothing is written twice."""
