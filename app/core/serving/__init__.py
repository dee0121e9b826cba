"""How requests come in: the connection, the body, and the threads in which Flask answers."""
