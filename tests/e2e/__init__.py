"""The whole server behind real sockets, and clients written from the contract alone."""
