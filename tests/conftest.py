"""What holds for all tests."""

from hypothesis import settings

# No test fails because the machine is busy with others: speed is shown by `make bench`.
settings.register_profile("chimp", deadline=None)
settings.load_profile("chimp")
