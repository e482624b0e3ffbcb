// What the broker remembers, in memory and each with its end: sessions, codes, tokens, grants.
const shelves = new Map();
const byGrant = new Map();
const CAPACITY = 20_000;

function alive(entry) {
  return entry && (entry.ends === undefined || entry.ends > Date.now()) ? entry.payload : undefined;
}

/** oidc-provider's adapter interface for one kind of thing (`name`: Session, AuthorizationCode …). */
export class Store {
  constructor(name) {
    this.name = name;
    if (!shelves.has(name)) shelves.set(name, new Map());
    this.shelf = shelves.get(name);
  }

  async upsert(id, payload, expiresIn) {
    this.shelf.delete(id);
    this.shelf.set(id, { payload, ends: expiresIn === undefined ? undefined : Date.now() + expiresIn * 1000 });
    if (this.shelf.size > CAPACITY) this.shelf.delete(this.shelf.keys().next().value);
    if (payload.grantId) {
      const members = byGrant.get(payload.grantId) ?? new Set();
      members.add(`${this.name} ${id}`);
      byGrant.set(payload.grantId, members);
    }
  }

  async find(id) {
    return alive(this.shelf.get(id));
  }

  async findByUid(uid) {
    for (const entry of this.shelf.values()) {
      if (entry.payload.uid === uid) return alive(entry);
    }
    return undefined;
  }

  async findByUserCode() {
    return undefined; // no devices without a browser here
  }

  async consume(id) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    this.shelf.delete(id);
  }

  async revokeByGrantId(grantId) {
    for (const member of byGrant.get(grantId) ?? []) {
      const [name, id] = member.split(' ');
      shelves.get(name)?.delete(id);
    }
    byGrant.delete(grantId);
  }
}

/** Forget what has ended; called by a timer that does not keep the process alive. */
export function sweep() {
  for (const shelf of shelves.values()) {
    for (const [id, entry] of shelf) if (!alive(entry)) shelf.delete(id);
  }
  for (const [grantId, members] of byGrant) {
    for (const member of members) {
      const [name, id] = member.split(' ');
      if (!shelves.get(name)?.has(id)) members.delete(member);
    }
    if (!members.size) byGrant.delete(grantId);
  }
}

setInterval(sweep, 60_000).unref();
