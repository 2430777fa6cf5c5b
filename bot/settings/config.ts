import path from 'node:path';
import { type ChannelMode, isChannelMode } from '../../core/defensive-ux/channel-modes.ts';
import { AppError } from '../../core/errors.ts';
import { allowListProblem } from '../../knowledge/sources/fetch/address-policy.ts';
import { problemWith } from './check-value.ts';
import { conversationSettings } from './conversation-settings.ts';
import { readEnvFile } from './env-file.ts';
import { fileSettings } from './file-settings.ts';
import { oidcSettings } from './oidc-settings.ts';
import { operationSettings } from './operation-settings.ts';
import { type Setting, setting } from './setting.ts';
import { telemetrySettings } from './telemetry-settings.ts';
import { type UnknownKey, unknownKeys } from './unknown-keys.ts';
import { chatModels, embeddings, judgeModels, moderation, oneOf, reranker } from './value-checks.ts';

/** Every setting there is, in the order `docent config` and the README list them. */
export const settings = [
  setting('DOCENT_DATA_DIR', 'path', './data', 'Folder for the store, indexes and uploads.'),
  setting(
    'DOCENT_HOST',
    'text',
    '127.0.0.1',
    'Address the console listens on. Use 0.0.0.0 only behind a proxy with HTTPS.',
  ),
  setting('DOCENT_PORT', 'number', '3000', 'Port of the console; 0 takes a free one.'),
  setting(
    'DOCENT_PUBLIC_URL',
    'url',
    '',
    'Address people reach the console at, such as https://docent.example.com.',
  ),
  setting(
    'DOCENT_CHAT_MODEL',
    'text',
    'extractive',
    'Who writes answers: extractive (quotes, no model), openai:NAME, anthropic:NAME, ollama:NAME, or PROVIDER:NAME of another provider of LangChain, such as mistralai:NAME; several, separated by commas, are asked in that order until one answers; extractive as the last of them quotes where none could.',
    true,
    chatModels,
  ),
  ...conversationSettings,
  setting(
    'DOCENT_JUDGE',
    'text',
    'off',
    'Who checks each sentence that a model wrote against its sources once more: off, chat (the model that answers), or a model as in DOCENT_CHAT_MODEL.',
    true,
    judgeModels,
  ),
  setting(
    'DOCENT_MODERATION',
    'text',
    'off',
    'A service that looks at questions and answers beside the built-in word lists: off or openai:NAME, such as openai:omni-moderation-latest. While it cannot be reached, nothing is answered.',
    true,
    moderation,
  ),
  setting(
    'DOCENT_EMBEDDINGS',
    'text',
    'corpus',
    'Vectors for search: corpus (trained on your own documents), openai:NAME, ollama:NAME, voyage:NAME, jina:NAME, fireworks:NAME or together:NAME. A change takes effect once everything was embedded again and checked.',
    true,
    embeddings,
  ),
  setting(
    'DOCENT_MEANING',
    'switch',
    'on',
    'Whether English questions are also compared with documents by what they mean, with an encoder that comes with Docent: on or off.',
  ),
  setting(
    'DOCENT_MODEL_SEARCHES',
    'switch',
    'on',
    'Whether the chat model puts a question whose own words find little into the words of documents, with one call more: on or off.',
  ),
  setting(
    'DOCENT_QUESTION_MEMORY',
    'switch',
    'on',
    'Whether questions whose answers were confirmed (thumbs up, curated answers, eval cases) help to find documents: on or off.',
  ),
  setting(
    'DOCENT_RERANKER',
    'text',
    'off',
    'Who judges the best search results once more: off, chat (the chat model), http:MODEL (a /rerank server as of Cohere, Jina, Voyage, vLLM or llama.cpp) or tei (Text Embeddings Inference).',
    true,
    reranker,
  ),
  setting(
    'DOCENT_RERANKER_URL',
    'url',
    '',
    'Address of the reranking server, such as https://api.jina.ai/v1/rerank or http://127.0.0.1:8080/rerank.',
    true,
  ),
  setting('DOCENT_RERANKER_API_KEY', 'secret', '', 'Key for the reranking server, where it wants one.', true),
  setting(
    'DOCENT_HOLD_FLAGGED',
    'switch',
    'on',
    'Whether console uploads with flags (personal data, secrets, injection, foul language) wait for a decision: on or off.',
  ),
  ...fileSettings,
  setting(
    'OPENAI_API_KEY',
    'secret',
    '',
    'Key for openai: models, and for servers that speak the same protocol.',
    true,
  ),
  setting(
    'OPENAI_BASE_URL',
    'url',
    '',
    'Address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1.',
    true,
  ),
  setting('ANTHROPIC_API_KEY', 'secret', '', 'Key for anthropic: models.', true),
  setting('ANTHROPIC_BASE_URL', 'url', '', 'Address of an Anthropic-compatible server.', true),
  setting('OLLAMA_BASE_URL', 'url', 'http://127.0.0.1:11434', 'Address of the Ollama server.', true),
  setting('VOYAGE_API_KEY', 'secret', '', 'Key for voyage: embeddings.', true),
  setting(
    'VOYAGE_BASE_URL',
    'url',
    '',
    'Address of a server that speaks the Voyage embeddings protocol.',
    true,
  ),
  setting('SLACK_BOT_TOKEN', 'secret', '', 'Slack bot token (xoxb-…).', true),
  setting(
    'SLACK_APP_TOKEN',
    'secret',
    '',
    'Slack app-level token (xapp-…) for Socket Mode; no public address needed.',
    true,
  ),
  setting(
    'SLACK_SIGNING_SECRET',
    'secret',
    '',
    'Slack signing secret, for HTTP instead of Socket Mode.',
    true,
  ),
  setting(
    'SLACK_CLIENT_ID',
    'text',
    '',
    'Client id of the Slack app: with its secret, “Add to Slack” adds workspaces. Needs DOCENT_PUBLIC_URL.',
    true,
  ),
  setting('SLACK_CLIENT_SECRET', 'secret', '', 'Client secret of the Slack app, for “Add to Slack”.', true),
  setting('SLACK_API_URL', 'url', '', 'Another address of the Slack Web API, for tests and proxies.'),
  setting('DISCORD_TOKEN', 'secret', '', 'Discord bot token.', true),
  setting('DISCORD_API_URL', 'url', '', 'Another address of the Discord API, for tests and proxies.'),
  ...operationSettings,
  ...oidcSettings,
  ...telemetrySettings,
  setting(
    'DOCENT_FETCH_ALLOW',
    'text',
    '',
    'Private hosts, addresses and ranges that sources may read, such as wiki.internal,10.1.0.0/16. Public ones need no entry.',
    false,
    allowListProblem,
  ),
  setting(
    'DOCENT_FOLDERS',
    'text',
    '',
    'Folders that admins may watch from the console, separated by commas; the command line may watch any.',
  ),
  setting(
    'DOCENT_SECRET_KEY',
    'secret',
    '',
    'Encrypts tokens saved in the console. Without it a key file is made in the data folder.',
  ),
  setting(
    'DOCENT_LOG_LEVEL',
    'choice',
    'info',
    'How much is logged: debug, info, warn, error or silent.',
    false,
    oneOf('debug', 'info', 'warn', 'error', 'silent'),
  ),
] satisfies readonly Setting[];

