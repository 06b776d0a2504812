// What Teams sends, field for field, to a bot whose id is BOT_ID.
import crypto from 'node:crypto';

const tenantId = '11111111-2222-4333-8444-555555555555';
let count = 0;

export function shapes(serviceUrl, botId) {
  const from = { id: '29:1opaque_-id', name: 'Ada Lovelace', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001' };
  const recipient = { id: `28:${botId}`, name: 'Sign-in help' };
  const clientInfo = { locale: 'en-US', country: 'US', platform: 'Web', timezone: 'America/Los_Angeles', type: 'clientInfo' };
  const personal = { conversationType: 'personal', tenantId, id: 'a:1personal_-opaque' };
  const group = { isGroup: true, conversationType: 'groupChat', tenantId, id: '19:0a1b2c@thread.v2' };
  const common = (type, conversation = personal) => ({
    type, id: String(1700000000000 + ++count), timestamp: new Date(Date.now() + count).toISOString(), channelId: 'msteams', serviceUrl, from, recipient, conversation,
    channelData: { tenant: { id: tenantId } },
  });
  const typed = (type, conversation) => ({
    ...common(type, conversation), localTimestamp: new Date().toISOString().replace('Z', '+00:00'), localTimezone: 'America/Los_Angeles', locale: 'en-US', entities: [clientInfo],
  });

  return {
    message: (text, over = {}) => ({ ...typed('message'), text, textFormat: 'plain', attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }], ...over }),
    mentioned: text => ({
      ...typed('message', group), text: `<at>${recipient.name}</at> ${text}`, textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: `<div><span itemtype="http://schema.skype.com/Mention">${recipient.name}</span>&nbsp;${text}</div>` }],
      entities: [{ type: 'mention', mentioned: recipient, text: `<at>${recipient.name}</at>` }, clientInfo],
    }),
    submit: value => ({ ...typed('message'), value, replyToId: '1:card', channelData: { source: { name: 'message' }, tenant: { id: tenantId }, legacy: { replyToId: '1:legacy' } } }),
    execute: data => ({
      ...typed('invoke'), id: `f:${crypto.randomUUID()}`, name: 'adaptiveCard/action', replyToId: '1:card',
      value: { action: { type: 'Action.Execute', title: 'OK', verb: 'choose', data }, trigger: 'manual' },
    }),
    installed: () => ({ ...typed('installationUpdate'), id: `f:${crypto.randomUUID()}`, action: 'add' }),
    membersAdded: () => ({ ...common('conversationUpdate'), id: `f:${crypto.randomUUID()}`, membersAdded: [{ id: recipient.id }] }),
    edited: (id, text) => ({ ...typed('messageUpdate'), id, text, channelData: { eventType: 'editMessage', tenant: { id: tenantId } } }),
    deleted: id => ({ ...typed('messageDelete'), id, channelData: { eventType: 'softDeleteMessage', tenant: { id: tenantId } } }),
    reaction: () => ({ ...common('messageReaction'), id: `f:${crypto.randomUUID()}`, reactionsAdded: [{ type: 'like' }], replyToId: '1:card' }),
    typing: () => typed('typing'),
  };
}
