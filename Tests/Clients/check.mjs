// Runs the assistant (ASSISTANT, an address) against Microsoft's own bot code: node check.mjs PORT. Prints a line for each claim; ends with 1 when one does not hold.
import botbuilder from 'botbuilder';
import connector from 'botframework-connector';
import schema from 'botframework-schema';
import { issuer, startAuthority } from './authority.mjs';
import { shapes } from './teams.mjs';

const { ActivityHandler, CloudAdapter, CloudSkillHandler, DeliveryModes, MemoryStorage, SkillConversationIdFactory, TurnContext } = botbuilder;
const { AppCredentials, AuthenticationConfiguration, BotFrameworkAuthenticationFactory } = connector;

const botId = '00000000-aaaa-4bbb-8ccc-000000000001';
const parentId = '00000000-aaaa-4bbb-8ccc-0000000000ff';
const strangerId = '00000000-dead-4000-8000-000000000000';
const port = Number(process.argv[2]);
const messages = `${process.env.ASSISTANT}/api/messages`;
let failed = 0;

function claim(holds, what, seen) {
  console.log(`${holds ? 'ok' : 'FAILED'} ${what}${holds ? '' : ` ${JSON.stringify(seen)}`}`);
  failed += holds ? 0 : 1;
}

async function until(test) {
  for (let tries = 0; tries < 600 && !test(); tries++) {
    await new Promise(done => setTimeout(done, 50));
  }
  return Boolean(test());
}

const isWellFormed = activity => typeof activity.type === 'string' && activity.from?.id && activity.conversation?.id
  && (activity.attachments ?? []).every(attachment => schema.isAttachment(attachment))
  && (activity.suggestedActions?.actions ?? []).every(action => schema.isCardAction(action));

// The parent: a botbuilder bot that hands its user to the assistant, and gets answers at its own skill host.
const ids = new SkillConversationIdFactory(new MemoryStorage());
let handler;
const authority = await startAuthority(port, { [botId]: 'bot-password', [parentId]: 'parent-password', [strangerId]: 'stranger-password' }, [
  [/^POST \/api\/skills\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, async (match, body, request) =>
    [200, await handler.handleReplyToActivity(request.headers.authorization, decodeURIComponent(match[1]), decodeURIComponent(match[2]), JSON.parse(body))]],
]);
const teams = shapes(authority.serviceUrl, botId);

class Credentials extends AppCredentials {
  constructor(appId, password, audience) {
    super(appId, undefined, audience || issuer);
    this.password = password;
    this.audience = audience || issuer;
  }

  async refreshToken() {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: this.appId, client_secret: this.password, scope: `${this.audience}/.default` });
    const answer = await (await fetch(`${authority.base}/token`, { method: 'POST', body: form })).json();
    return { accessToken: answer.access_token, expiresOn: new Date(Date.now() + 3600 * 1000) };
  }
}

function authenticationOf(appId, password) {
  const factory = { isValidAppId: async id => id === appId, isAuthenticationDisabled: async () => false, createCredentials: async (id, audience) => new Credentials(id, password, audience) };
  const allowOurSkill = async claims => {
    const caller = claims.find(({ type }) => type === 'appid')?.value;
    if (caller && caller !== botId) {
      throw new Error('Not our skill.');
    }
  };
  return BotFrameworkAuthenticationFactory.create('', true, `${authority.base}/login`, issuer, issuer, authority.base,
    `${authority.base}/channel/metadata`, `${authority.base}/entra/metadata`, '', factory, new AuthenticationConfiguration([], allowOurSkill));
}

const authentication = authenticationOf(parentId, 'parent-password');
const ended = [];
const parent = new ActivityHandler();
parent.onTurn(async (context, next) => {
  if (context.activity.type === 'endOfConversation') {
    ended.push(context.activity);
  }
  await next();
});
handler = new CloudSkillHandler(new CloudAdapter(authentication), context => parent.run(context), ids, authentication);

/** What the parent forwards when its user says something. */
async function forward(activity, { conversation, mode, appId = parentId, auth = authentication } = {}) {
  const skill = { id: 'sign-in', appId: botId, skillEndpoint: messages };
  conversation ??= await ids.createSkillConversationIdWithOptions({ fromBotOAuthScope: issuer, fromBotId: appId, activity, botFrameworkSkill: skill });
  const forwarded = TurnContext.applyConversationReference({ ...activity, ...(mode && { deliveryMode: mode }) }, TurnContext.getConversationReference(activity), true);
  forwarded.recipient = { ...forwarded.recipient, role: 'skill' };
  const answer = await auth.createBotFrameworkClient().postActivity(appId, botId, messages, `${authority.base}/api/skills`, conversation, forwarded);
  return { conversation, status: answer.status, body: answer.body };
}

