"""The conformance lab: real PostgreSQL servers, real clients, and what came of every attempt."""
