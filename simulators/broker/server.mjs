// The demo's login broker: a real OpenID Connect provider in a process of its own, for one machine.
//
//   BROKER_PORT     port on 127.0.0.1; 0 takes a free one
//   BROKER_PEOPLE   file with people, employments and staff (`manage demo_people --out FILE` writes it)
//   BROKER_CLIENTS  file with the two clients, or the JSON itself (`manage demo_people --clients FILE` writes it)
//   BROKER_FAULTS   optional file with faults, read anew at every request (see faults.mjs)
//
// Prints one line of JSON on standard output when it answers: {"ready": true, "issuer": "http://127.0.0.1:PORT"}.
// Exit codes: 0 stopped, 2 bad input.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { BadInput, readClients } from './clients.mjs';
import { Directory } from './people.mjs';
import { makeProvider } from './provider.mjs';

function port() {
  const given = process.env.BROKER_PORT ?? '';
  const number = Number(given);
  if (!/^\d{1,5}$/.test(given) || number > 65535) {
    throw new BadInput('BROKER_PORT: write a port number, or 0 for a free one.');
  }
  return number;
}

function directory() {
  const file = process.env.BROKER_PEOPLE;
  if (!file) throw new BadInput('BROKER_PEOPLE: name the file that `manage demo_people --out FILE` writes.');
  try {
    return new Directory(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new BadInput(`BROKER_PEOPLE: ${file} cannot be used: ${error.message}`);
  }
}

async function main() {
  const people = directory();
  const clients = readClients(process.env.BROKER_CLIENTS);
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port(), '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = await makeProvider({ issuer, people, clients, faultsFile: process.env.BROKER_FAULTS });
  server.on('request', provider.callback());
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
  process.stdout.write(`${JSON.stringify({ ready: true, issuer })}\n`);
}

main().catch((error) => {
  process.stderr.write(`broker: ${error.message}\n`);
  process.exit(error instanceof BadInput || error.code === 'EADDRINUSE' ? 2 : 1);
});
