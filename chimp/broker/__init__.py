"""amqtt, embedded: bytes, connections and topics, and nothing of what they mean.

`server.build_broker` is the way in, `websocket.mqtt_over_websocket` the way in for browsers. The
rest of the server is met only in `chimp.core.exchange`.
"""
