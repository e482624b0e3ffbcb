// oidc-provider set up as a strict Danish broker: code flow, PKCE S256 and nonce always, RS256, short codes.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { LOA } from './clients.mjs';
import { storeWithFaults, withFaults } from './faults.mjs';
import { interaction } from './interaction.mjs';
import { endSession } from './logout.mjs';
import { errorPage, headers, loggedOutPage, logoutPage } from './pages.mjs';
import { CLAIMS, LEVELS } from './people.mjs';

const STYLE = readFileSync(fileURLToPath(new URL('./style.css', import.meta.url)));

/** Loads the library. On Node 20 it works, as our tests show, but greets with a warning: that one line is left out. */
async function library() {
  URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
  const { warn } = console;
  console.warn = (line, ...rest) => String(line).includes('Unsupported runtime') || warn(line, ...rest);
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
}

/** Both clients are the municipality's own: what they ask for within their scopes is granted without a question. */
async function grant(ctx) {
  const { oidc } = ctx;
  const given = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  given.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '));
  given.addOIDCClaims([...oidc.requestParamClaims]);
  await given.save();
  return given;
}

function configuration({ people, clients, faultsFile, errors }) {
  return {
    adapter: storeWithFaults(faultsFile),
    acrValues: LEVELS.map((level) => LOA + level),
    claims: { ...CLAIMS, acr: null, auth_time: null, sid: null, iss: null },
    scopes: Object.keys(CLAIMS),
    clients,
    extraClientMetadata: { properties: ['kind'] },
    clientAuthMethods: ['client_secret_basic'],
    clientBasedCORS: () => false,
    conformIdTokenClaims: true, // the id_token says who and how; everything else comes from userinfo
    cookies: {
      names: { session: 'broker_session', interaction: 'broker_choice', resume: 'broker_resume' },
      keys: [randomBytes(32).toString('hex')],
      short: { httpOnly: true, sameSite: 'lax', secure: false, signed: true },
      long: { httpOnly: true, sameSite: 'lax', secure: false, signed: true },
    },
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    extraParams: {
      nonce(ctx, value) {
        if (!value) throw new errors.InvalidRequest('nonce is required');
      },
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: logoutPage, postLogoutSuccessSource: loggedOutPage },
    },
    findAccount(ctx, sub) {
      const identity = people.subjects.get(sub);
      return identity && { accountId: sub, claims: () => identity.claims };
    },
    interactions: { url: (ctx, { uid }) => `/vaelg/${uid}` },
    jwks: { keys: [signingKey()] },
    loadExistingGrant: grant,
    pkce: { required: () => true },
    renderError: errorPage,
    responseTypes: ['code'],
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3600, IdToken: 300, Interaction: 900, Session: 3600 },
  };
}

/** No single sign-on: every login asks who you are, so a session from an earlier login never counts. */
async function withoutEarlierLogin(ctx, next) {
  if (ctx.path === '/auth' || ctx.path.startsWith('/auth/')) {
    const cookies = (ctx.req.headers.cookie ?? '').split(/;\s*/);
    ctx.req.headers.cookie = cookies.filter((cookie) => !cookie.startsWith('broker_session')).join('; ');
  }
  return next();
}

async function plainPages(ctx, next) {
  if (ctx.path === '/healthz') {
    ctx.body = { ok: true };
  } else if (ctx.path === '/style.css') {
    ctx.type = 'css';
    ctx.body = STYLE;
  } else {
    await next();
  }
}

/** The provider, a Koa application, ready to be called by a server. */
export async function makeProvider({ issuer, people, clients, faultsFile }) {
  const { default: Provider, errors } = await library();
  const provider = new Provider(issuer, configuration({ people, clients, faultsFile, errors }));
  provider.on('server_error', (ctx, error) => process.stderr.write(`broker: ${ctx.path}: ${error.stack}\n`));
  for (const step of [
    headers,
    withFaults(faultsFile),
    plainPages,
    withoutEarlierLogin,
    interaction(provider, people),
    endSession(provider),
  ]) {
    provider.use(step);
  }
  return provider;
}