async function skill() {
  const first = teams.message('the sign in page stays blank in chrome');
  const { conversation, status } = await forward(first);
  claim(status === 200, 'the assistant takes what a botbuilder parent forwards', status);
  claim(await until(() => authority.said.some(({ activity }) => /blank|load/i.test(activity.text ?? ''))), 'its answers pass the parent\'s own token checks and reach the user in Teams', authority.said);
  const answer = authority.said.find(({ activity }) => activity.text)?.activity;
  claim(answer?.replyToId === first.id, 'and answer the user\'s own message', answer);

  const buffered = await forward(teams.message('I forgot my password'), { mode: DeliveryModes.ExpectReplies });
  claim(buffered.status === 200 && buffered.body?.activities?.length > 0 && buffered.body.activities.every(isWellFormed), 'expected replies come in the response, and their parts are good for botframework-schema', buffered);

  await until(() => authority.said.some(({ activity }) => activity.suggestedActions));
  for (let turn = 0; turn < 8 && ended.length === 0; turn++) {
    const actions = authority.said.findLast(({ activity }) => activity.suggestedActions).activity.suggestedActions.actions;
    const action = actions.find(({ value }) => value.choice === 'worked') ?? actions[0];
    const seen = authority.said.length;
    await forward(teams.submit(action.value), { conversation });
    await until(() => ended.length > 0 || authority.said.slice(seen).some(({ activity }) => activity.suggestedActions));
  }
  claim(await until(() => ended.length === 1), 'the parent gets its user back when the problem is solved', ended);
  claim(ended[0]?.code === 'completedSuccessfully' && ended[0]?.value?.result === 'solved', 'with the result', ended[0]?.value);

  const stranger = await forward(teams.message('hello'), { appId: strangerId, auth: authenticationOf(strangerId, 'stranger-password') });
  claim(stranger.status === 401, 'a bot that is not on the list is refused', stranger.status);
}

async function post(activity) {
  const answer = await fetch(messages, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${authority.channelToken(botId)}` }, body: JSON.stringify(activity) });
  const text = await answer.text();
  return { status: answer.status, json: text ? JSON.parse(text) : undefined };
}

async function inTeams() {
  const seen = authority.said.length;
  const ours = () => authority.said.slice(seen);
  const statuses = [];
  const post200 = async activity => {
    const { status } = await post(activity);
    statuses.push(`${activity.type} ${status}`);
  };
  await post200(teams.installed());
  claim(await until(() => ours().length > 0), 'installing greets', statuses);
  await post200(teams.membersAdded());
  const message = teams.message('the reset email never came');
  await post200(message);
  claim(await until(() => ours().some(({ replyTo }) => replyTo === message.id)), 'a message is answered at its own id', ours().map(({ replyTo }) => replyTo));
  for (const activity of [teams.edited(message.id, 'the email never came'), teams.deleted(message.id), teams.reaction(), teams.typing(), teams.mentioned('hello'), teams.submit({ turn: 'old', choice: 'yes' })]) {
    await post200(activity);
  }
  claim(statuses.every(line => line.endsWith('200')), 'every kind of activity is taken', statuses);
  const executed = await post(teams.execute({ turn: 'old', choice: 'yes' }));
  claim(executed.status === 200 && executed.json?.statusCode === 200 && /^application\/vnd\.microsoft\./.test(executed.json.type), 'an executed action is answered in its own form', executed);
  claim(ours().every(({ activity }) => isWellFormed(activity)), 'all parts of what is said are good for botframework-schema', ours().find(({ activity }) => !isWellFormed(activity)));
  claim(ours().every(({ activity, conversation }) => activity.conversation.id === conversation && activity.from.id === `28:${botId}`), 'from the bot, in the user\'s conversation');
}

try {
  await skill();
  await inTeams();
} catch (fault) {
  claim(false, 'the check itself', String(fault.stack));
}

authority.stop();
process.exit(failed > 0 ? 1 : 0);
