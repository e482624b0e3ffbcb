// Delivery receipts: made when the phone has the message, told to a customer who listens until it is acknowledged.
import { setTimeout as sleep } from 'node:timers/promises';

import { strikes } from './faults.mjs';

const STATES = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5 };
const ERRORS = { DELIVRD: '000', EXPIRED: '027', UNDELIV: '001' };
const RECEIPT = 0x04; // esm_class of a delivery receipt
const AGAIN_SECONDS = 5;

/** `YYMMDDhhmm` in Danish time, as a Danish centre writes it. */
function stamp(at) {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Copenhagen',
    year: '2-digit', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(new Date(at));
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of('year')}${of('month')}${of('day')}${of('hour')}${of('minute')}`;
}

export class Receipts {
  constructor({ journal, faultsFile, clock, seconds }) {
    Object.assign(this, { journal, faultsFile, clock, seconds });
    this.listeners = new Set();
    this.underway = new Set();
    for (const message of journal.messages.values()) if (!message.state) this.#wait(message.id);
    this.timer = setInterval(() => this.push(), AGAIN_SECONDS * 1000);
  }

  /** A message was accepted: its phone has it after a while. */
  accepted(id) {
    this.#wait(id);
  }

  async #wait(id) {
    const message = this.journal.messages.get(id);
    const faults = strikes(this.faultsFile, message.to, message.text);
    await sleep((faults.receipt_seconds ?? this.seconds) * 1000);
    if (message.state) return;
    const state = { failed: 'UNDELIV', expired: 'EXPIRED', lost: 'LOST' }[faults.receipt] ?? 'DELIVRD';
    this.journal.write({ what: 'ended', id, state, at: this.clock().toISOString() });
    this.push();
    if (faults.receipt === 'twice') setTimeout(() => this.#tell(message, true), 300);
  }

  /** A customer is ready to hear; returns what ends it. */
  listen(session, account) {
    const listener = { session, account };
    this.listeners.add(listener);
    setTimeout(() => this.push(), 50);
    return () => this.listeners.delete(listener);
  }

  /** Tell everything that is owed to those who listen. */
  push() {
    for (const message of this.journal.messages.values()) {
      if (message.state && message.state !== 'LOST' && message.receipt && !message.told) this.#tell(message, false);
    }
  }

  #tell(message, again) {
    const listener = [...this.listeners].find((one) => one.account === message.account);
    if (!listener || (this.underway.has(message.id) && !again)) return;
    this.underway.add(message.id);
    const done = () => this.underway.delete(message.id);
    listener.session.socket.once('close', done);
    const sent = listener.session.deliver_sm(this.#words(message), (answer) => {
      listener.session.socket.off('close', done);
      done();
      if (answer.command_status === 0) this.journal.write({ what: 'told', id: message.id });
    });
    if (!sent) done();
  }

  #words(message) {
    const sent = stamp(message.at);
    const ended = stamp(message.endedAt);
    return {
      esm_class: RECEIPT,
      source_addr: message.to.replace('+', ''),
      source_addr_ton: 1,
      source_addr_npi: 1,
      destination_addr: message.from,
      destination_addr_ton: 5,
      receipted_message_id: message.id,
      message_state: STATES[message.state],
      ...(message.reference ? { user_message_reference: message.reference } : {}),
      short_message:
        `id:${message.id} sub:001 dlvrd:${message.state === 'DELIVRD' ? '001' : '000'} submit date:${sent} ` +
        `done date:${ended} stat:${message.state} err:${ERRORS[message.state]} text:`,
    };
  }

  close() {
    clearInterval(this.timer);
  }
}
