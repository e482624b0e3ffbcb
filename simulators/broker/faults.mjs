// Faults that can be switched on while the broker runs: write a file of JSON, and empty it to `{}` to heal.
//
//   {"down": true}          every page and endpoint answers 503
//   {"slow_seconds": 20}    every endpoint that a server calls (not a browser) waits first
//   {"acr": "Low"}          logins reach this level only
//   {"nonce": "wrong"}      the id_token carries a nonce that nobody sent
//   {"jwks": "foreign"}     the published keys are not the ones that sign
//   {"token": 500}          the token endpoint answers with this status
//   {"userinfo": 500}       so does userinfo
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Store } from './store.mjs';

const BACK_CHANNEL = ['/token', '/me', '/jwks', '/.well-known/openid-configuration'];

/** The faults that are on now; none when there is no file or it cannot be read. */
export function readFaults(file) {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function foreign(jwks) {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { keys: jwks.keys.map((key) => ({ ...key, ...publicKey.export({ format: 'jwk' }) })) };
}

/** Koa middleware that puts the faults of the moment into effect. */
export function withFaults(file) {
  return async (ctx, next) => {
    const faults = readFaults(file);
    ctx.faults = faults;
    if (ctx.path === '/healthz') return next();
    if (faults.slow_seconds && BACK_CHANNEL.includes(ctx.path)) await sleep(faults.slow_seconds * 1000);
    const status = (faults.down && 503) || (ctx.path === '/token' && faults.token) || (ctx.path === '/me' && faults.userinfo);
    if (status) {
      ctx.status = status;
      ctx.body = { error: 'temporarily_unavailable' };
      return undefined;
    }
    await next();
    if (ctx.path === '/jwks' && faults.jwks === 'foreign') ctx.body = foreign(ctx.body);
    return undefined;
  };
}

/** The store, except that a code carries another nonce while that fault is on. */
export function storeWithFaults(file) {
  return class extends Store {
    async find(id) {
      const payload = await super.find(id);
      const { nonce } = this.name === 'AuthorizationCode' ? readFaults(file) : {};
      return payload && nonce ? { ...payload, nonce } : payload;
    }
  };
}
