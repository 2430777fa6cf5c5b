import type { ConsoleDeps, SettingRow } from '../../../console/deps.ts';
import type { ConnectorInfo, Connectors } from '../../../core/ports/connectors.ts';

export const SECRET = 'xoxb-canary-secret-4711';

const since = '2026-11-24T09:00:00.000Z';

export type FakeConnectors = Connectors & { statuses: ConnectorInfo[]; slackBodies: string[] };

/** Two platforms, as the console sees them; Slack events are kept as they arrive. */
export function createFakeConnectors(): FakeConnectors {
  const slackBodies: string[] = [];
  const statuses: ConnectorInfo[] = [
    {
      id: 'slack',
      name: 'Slack',
      status: {
        state: 'failing',
        message: 'Slack refused the bot token. Copy it again from the app page.',
        since,
      },
      configured: ['SLACK_BOT_TOKEN'],
      missing: ['SLACK_APP_TOKEN'],
    },
    {
      id: 'discord',
      name: 'Discord',
      status: { state: 'off', message: 'No token is set.', since },
      configured: [],
      missing: ['DISCORD_TOKEN'],
    },
  ];
  return {
    statuses,
    slackBodies,
    list: () => statuses,
    async setup(id) {
      if (id === 'slack')
        return {
          kind: 'manifest',
          json: JSON.stringify({ display_information: { name: 'Docent' } }, null, 2),
        };
      if (id !== 'discord') return null;
      return {
        kind: 'invite',
        url: 'https://discord.com/oauth2/authorize?client_id=1',
        scopes: ['bot', 'applications.commands'],
        permissions: ['Send Messages', 'Add Reactions'],
        intents: ['Guilds', 'Guild Messages'],
        hint: 'Choose the server that your team uses.',
      };
    },
    async check(id) {
      if (id !== 'slack') return [];
      return [
        {
          ok: false,
          message: 'The bot token was revoked.',
          hint: 'Install the app again and copy the new token.',
        },
        { ok: true, message: 'The app token works.', hint: '' },
      ];
    },
    eventHandler: (id) =>
      id !== 'slack'
        ? null
        : (req, res) => {
            const parts: Buffer[] = [];
            req.on('data', (part: Buffer) => parts.push(part));
            req.on('end', () => {
              slackBodies.push(Buffer.concat(parts).toString());
              res.writeHead(200).end('slack');
            });
          },
    async permalink({ platform }, messageId) {
      if (platform !== 'slack') return null;
      return `https://team.slack.com/archives/C1/p${messageId}`;
    },
  };
}

/** Settings in memory; secrets are shown masked, as the port asks. */
export function createFakeSettings(): ConsoleDeps['settings'] & { values: Map<string, string> } {
  const values = new Map<string, string>([['SLACK_BOT_TOKEN', SECRET]]);
  const rows: Omit<SettingRow, 'source' | 'shown'>[] = [
    { key: 'SLACK_BOT_TOKEN', help: 'Slack bot token.', secret: true, editable: true },
    { key: 'SLACK_APP_TOKEN', help: 'Slack app-level token.', secret: true, editable: true },
    { key: 'DISCORD_TOKEN', help: 'Discord bot token.', secret: true, editable: true },
    { key: 'DOCENT_CHAT_MODEL', help: 'Who writes answers.', secret: false, editable: true },
    { key: 'DOCENT_PORT', help: 'Port of the console.', secret: false, editable: false },
  ];
  return {
    values,
    async list() {
      return rows.map((row) => {
        const value = values.get(row.key) ?? '';
        const masked = value === '' ? '' : `${value.slice(0, 5)}…${value.slice(-4)}`;
        return { ...row, source: value === '' ? 'default' : 'console', shown: row.secret ? masked : value };
      });
    },
    async set(key, value) {
      if (!rows.some((row) => row.key === key && row.editable === true))
        return { ok: false, message: `${key} cannot be set here.` };
      if (value === 'nonsense') return { ok: false, message: `${key} was not saved: it has the wrong form.` };
      if (value === null) values.delete(key);
      else values.set(key, value);
      return { ok: true, message: `${key} was saved.` };
    },
  };
}
