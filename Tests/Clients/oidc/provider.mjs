// A certified OpenID Connect provider with accounts of its own. Who signs in, and how well, is said by the test in the address of the interaction.
import { Provider } from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const roles = { lead: ['desk-supervisor', 'staff'], ana: ['desk-agent'], visitor: ['staff'] };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'desk', client_secret: 'a secret that only tests know', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_post' }],
  claims: { openid: ['sub', 'amr'], profile: ['name'], roles: ['roles'], amr: null, acr: null, auth_time: null },
  scopes: ['openid', 'profile', 'roles'],
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async ctx => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile roles');
    await grant.save();
    return grant;
  },
  findAccount: async (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, name: `${id} of the plan`, roles: roles[id] ?? [] }) }),
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) { return next(); }
  const { account, amr } = ctx.query;
  await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: account, amr: amr.split(' ') } }, { mergeWithLastSubmission: false });
  ctx.respond = false;
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
