// The fingerprints of the roots under which a handshake succeeds with `ca` read from each file. In the folder named:
// leaf-N.pem, key-N.pem and root-N.pem.
const fs = require('fs');
const path = require('path');
const tls = require('tls');
const { Duplex } = require('stream');
const { X509Certificate } = require('crypto');

const folder = process.argv[2];
const servers = [];
for (let n = 0; fs.existsSync(path.join(folder, `leaf-${n}.pem`)); n++) {
  const read = (name) => fs.readFileSync(path.join(folder, `${name}-${n}.pem`));
  servers.push({
    context: tls.createSecureContext({ cert: read('leaf'), key: read('key') }),
    fingerprint: new X509Certificate(read('root')).fingerprint256.replaceAll(':', '').toLowerCase(),
  });
}

function pair() {
  const ends = [];
  for (const other of [1, 0]) {
    ends.push(new Duplex({
      read() {},
      write(chunk, _, done) { ends[other].push(chunk); done(); },
      final(done) { ends[other].push(null); done(); },
    }));
  }
  return ends;
}

function succeeds(ca, server) {
  return new Promise((resolve) => {
    const [near, far] = pair();
    const served = new tls.TLSSocket(far, { isServer: true, secureContext: server.context });
    const client = tls.connect({ socket: near, ca, servername: 'localhost' });
    const end = (good) => { client.destroy(); served.destroy(); resolve(good); };
    served.on('error', () => {});
    client.on('secureConnect', () => end(client.authorized));
    client.on('error', () => end(false));
  });
}

(async () => {
  for (const file of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    const ca = fs.readFileSync(file, 'utf8');
    const good = [];
    for (const server of servers) if (await succeeds(ca, server)) good.push(server.fingerprint);
    console.log(good.join(' '));
  }
})();
