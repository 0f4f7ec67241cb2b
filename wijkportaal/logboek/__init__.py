"""The log as an auditor reads it: every change and every reading in one list, in words."""
