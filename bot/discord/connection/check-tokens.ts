import type { TokenCheck } from '../../../core/ports/connectors.ts';
import { failureOf } from '../delivery/failure.ts';
import type { DiscordApi } from './api.ts';

/** Tries the bot token: who it is, and whether Discord still lets it connect today. */
export async function checkTokens(api: DiscordApi): Promise<TokenCheck[]> {
  try {
    const me = await api.me();
    return [
      { ok: true, message: `DISCORD_TOKEN works: the bot is called ${me.username}.`, hint: '' },
      await checkConnections(api),
    ];
  } catch (error) {
    return [refused(error)];
  }
}

async function checkConnections(api: DiscordApi): Promise<TokenCheck> {
  const { session_start_limit: limit } = await api.gateway();
  if (limit.remaining > 0) {
    return { ok: true, message: `Discord allows ${limit.remaining} more connections today.`, hint: '' };
  }
  const minutes = Math.ceil(limit.reset_after / 60_000);
  return {
    ok: false,
    message: 'The bot has used up its connections of today.',
    hint: `Discord allows new ones in ${minutes} minutes. Stop other programs that use this token.`,
  };
}

function refused(error: unknown): TokenCheck {
  const failure = failureOf(error);
  if (failure.kind === 'token') {
    return {
      ok: false,
      message: 'Discord does not accept DISCORD_TOKEN.',
      hint: 'Developer Portal → your application → Bot → Reset Token; set the new token and start again.',
    };
  }
  const hint =
    failure.kind === 'unknown'
      ? 'Check the network and, if it is set, DISCORD_API_URL; then try again.'
      : 'Try again in a few minutes.';
  return { ok: false, message: failure.why, hint };
}
