"""What Chimp does, in terms of its rules, its store and its wire: the use cases."""
