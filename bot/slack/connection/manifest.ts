import { messageShortcuts } from './message-shortcuts.ts';

/** How Slack reaches Docent: over an outgoing WebSocket, or by signed requests to a public address. */
export type SlackTransport = { kind: 'socket' } | { kind: 'http'; requestUrl: string };

/** What the bot token must be allowed to do, and why. Nothing that is not used. */
export const botScopes = {
  'app_mentions:read': 'hear mentions',
  'assistant:write': 'show the status line, a button that stops an answer, and questions to begin with',
  'channels:history': 'read the thread that a follow-up belongs to',
  'channels:read': 'see whether a channel is shared outside',
  'chat:write': 'answer',
  commands: '/ask, /docent settings, and the menu of a message',
  'groups:history': 'the same in private channels that it was invited to',
  'groups:read': 'see whether a private channel is shared outside',
  'im:history': 'hear direct messages',
  'im:read': 'see who a direct message is with',
  'mpim:history': 'hear mentions in the direct messages of a group',
  'mpim:read': 'see whether such a group has people from outside',
  'reactions:read': 'count votes',
  'reactions:write': 'offer the two thumbs',
  'users:read': 'tell guests and people of other companies from members',
} as const;

/** The app-level token's only scope. */
export const appScope = 'connections:write';

/**
 * `message.channels` and `message.groups` are left out on purpose: in channels a question needs a mention, so that Docent
 * receives nothing of what people say to each other. A team may decide otherwise (`DOCENT_FOLLOW_UPS`).
 */
const botEvents = [
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_shared',
  'channel_unshared',
  'member_joined_channel',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
];

const followUpEvents = ['message.channels', 'message.groups'];

const prompts = [
  { title: 'What do you know?', message: 'What can you help me with?' },
  { title: 'Find a rule', message: 'What is our policy on ' },
];

/**
 * The app manifest (agent experience of 2026), ready to paste when an app is made "from a manifest". `redirectUrl` is where
 * "Add to Slack" comes back to.
 */
export function slackManifest(
  transport: SlackTransport,
  {
    name = 'Docent',
    followUps = false,
    redirectUrl,
  }: { name?: string; followUps?: boolean; redirectUrl?: string } = {},
): string {
  const url = transport.kind === 'http' ? { request_url: transport.requestUrl } : {};
  const commandUrl = transport.kind === 'http' ? { url: transport.requestUrl } : {};
  const manifest = {
    display_information: {
      name,
      description: 'Answers questions from your team’s documents, with sources.',
      background_color: '#1f4e5f',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      agent_view: {
        agent_description: 'Ask about anything in the documents that your team uploaded.',
        suggested_prompts: prompts,
      },
      shortcuts: [
        {
          ...{ name: messageShortcuts.ask.name, type: 'message', callback_id: messageShortcuts.ask.id },
          description: 'Ask the documents what this message asks; only you see the answer',
        },
        {
          ...{
            name: messageShortcuts.propose.name,
            type: 'message',
            callback_id: messageShortcuts.propose.id,
          },
          description: 'For admins of a channel: propose this message or thread as knowledge',
        },
      ],
      slash_commands: [
        {
          command: '/ask',
          description: 'Ask the documents; only you see the answer',
          usage_hint: 'your question',
          should_escape: true,
          ...commandUrl,
        },
        {
          command: '/docent',
          description: 'For admins of a channel: decide what Docent does there',
          usage_hint: 'settings | limits',
          should_escape: false,
          ...commandUrl,
        },
      ],
    },
    oauth_config: {
      ...(redirectUrl === undefined ? {} : { redirect_urls: [redirectUrl] }),
      scopes: { bot: Object.keys(botScopes) },
    },
    settings: {
      event_subscriptions: {
        ...url,
        bot_events: followUps ? [...botEvents, ...followUpEvents].sort() : botEvents,
      },
      interactivity: { is_enabled: true, ...url },
      org_deploy_enabled: false,
      socket_mode_enabled: transport.kind === 'socket',
      token_rotation_enabled: false,
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
