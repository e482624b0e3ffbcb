// An SMS centre: SMPP 3.4 with delivery receipts, in a process of its own, for one machine.
//
//   SMSC_PORT          port on 127.0.0.1 for SMPP; 0 takes a free one
//   SMSC_PAGES_PORT    port of the page with the phones; 0 takes a free one
//   SMSC_STATE         folder for what was accepted; it survives a kill
//   SMSC_ACCOUNTS      `name:password`, commas between
//   SMSC_FAULTS        optional file with faults, read anew at every message (see faults.mjs)
//   SMSC_SECONDS       how long a phone takes to have a message (1)
//   SIM_CLOCK          optional file {"offset_seconds": n}: the demo's clock
//
// Prints one line of JSON when it answers: {"ready": true, "address": "127.0.0.1:PORT", "pages": "http://…/"}.
// Exit codes: 0 stopped, 2 bad input.
import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import smpp from 'smpp';

import { readFaults, strikes } from './faults.mjs';
import { Journal } from './journal.mjs';
import { makePages } from './pages.mjs';
import { Receipts } from './receipts.mjs';

const { ESME_RBINDFAIL, ESME_RINVDSTADR, ESME_RINVBNDSTS, ESME_RINVMSGLEN, ESME_RTHROTTLED } = smpp;
const HEARS = new Set(['bind_receiver', 'bind_transceiver']);
const SPEAKS = new Set(['bind_transmitter', 'bind_transceiver']);

class BadInput extends Error {}

function port(name) {
  const given = process.env[name] ?? '0';
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65535) throw new BadInput(`${name}: write a port number, or 0 for a free one.`);
  return Number(given);
}

function accounts() {
  const pairs = (process.env.SMSC_ACCOUNTS ?? '').split(',').filter(Boolean).map((pair) => pair.split(':'));
  if (!pairs.length || pairs.some((pair) => pair.length !== 2 || pair[1].length > 8)) {
    throw new BadInput('SMSC_ACCOUNTS: write name:password, commas between; a password has eight letters at most.');
  }
  return new Map(pairs);
}

const same = (left, right) => left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** The demo's time: the machine's and the offset in SIM_CLOCK. */
function clock() {
  let offset = 0;
  try {
    offset = Number(JSON.parse(readFileSync(process.env.SIM_CLOCK, 'utf8')).offset_seconds) || 0;
  } catch {
    offset = 0;
  }
  return new Date(Date.now() + offset * 1000);
}

const wait = (server, at) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, '127.0.0.1', resolve);
  });

class Centre {
  constructor({ journal, receipts, known, faultsFile }) {
    Object.assign(this, { journal, receipts, known, faultsFile });
  }

  /** One customer on the line, until it hangs up. */
  meet(session) {
    const state = { account: '', speaks: false, leave: () => {} };
    session.on('error', () => session.destroy());
    session.on('close', () => state.leave());
    if (readFaults(this.faultsFile).down) {
      session.destroy();
      return;
    }
    for (const how of new Set([...HEARS, ...SPEAKS])) session.on(how, (pdu) => this.#bind(session, state, how, pdu));
    session.on('submit_sm', (pdu) => this.#submit(session, state, pdu));
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
      state.leave();
      session.send(pdu.response(), () => session.close());
    });
  }

  #bind(session, state, how, pdu) {
    const password = this.known.get(pdu.system_id);
    if (state.account || password === undefined || !same(password, pdu.password)) {
      session.send(pdu.response({ command_status: state.account ? ESME_RINVBNDSTS : ESME_RBINDFAIL }));
      return;
    }
    state.account = pdu.system_id;
    state.speaks = SPEAKS.has(how);
    session.send(pdu.response({ system_id: 'smsc' }));
    if (HEARS.has(how)) state.leave = this.receipts.listen(session, state.account);
  }

  async #submit(session, state, pdu) {
    const to = `+${pdu.destination_addr}`;
    const text = pdu.short_message?.message ?? '';
    const faults = strikes(this.faultsFile, to, text);
    const refusal = this.#refusal(state, pdu, to, text, faults);
    if (refusal) {
      session.send(pdu.response({ command_status: refusal }));
      return;
    }
    const id = this.journal.next();
    this.journal.write({
      what: 'accepted',
      id,
      account: state.account,
      to,
      from: pdu.source_addr,
      text,
      reference: pdu.user_message_reference ?? 0,
      receipt: pdu.registered_delivery === 1,
      at: clock().toISOString(),
    });
    this.receipts.accepted(id);
    if (faults.slow_seconds) await sleep(faults.slow_seconds * 1000);
    if (faults.hang_up) session.destroy();
    else if (!faults.no_answer) session.send(pdu.response({ message_id: id }));
  }

  #refusal(state, pdu, to, text, faults) {
    if (!state.speaks) return ESME_RINVBNDSTS;
    if (faults.throttled) return ESME_RTHROTTLED;
    if (!/^\+45[2-9]\d{7}$/.test(to) || pdu.dest_addr_ton !== 1 || faults.refuse?.includes(to)) return ESME_RINVDSTADR;
    return text ? 0 : ESME_RINVMSGLEN;
  }
}

async function main() {
  const known = accounts();
  if (!process.env.SMSC_STATE) throw new BadInput('SMSC_STATE: name a folder for what was accepted.');
  const journal = new Journal(process.env.SMSC_STATE);
  const faultsFile = process.env.SMSC_FAULTS;
  const seconds = Number(process.env.SMSC_SECONDS ?? '1');
  const receipts = new Receipts({ journal, faultsFile, clock, seconds });
  const centre = new Centre({ journal, receipts, known, faultsFile });
  const server = smpp.createServer((session) => centre.meet(session));
  const pages = makePages(journal);
  await wait(server, port('SMSC_PORT'));
  await wait(pages, port('SMSC_PAGES_PORT'));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
  const ready = {
    ready: true,
    address: `127.0.0.1:${server.address().port}`,
    pages: `http://127.0.0.1:${pages.address().port}/`,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

main().catch((error) => {
  process.stderr.write(`smsc: ${error.message}\n`);
  process.exit(error instanceof BadInput || error.code === 'EADDRINUSE' ? 2 : 1);
});
