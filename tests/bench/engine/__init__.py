"""Brokers side by side: ours, amqtt as it comes, and mosquitto, in one run on one machine."""
