"""A real glance-api under uWSGI, in a temporary folder and on loopback, for tests and benchmarks.

Nothing of Glance is patched or replaced. Only what a cloud has around it is: instead of Keystone a
middleware that believes what a token says of itself (`inside.rig_token_auth`), instead of MySQL a
SQLite file that takes its write lock at the beginning (`inside.rig_sqlite`).
"""
