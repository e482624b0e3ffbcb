// The broker's pages: plain HTML that works without JavaScript, under a policy that allows no script at all.
import { CITIZEN, STAFF } from './clients.mjs';
import { TEXTS, language } from './texts.mjs';

const CODES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text) => String(text ?? '').replace(/[&<>"']/g, (character) => CODES[character]);

/** Which addresses a form may lead to: ourselves, and where the login goes on. */
function policy(...targets) {
  const origins = [...new Set(targets.map((target) => new URL(target).origin))];
  return `default-src 'none'; style-src 'self'; form-action ${["'self'", ...origins].join(' ')}; frame-ancestors 'none'; base-uri 'none'`;
}

/** Koa middleware: the headers of every answer. */
export async function headers(ctx, next) {
  ctx.set({
    'Content-Security-Policy': policy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  await next();
}

function page(ctx, lang, title, main) {
  ctx.type = 'html';
  ctx.body = `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>${safe(title)}</h1>
${main}
</main>
</body>
</html>
`;
}

const button = (key, label) =>
  `<button name="valg" value="${safe(key)}">${safe(label)}</button>`;

function buttons(person, t) {
  const jobs = person.employments ?? [];
  if (!jobs.length) return button(person.id, t.choose(person.name));
  const forJob = (job) => {
    const company = job.status === 'dissolved' ? `${job.name} ${t.closed}` : job.name;
    return button(`${person.id}~${job.cvr}`, t.forCompany(person.name, company));
  };
  return [button(person.id, t.privately(person.name)), ...jobs.map(forJob)].join('\n');
}

function entry(person, lang, choices) {
  const low = person.loa === 'Low' ? `<p>${safe(TEXTS[lang].low)}</p>` : '';
  return `<li>
<h2>${safe(person.name)}</h2>
<p>${safe(person.story?.[lang])}</p>
${low}<div class="choices">${choices}</div>
</li>`;
}

/** Who do you want to be? One list for the citizens' client, another for the staff's. */
export function choicePage(ctx, { people, client, details }) {
  const lang = language(details.params.ui_locales);
  const t = TEXTS[lang];
  const entries =
    client.kind === STAFF
      ? people.staff.map((employee) => entry(employee, lang, button(`staff~${employee.id}`, t.choose(employee.name))))
      : people.people.map((person) => entry(person, lang, buttons(person, t)));
  ctx.set('Content-Security-Policy', policy(details.params.redirect_uri));
  const wrong = ctx.status === 400 ? `<p class="wrong" role="alert">${safe(t.wrongChoice)}</p>` : '';
  page(
    ctx,
    lang,
    t.banner,
    `${wrong}<p class="notice">${safe(t.notReal)}</p>
<p>${safe(people.municipality)}. ${safe(client.kind === CITIZEN ? t.asCitizen : t.asStaff)}</p>
<form method="post">
<ul>
${entries.join('\n')}
</ul>
<button class="quiet" name="valg" value="fortryd">${safe(t.cancel)}</button>
</form>`,
  );
}

/** The choice came too late, or without its cookie. */
export function expiredPage(ctx) {
  const t = TEXTS[language(ctx.query.ui_locales)];
  ctx.status = 400;
  page(ctx, 'da', t.expiredTitle, `<p>${safe(t.expired)}</p>`);
}

/** oidc-provider's errors that cannot be sent back to the application. */
export function errorPage(ctx, out) {
  const lang = language(ctx.oidc?.params?.ui_locales);
  const t = TEXTS[lang];
  page(
    ctx,
    lang,
    t.errorTitle,
    `<p>${safe(t.error)}</p><p>${safe(t.code)}: <code>${safe(out.error)}</code> ${safe(out.error_description)}</p>`,
  );
}

/** Logout without a hint about who asks: the person confirms. `form` comes from oidc-provider. */
export function logoutPage(ctx, form) {
  const lang = language(ctx.oidc?.params?.ui_locales);
  const t = TEXTS[lang];
  const back = ctx.oidc.params.post_logout_redirect_uri;
  ctx.set('Content-Security-Policy', policy(...(back ? [back] : [])));
  page(
    ctx,
    lang,
    t.logoutTitle,
    `${form}
<div class="choices"><button form="op.logoutForm" name="logout" value="yes">${safe(t.logout)}</button>
<button class="quiet" form="op.logoutForm">${safe(t.stay)}</button></div>`,
  );
}

/** After a logout that had nowhere to go back to. */
export function loggedOutPage(ctx) {
  const t = TEXTS.da;
  page(ctx, 'da', t.loggedOutTitle, `<p>${safe(t.loggedOut)}</p>`);
}
