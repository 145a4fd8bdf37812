'use strict'
// node-postgres. NODE_PATH says where it is; the flags of the process and NODE_EXTRA_CA_CERTS are the caller's.
const fs = require('fs')
const readline = require('readline')
const { Client } = require('pg')
const { version } = require('pg/package.json')

const QUESTION = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
const SSL_OPTIONS = {
  'ssl=true': () => true,
  'ssl={ca}': (store) => ({ ca: fs.readFileSync(store, 'utf8') }),
  'ssl={ca,allowPartialTrustChain}': (store) => ({ ca: fs.readFileSync(store, 'utf8'), allowPartialTrustChain: true }),
  'ssl={rejectUnauthorized:false}': () => ({ rejectUnauthorized: false }),
}

function settings(job) {
  const url = `postgres://${job.user}@localhost:${job.port}/lab`
  const [word, ...rest] = (job.mode || '').split(' ')
  const base = { connectionTimeoutMillis: 8000 }
  if (job.mode === null) {
    const query = job.via === 'named' ? `?sslrootcert=${encodeURIComponent(job.store)}` : ''
    return { ...base, connectionString: url + query }
  }
  if (word.startsWith('ssl=')) {
    const place = { host: 'localhost', port: job.port, user: job.user, database: 'lab' }
    return { ...base, ...place, ssl: SSL_OPTIONS[word](job.store) }
  }
  const words = [`sslmode=${word}`]
  if (rest.includes('uselibpqcompat')) words.push('uselibpqcompat=true')
  if (job.via === 'named') words.push(`sslrootcert=${encodeURIComponent(job.store)}`)
  return { ...base, connectionString: `${url}?${words.join('&')}` }
}

async function attempt(job) {
  process.env.HOME = job.home
  const answer = { id: job.id, connected: false, encrypted: false, error: '' }
  let client
  try {
    client = new Client(settings(job))
    client.on('error', () => {})
    await client.connect()
    answer.encrypted = (await client.query(QUESTION)).rows[0].ssl
    answer.connected = true
  } catch (error) {
    answer.error = `${error.code || ''} ${error.name}: ${error.message}`.trim()
  }
  if (client) await client.end().catch(() => {})
  return answer
}

const emit = (answer) => process.stdout.write(JSON.stringify(answer) + '\n')
process.on('uncaughtException', (error) => process.stderr.write(`${error.stack}\n`))
emit({ hello: { version, runtime: `node ${process.versions.node.split('.')[0]}` } })
let last = Promise.resolve()
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  last = last.then(async () => emit(await attempt(JSON.parse(line))))
})
