"""Measurements that print ratios to a floor measured in the same run. Never part of the tests."""
