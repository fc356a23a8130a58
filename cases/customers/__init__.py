"""Customers: persons with addresses on several channels."""
