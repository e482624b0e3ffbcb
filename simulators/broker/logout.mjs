// Logout that the application asks for (RP-initiated): with a valid id_token_hint it needs no further click.

/** Koa middleware around oidc-provider, which has checked the hint and the address to go back to. */
export function endSession(provider) {
  return async (ctx, next) => {
    await next();
    const hint = ctx.oidc?.entities?.IdTokenHint;
    if (ctx.oidc?.route !== 'end_session' || ctx.status !== 200 || !hint) return;
    const { session, params } = ctx.oidc;
    // A later login by somebody else in the same browser has its own session: leave that one alone.
    if (session.accountId === hint.payload.sub) {
      for (const { grantId } of Object.values(session.authorizations ?? {})) {
        if (grantId) await provider.AccessToken.adapter.revokeByGrantId(grantId);
      }
      await session.destroy();
      const name = provider.cookieName('session');
      ctx.cookies.set(name, null, { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true });
    }
    const back = params.post_logout_redirect_uri;
    const target = new URL(back ?? ctx.oidc.urlFor('end_session_success'));
    if (back && params.state !== undefined) target.searchParams.set('state', params.state);
    ctx.body = null;
    ctx.status = 303;
    ctx.redirect(target.href);
  };
}
