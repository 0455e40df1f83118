"""Setting the course up: the environment, system packages, the lock, and opening the lab."""
