"""Long runs and records of faults: the chaos run, and the table beside the stock driver.

Started by nox sessions of their own; the tests use the same parts in short.
"""
