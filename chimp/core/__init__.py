"""The rules of the chat: standard library only, no clock, no I/O, no randomness.

What may live here: values, decisions, and the names of topics. What may not be known here:
asyncio, MQTT clients, HTTP, JSON shapes, SQL. Time is an argument (milliseconds since the
epoch), a timer is ``next_deadline()``, and everything to be done is returned as a list of effects.
"""
