"""The room of formats: one file for each, reading and writing side by side; text comes in here."""
