// What lies on the phones, as a page for people and as JSON for tests. Works without JavaScript.
import { createServer } from 'node:http';

const CODES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text) => String(text ?? '').replace(/[&<>"']/g, (character) => CODES[character]);
const STATES = {
  '': 'På vej', DELIVRD: 'Leveret', UNDELIV: 'Nummeret virker ikke', EXPIRED: 'Telefonen var slukket for længe', LOST: 'Ukendt',
};
const WHEN = new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', dateStyle: 'long', timeStyle: 'short' });

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #f4f4f1; color: #1c1c1c; font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
.notice { border-left: 6px solid #8a5a00; background: #fff6e0; padding: 0.75rem 1rem; margin: 0 0 1rem; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
li { background: #fff; border: 1px solid #747470; border-radius: 8px; padding: 0.75rem 1rem; overflow-wrap: anywhere; }
li p { margin: 0; }
.small { color: #4a4a46; font-size: 1rem; }
`;

function page(messages) {
  const phones = new Map();
  for (const message of messages) phones.set(message.to, [message, ...(phones.get(message.to) ?? [])]);
  const sections = [...phones].reverse().map(([number, list]) => `<section aria-label="Telefonen ${safe(number)}">
<h2>Telefonen ${safe(number)}</h2>
<ol>
${list.map(entry).join('\n')}
</ol>
</section>`);
  return `<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Telefoner</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Telefoner</h1>
<p class="notice">Det her er en efterligning. Ingen SMS forlader din maskine.</p>
${sections.join('\n') || '<p>Der er ikke sendt nogen SMS endnu.</p>'}
</main>
</body>
</html>
`;
}

const entry = (message) => `<li>
<p class="small">${safe(message.from)}, ${safe(WHEN.format(new Date(message.at)))}</p>
<p>${safe(message.text)}</p>
<p class="small">${safe(STATES[message.state])}</p>
</li>`;

/** An HTTP server with `/` (people), `/messages.json` and `/healthz`. It listens when its owner says so. */
export function makePages(journal) {
  const answers = {
    '/': () => ['text/html; charset=utf-8', page([...journal.messages.values()])],
    '/style.css': () => ['text/css', STYLE],
    '/messages.json': () => ['application/json', JSON.stringify([...journal.messages.values()])],
    '/healthz': () => ['application/json', '{"ok": true}'],
  };
  return createServer((request, response) => {
    const answer = request.method === 'GET' && answers[request.url.split('?')[0]];
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    if (!answer) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Den side findes ikke.\n');
      return;
    }
    const [type, body] = answer();
    response.writeHead(200, { 'Content-Type': type }).end(body);
  });
}
