"""What people see, in a real Chromium against a real server.

These tests are plain functions, for playwright's synchronous interface, which keeps an event loop
running in its thread as long as it is started: no asynchronous test could run meanwhile. So it is
started for this package and stopped when pytest leaves it, and nothing here is `async`.
"""
