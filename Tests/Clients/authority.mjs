// Who signs and who receives, on loopback: the channel service's keys, Entra's keys, the token endpoint of every bot, and Teams' Connector.
import crypto from 'node:crypto';
import http from 'node:http';

export const issuer = 'https://api.botframework.com';
export const tenant = 'd6d49420-f39b-4df7-a1dc-d59a935871db';

const seconds = offset => Math.floor(Date.now() / 1000) + offset;
const encoded = json => Buffer.from(JSON.stringify(json)).toString('base64url');

function newKey(kid, endorsements) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...(endorsements && { endorsements }) };
  const sign = claims => {
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid, x5t: kid })}.${encoded(claims)}`;
    return `${signed}.${crypto.sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };
  return { jwk, sign };
}

const read = request => new Promise(done => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => done(Buffer.concat(parts).toString()));
});

/** routes: further [pattern, (match, body, request) => [status, json]] of the test's own. */
export async function startAuthority(port, secrets, routes = []) {
  const base = `http://127.0.0.1:${port}`;
  const channelKey = newKey('channel', ['msteams']);
  const entraKey = newKey('entra');
  const said = [];
  const metadata = (issuedBy, keys) => [200, { issuer: issuedBy, jwks_uri: base + keys, id_token_signing_alg_values_supported: ['RS256'] }];
  const entraToken = (appId, audience) => entraKey.sign({
    aud: audience, iss: `https://sts.windows.net/${tenant}/`, tid: tenant, ver: '1.0', appid: appId, nbf: seconds(-5), exp: seconds(3600),
  });

  const all = [
    ...routes,
    [/^GET \/channel\/metadata$/, () => metadata(issuer, '/channel/keys')],
    [/^GET \/channel\/keys$/, () => [200, { keys: [channelKey.jwk] }]],
    [/^GET \/entra\/metadata$/, () => metadata('https://login.microsoftonline.com/{tenantid}/v2.0', '/entra/keys')],
    [/^GET \/entra\/keys$/, () => [200, { keys: [entraKey.jwk] }]],
    [/^POST \/token$/, (_, body) => {
      const form = new URLSearchParams(body);
      const isKnown = secrets[form.get('client_id')] === form.get('client_secret') && form.get('grant_type') === 'client_credentials';
      return isKnown
        ? [200, { token_type: 'Bearer', expires_in: 3599, access_token: entraToken(form.get('client_id'), form.get('scope').replace('/.default', '')) }]
        : [401, { error: 'invalid_client' }];
    }],
    [/^POST \/teams\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/, (match, body, request) => {
      said.push({ conversation: decodeURIComponent(match[1]), replyTo: match[2] && decodeURIComponent(match[2]), activity: JSON.parse(body), bearer: request.headers.authorization });
      return [201, { id: `1:${said.length}` }];
    }],
  ];

  const server = http.createServer(async (request, response) => {
    const body = await read(request);
    for (const [pattern, answer] of all) {
      const match = pattern.exec(`${request.method} ${request.url.split('?')[0]}`);
      if (match) {
        try {
          const [status, json] = await answer(match, body, request);
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json ?? {}));
        } catch (fault) {
          response.writeHead(fault.statusCode ?? 500).end(String(fault.message));
        }
        return;
      }
    }
    response.writeHead(404).end();
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));

  return {
    base, said, entraToken, serviceUrl: `${base}/teams/`,
    channelToken: appId => channelKey.sign({ serviceurl: `${base}/teams/`, iss: issuer, aud: appId, nbf: seconds(-5), exp: seconds(3600) }),
    stop: () => server.close(),
  };
}
