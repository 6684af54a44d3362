// MQTT.js as it is told to on standard input: one line of JSON for each call, one for each answer.
// The first answer is to the CONNECT. What is heard goes to standard output as well, as it comes.

import { createInterface } from 'node:readline'
import mqtt from 'mqtt'

const [url, options] = process.argv.slice(2)

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

const fail = (error) => {
  process.stderr.write(`${error.stack ?? error}\n`)
  process.exit(1)
}

const client = mqtt.connect(url, { ...JSON.parse(options), protocolVersion: 4, reconnectPeriod: 0 })

const calls = {
  subscribe: async ({ filter, qos }) => {
    const granted = await client.subscribeAsync(filter, { qos })
    return granted[0].qos
  },
  publish: async ({ topic, payload, qos, retain }) => {
    await client.publishAsync(topic, payload, { qos, retain })
  },
  leave: async () => {
    await client.endAsync()
    process.exit(0)
  },
}

client.on('error', fail)
client.on('connect', ({ sessionPresent }) => say({ answer: Number(sessionPresent) }))
client.on('message', (topic, payload, { qos, retain }) => {
  say({ heard: { topic, payload: payload.toString(), qos, retain } })
})

createInterface({ input: process.stdin }).on('line', (line) => {
  const { call, ...details } = JSON.parse(line)
  calls[call](details).then((answer) => say({ answer: answer ?? null }), fail)
})
