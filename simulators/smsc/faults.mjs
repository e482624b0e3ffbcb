// Faults that can be switched on while the centre runs: write a file of JSON, and `{}` heals.
//
//   {"down": true}                  nobody gets a connection
//   {"slow_seconds": 20}            the answer to a message waits; it has been accepted by then
//   {"throttled": true}             "too much just now" (0x58), nothing is accepted
//   {"refuse": ["+4520000000"]}     these numbers do not exist (0x0B)
//   {"no_answer": true}             accepts, and never answers
//   {"hang_up": true}               accepts, and hangs up instead of answering
//   {"receipt": "lost"}             no receipt comes: or "twice", "failed", "expired"
//   {"receipt_seconds": 60}         how long the phone takes
//   {"share": 0.2}                  the faults of a message strike this part of them, the same ones each time
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The faults that are on now; none when there is no file or it cannot be read. */
export function readFaults(file) {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** The faults that strike one message. */
export function strikes(file, to, text) {
  const faults = readFaults(file);
  if (faults.share === undefined) return faults;
  const place = createHash('sha256').update(`${to} ${text}`).digest().readUInt32BE(0) / 2 ** 32;
  return place < faults.share ? faults : { down: faults.down };
}
