// The page where somebody picks who to be, and what happens when they do.
import { LOA } from './clients.mjs';
import { choicePage, expiredPage } from './pages.mjs';

const MAX_BODY = 4096;

async function form(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function finished(ctx, provider, result) {
  ctx.respond = false;
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
}

/** Koa middleware for /vaelg/<uid>: GET shows the choice, POST takes it. */
export function interaction(provider, people) {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/vaelg/')) return next();
    let details;
    try {
      details = await provider.interactionDetails(ctx.req, ctx.res);
    } catch {
      return expiredPage(ctx);
    }
    if (ctx.path !== `/vaelg/${details.uid}`) return expiredPage(ctx);
    const client = await provider.Client.find(details.params.client_id);
    if (ctx.method === 'GET') return choicePage(ctx, { people, client, details });
    if (ctx.method !== 'POST') return ctx.throw(405);

    const choice = (await form(ctx.req)).get('valg') ?? '';
    if (choice === 'fortryd') {
      return finished(ctx, provider, { error: 'access_denied', error_description: 'the person cancelled' });
    }
    const identity = people.offered(choice, client.kind);
    if (!identity) {
      ctx.status = 400;
      return choicePage(ctx, { people, client, details });
    }
    const asked = (details.params.acr_values ?? '').split(' ').filter(Boolean);
    const acr = ctx.faults.acr ? LOA + ctx.faults.acr : identity.acr(asked);
    return finished(ctx, provider, { login: { accountId: identity.claims.sub, acr, remember: false } });
  };
}
