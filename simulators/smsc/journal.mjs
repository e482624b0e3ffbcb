// What the centre has accepted, and what it still owes its customers: a journal that survives a kill.
//
// One line of JSON for each thing that happened, on the disk before anybody is told of it:
//   {"what":"accepted", "id", "account", "to", "from", "text", "reference", "receipt", "at"}
//   {"what":"ended", "id", "state", "at"}       the phone has it, or never will
//   {"what":"told", "id"}                       the customer has acknowledged the receipt
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class Journal {
  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'messages.jsonl');
    this.messages = new Map();
    for (const line of linesOf(file)) this.#apply(line);
    this.handle = openSync(file, 'a', 0o600);
  }

  /** Write it down, for good, and then hold it for true. */
  write(entry) {
    writeSync(this.handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.handle);
    this.#apply(entry);
  }

  #apply(entry) {
    if (entry.what === 'accepted') {
      const { what, ...message } = entry;
      this.messages.set(entry.id, { ...message, state: '', endedAt: '', told: 0 });
      return;
    }
    const message = this.messages.get(entry.id);
    if (!message) return;
    if (entry.what === 'ended') Object.assign(message, { state: entry.state, endedAt: entry.at });
    if (entry.what === 'told') message.told += 1;
  }

  /** The number of the next message. */
  next() {
    return `${this.messages.size + 1}`.padStart(8, '0');
  }

  close() {
    closeSync(this.handle);
  }
}

/** The whole lines of a journal; a last line that was cut off by a kill was never promised to anybody. */
function linesOf(file) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const lines = text.split('\n');
  const cut = lines.pop();
  const entries = lines.filter(Boolean).map((line) => JSON.parse(line));
  if (cut) writeWhole(file, lines);
  return entries;
}

function writeWhole(file, lines) {
  const handle = openSync(file, 'w', 0o600);
  writeSync(handle, lines.map((line) => `${line}\n`).join(''));
  fsyncSync(handle);
  closeSync(handle);
}
