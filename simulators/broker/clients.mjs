// The two applications that may ask for a login: the citizens' and the staff's.
import { readFileSync } from 'node:fs';

/** The environment or a file cannot be used; the message says what to write. */
export class BadInput extends Error {}

/** The national standard's levels of assurance, NSIS. */
export const LOA = 'https://data.gov.dk/concept/core/nsis/loa/';
export const CITIZEN = 'citizen';
export const STAFF = 'staff';
const SCOPES = {
  [CITIZEN]: 'openid profile nin mitid-extra nemlogin',
  [STAFF]: 'openid profile staff',
};
const NAMES = { [CITIZEN]: 'Borgere og virksomheder', [STAFF]: 'Medarbejdere' };

/** Clients in oidc-provider's form. `kind` (citizen or staff) decides whom the page offers. */
export function readClients(given) {
  if (!given) throw new BadInput('BROKER_CLIENTS: name a file, or write the JSON itself.');
  let data;
  try {
    data = JSON.parse(given.trimStart().startsWith('{') ? given : readFileSync(given, 'utf8'));
  } catch (error) {
    throw new BadInput(`BROKER_CLIENTS cannot be read: ${error.message}`);
  }
  const kinds = Object.keys(data);
  if (!kinds.length || kinds.some((kind) => !(kind in SCOPES))) {
    throw new BadInput(`BROKER_CLIENTS: the keys are ${CITIZEN} and ${STAFF}.`);
  }
  return kinds.map((kind) => {
    const client = data[kind];
    if (!client.id || !client.secret || !client.redirect_uris?.length) {
      throw new BadInput(`BROKER_CLIENTS: ${kind} needs id, secret and redirect_uris.`);
    }
    return {
      client_id: client.id,
      client_secret: client.secret,
      client_name: NAMES[kind],
      redirect_uris: client.redirect_uris,
      post_logout_redirect_uris: client.post_logout_redirect_uris ?? [],
      scope: SCOPES[kind],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'RS256',
      default_acr_values: [`${LOA}Substantial`], // so that the id_token always says the level
      kind,
    };
  });
}
