import {
  GatewayIntentBits,
  OAuth2Routes,
  OAuth2Scopes,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import type { PlatformSetup } from '../../../core/ports/connectors.ts';
import { intentsOf } from './client.ts';

export type DiscordInvite = Extract<PlatformSetup, { kind: 'invite' }>;

const scopes = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];

/** What Docent does in a server, with the permission's name as Discord's settings show it. */
const permissions = [
  ['View Channels', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
  ['Add Reactions', PermissionFlagsBits.AddReactions],
] as const;

/** The link that adds the bot to a server with exactly what it needs; without a link until the id is known. */
export function inviteFor(applicationId: string | null, readsThreads = false): DiscordInvite {
  const names = permissions.map(([name]) => name);
  const rest = {
    kind: 'invite' as const,
    scopes: [...scopes],
    permissions: names,
    intents: intentsOf(readsThreads).map((intent) => GatewayIntentBits[intent]),
  };
  if (applicationId === null) {
    const hint = 'The link needs the application’s id: set a working DISCORD_TOKEN and look again.';
    return { url: null, ...rest, hint };
  }
  const url = new URL(OAuth2Routes.authorizationURL.replace(/\/api\/v\d+/, ''));
  url.searchParams.set('client_id', applicationId);
  url.searchParams.set('scope', scopes.join(' '));
  url.searchParams.set(
    'permissions',
    PermissionsBitField.resolve(permissions.map(([, bit]) => bit)).toString(),
  );
  const privileged = readsThreads
    ? 'Switch the Message Content intent on in the Developer Portal (DOCENT_FOLLOW_UPS).'
    : 'No privileged intent has to be switched on in the Developer Portal.';
  const hint = `Open the link, choose the server, keep the permissions ticked. ${privileged}`;
  return { url: url.href, ...rest, hint };
}