export type SettingKey = (typeof settings)[number]['key'];

/** Values in force and where each comes from. */
export type Config = {
  get(key: SettingKey): string;
  source(key: SettingKey): 'environment' | 'console' | 'default';
  /** Whether the value in force was read from `.env`; its source is the environment, too. */
  fromFile(key: SettingKey): boolean;
  /** Variables that begin with DOCENT_ and are no setting: misspelt, or of another version. */
  unknown: UnknownKey[];
  /** A provider's own variable, such as a key, from the environment alone; '' where it is not set. */
  variable(name: string): string;
  dataDir: string;
  /** Values saved in the console; the environment still wins. */
  withStored(stored: Record<string, string>): Config;
  /** The same with another data directory. */
  inFolder(dataDir: string): Config;
};

/** Variables by name, and which of them came from `.env`. */
type Environment = { variables: Record<string, string | undefined>; ofFile: ReadonlySet<string> };

/**
 * Reads the environment once (`.env` of the working folder included, which a variable that is set already outranks).
 * The only place that does. Throws AppError for a `.env` that cannot be read right, and if `check` for values that are not usable.
 */
export function loadConfig(
  env?: Record<string, string | undefined>,
  cwd = process.cwd(),
  check = true,
): Config {
  const environment = env === undefined ? readEnvironment() : { variables: env, ofFile: new Set<string>() };
  return createConfig(environment, {}, cwd, check);
}

function readEnvironment(): Environment {
  const file = readEnvFile('.env');
  const ofFile = new Set(Object.keys(file).filter((key) => process.env[key] === undefined));
  // Libraries read their own variables, such as HTTPS_PROXY, from the process.
  for (const key of ofFile) process.env[key] = file[key];
  return { variables: process.env, ofFile };
}

function createConfig(env: Environment, stored: Record<string, string>, cwd: string, check = true): Config {
  const find = (key: SettingKey): { value: string; source: 'environment' | 'console' | 'default' } => {
    const fromEnv = env.variables[key];
    if (fromEnv !== undefined && fromEnv !== '') return { value: fromEnv, source: 'environment' };
    const fromStore = stored[key];
    if (fromStore !== undefined && fromStore !== '') return { value: fromStore, source: 'console' };
    return { value: settings.find((row) => row.key === key)?.default ?? '', source: 'default' };
  };
  if (check) for (const row of settings) mustBeUsable(row, find(row.key).value);
  return {
    get: (key) => find(key).value,
    source: (key) => find(key).source,
    fromFile: (key) => find(key).source === 'environment' && env.ofFile.has(key),
    unknown: unknownKeys(
      Object.keys(env.variables),
      settings.map(({ key }) => key),
    ),
    variable: (name) => env.variables[name] ?? '',
    dataDir: path.resolve(cwd, find('DOCENT_DATA_DIR').value),
    withStored: (values) => createConfig(env, values, cwd),
    inFolder: (folder) => {
      const variables = { ...env.variables, DOCENT_DATA_DIR: folder };
      return createConfig({ ...env, variables }, stored, cwd);
    },
  };
}

function mustBeUsable(row: Setting, value: string): void {
  const wrong = problemWith(row, value);
  if (wrong !== null)
    throw new AppError(
      'config.invalid',
      `${row.key} is not usable: ${wrong}`,
      `${row.help} Run "docent config" to see what is in force.`,
    );
}

/** What happens in a channel that nobody decided about. */
export function modeOfNewChannels(config: Pick<Config, 'get'>): ChannelMode {
  const mode = config.get('DOCENT_NEW_CHANNELS');
  return isChannelMode(mode) ? mode : 'off';
}
