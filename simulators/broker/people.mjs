// Who can log in, and which claims each login gives. The names of the claims follow what Danish brokers give:
// nin, nin_type, mitid_uuid, mitid_loa (Signicat) and nemlogin.* (Signaturgruppen).
import { CITIZEN, LOA, STAFF } from './clients.mjs';

export const LEVELS = ['Low', 'Substantial', 'High'];
const ROLE = (word) => `http://indgang.example/roles/usersystemrole/${word}/1`;

/** Which claims a client gets for which scope. */
export const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'birthdate'],
  nin: ['nin', 'nin_type', 'nin_issuing_country'],
  'mitid-extra': ['mitid_uuid', 'mitid_loa', 'mitid_has_cpr', 'mitid_name_and_address_protection'],
  nemlogin: [
    'nemlogin.cvr',
    'nemlogin.org_name',
    'nemlogin.p_number',
    'nemlogin.persistent_professional_id',
    'privileges',
  ],
  staff: ['roles', 'department', 'unit', 'cvr'],
};

function citizenClaims(person, job) {
  const claims = {
    sub: person.sub,
    birthdate: person.born,
    nin: person.cpr,
    nin_type: 'CPR',
    nin_issuing_country: 'DK',
    mitid_uuid: person.mitid_uuid,
    mitid_has_cpr: true,
    mitid_loa: (person.loa ?? 'Substantial').toUpperCase(),
    mitid_name_and_address_protection: Boolean(person.protected),
  };
  // A broker leaves the name out when name and address are protected.
  if (!person.protected) claims.name = person.name;
  if (job) {
    claims['nemlogin.cvr'] = job.cvr;
    claims['nemlogin.org_name'] = job.name;
    claims['nemlogin.p_number'] = job.p_number;
    claims['nemlogin.persistent_professional_id'] = job.professional_id;
    claims.sub = job.professional_id; // another subject than the private person: a broker never mixes the two
    claims.privileges = [
      { scope: `urn:dk:gov:saml:cvrNumberIdentifier:${job.cvr}`, privileges: job.rights.map(ROLE) },
    ];
  }
  return claims;
}

function staffClaims(employee, cvr) {
  return {
    sub: employee.sub,
    name: employee.name,
    roles: employee.roles.map(ROLE),
    department: employee.department,
    unit: employee.unit,
    ...(cvr ? { cvr } : {}),
  };
}

/** One way of being somebody: a person as a private individual or for one company, or a member of staff. */
class Identity {
  constructor(key, kind, claims, loa = 'Substantial') {
    Object.assign(this, { key, kind, claims, loa });
  }

  /** The level this login reaches: what was asked for when the person can, otherwise what the person has. */
  acr(asked) {
    const own = LEVELS.indexOf(this.loa);
    const wanted = asked.map((value) => LEVELS.indexOf(value.replace(LOA, ''))).filter((rank) => rank >= 0);
    const reached = wanted.filter((rank) => rank <= own);
    return LOA + LEVELS[reached.length ? Math.max(...reached) : own];
  }
}

/** All that the page can offer, from the file that `manage demo_people` writes. */
export class Directory {
  constructor(data) {
    if (!Array.isArray(data.people) || !Array.isArray(data.staff)) throw new Error('people and staff are missing');
    this.municipality = data.municipality?.name ?? '';
    this.people = data.people;
    this.staff = data.staff;
    this.identities = new Map();
    this.subjects = new Map();
    for (const person of data.people) {
      this.#add(new Identity(person.id, CITIZEN, citizenClaims(person), person.loa));
      for (const job of person.employments ?? []) {
        this.#add(new Identity(`${person.id}~${job.cvr}`, CITIZEN, citizenClaims(person, job), person.loa));
      }
    }
    for (const employee of data.staff) {
      this.#add(new Identity(`staff~${employee.id}`, STAFF, staffClaims(employee, data.municipality?.cvr)));
    }
  }

  #add(identity) {
    if (this.identities.has(identity.key)) throw new Error(`${identity.key} stands there twice`);
    this.identities.set(identity.key, identity);
    if (this.subjects.has(identity.claims.sub)) throw new Error(`the subject of ${identity.key} stands there twice`);
    this.subjects.set(identity.claims.sub, identity);
  }

  /** The identity behind a button, or undefined when this client may not offer it. */
  offered(key, kind) {
    const identity = this.identities.get(key);
    return identity?.kind === kind ? identity : undefined;
  }
}
