"""Long runs and records of faults: the chaos run, the table beside the stock driver, a cluster.

Started by nox sessions of their own; the tests use the same parts in short.
"""
