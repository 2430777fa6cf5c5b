import { webApi } from '@slack/bolt';
import type { TokenCheck } from '../../../core/ports/connectors.ts';
import { failureOf, type SlackFailure } from '../delivery/failure.ts';
import { type ClientDeps, clientOptions } from './client.ts';
import { appScope, botScopes } from './manifest.ts';

/**
 * The three secrets of a Slack app; Socket Mode needs the app token, HTTP the signing secret. Without a bot token only
 * workspaces that the app was added to are served.
 */
export type SlackSecrets = { botToken?: string; appToken?: string; signingSecret?: string };

type Kind = { setting: string; prefix: string; where: string };

const bot: Kind = {
  setting: 'SLACK_BOT_TOKEN',
  prefix: 'xoxb-',
  where: 'the app’s page “OAuth & Permissions”, “Bot User OAuth Token”',
};
const app: Kind = {
  setting: 'SLACK_APP_TOKEN',
  prefix: 'xapp-',
  where: 'the app’s page “Basic Information”, “App-Level Tokens”',
};

/** What other beginnings of a token mean. */
const kinds: readonly [prefix: string, name: string][] = [
  ['xoxb-', 'a bot token'],
  ['xapp-', 'an app-level token'],
  ['xoxp-', 'a user token'],
  ['xoxe', 'a token of a rotating app'],
];

/** Says what is wrong with a token's form before Slack is asked; null when it looks right. */
function formProblem(token: string, { setting, prefix, where }: Kind): TokenCheck | null {
  if (token.startsWith(prefix)) return null;
  const name = kinds.find(([start]) => token.startsWith(start))?.[1] ?? 'something else';
  return {
    ok: false,
    message: `${setting} holds ${name}, but a token that starts with ${prefix} is needed.`,
    hint: `Copy it from ${where}. If the two tokens were swapped, exchange them.`,
  };
}

/** A refused token in words, with what to do. */
export function explainRefusal(failure: SlackFailure, { setting, where }: Kind = bot): TokenCheck {
  const no = (message: string, hint: string): TokenCheck => ({ ok: false, message, hint });
  if (failure.kind !== 'refused') {
    return no(`${failure.why}.`, 'Check the network and SLACK_API_URL; Docent keeps trying.');
  }
  switch (failure.code) {
    case 'invalid_auth':
    case 'not_authed':
      return no(`Slack does not know the token in ${setting}.`, `Copy it again from ${where}.`);
    case 'token_revoked':
    case 'token_expired':
      return no(
        `The token in ${setting} was revoked.`,
        `Install the app again and copy the token from ${where}.`,
      );
    case 'account_inactive':
      return no(`The app behind ${setting} was removed from the workspace.`, 'Install the app again.');
    case 'missing_scope': {
      const scope = failure.needed ?? 'a scope';
      const add = `Add ${scope} to the app's scopes, or paste the manifest again, then reinstall the app.`;
      return no(`The token in ${setting} lacks ${scope}.`, add);
    }
    case 'not_allowed_token_type':
      return no(`The token in ${setting} is of the wrong kind.`, `Copy it again from ${where}.`);
    default:
      return no(
        `Slack refused the token in ${setting} (${failure.code}).`,
        `Compare the app with the manifest.`,
      );
  }
}

/** As `explainRefusal`, for the app-level token. */
export function explainAppRefusal(failure: SlackFailure): TokenCheck {
  if (failure.kind === 'refused' && failure.code === 'missing_scope') {
    return explainRefusal({ ...failure, needed: failure.needed ?? appScope }, app);
  }
  return explainRefusal(failure, app);
}

/** Tries the secrets now, each on its own: the bot token, then what its transport needs. */
export async function checkSlackTokens(secrets: SlackSecrets, deps: ClientDeps): Promise<TokenCheck[]> {
  const checks = secrets.botToken === undefined ? [] : [await checkBotToken(secrets.botToken, deps)];
  if (secrets.appToken !== undefined) checks.push(await checkAppToken(secrets.appToken, deps));
  if (secrets.signingSecret !== undefined) checks.push(checkSigningSecret(secrets.signingSecret));
  if (secrets.appToken === undefined && secrets.signingSecret === undefined) checks.push(noTransport);
  return checks;
}

/** Nothing says how Slack should reach Docent. */
export const noTransport: TokenCheck = {
  ok: false,
  message: 'Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.',
  hint: 'Set SLACK_APP_TOKEN for Socket Mode (nothing public needed), or SLACK_SIGNING_SECRET for requests from Slack.',
};

async function checkBotToken(token: string, deps: ClientDeps): Promise<TokenCheck> {
  const problem = formProblem(token, bot);
  if (problem !== null) return problem;
  try {
    const { user, team, response_metadata } = await new webApi.WebClient(
      token,
      clientOptions(deps, 0),
    ).auth.test();
    const granted = response_metadata?.scopes;
    const missing =
      granted === undefined ? [] : Object.keys(botScopes).filter((scope) => !granted.includes(scope));
    if (missing.length === 0) return { ok: true, message: `Signed in to ${team} as @${user}.`, hint: '' };
    return {
      ok: false,
      message: `Signed in to ${team} as @${user}, but these scopes are missing: ${missing.join(', ')}.`,
      hint: 'Add them under “OAuth & Permissions” (or paste the manifest again) and reinstall the app.',
    };
  } catch (error) {
    return explainRefusal(failureOf(error));
  }
}

async function checkAppToken(token: string, deps: ClientDeps): Promise<TokenCheck> {
  const problem = formProblem(token, app);
  if (problem !== null) return problem;
  try {
    await new webApi.WebClient(token, clientOptions(deps, 0)).apps.connections.open({});
    return { ok: true, message: 'Socket Mode works.', hint: '' };
  } catch (error) {
    return explainAppRefusal(failureOf(error));
  }
}

function checkSigningSecret(secret: string): TokenCheck {
  if (/^[0-9a-f]{32}$/.test(secret)) {
    const message = 'The signing secret has the right form; only a request from Slack can prove it.';
    return { ok: true, message, hint: 'Slack tries it when you save the request URL.' };
  }
  return {
    ok: false,
    message: 'SLACK_SIGNING_SECRET does not look like a signing secret (32 digits 0-9, a-f).',
    hint: 'Copy it from the app’s page “Basic Information”, “Signing Secret”; it is not the client secret.',
  };
}
