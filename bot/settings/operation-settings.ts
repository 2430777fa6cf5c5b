import { type Setting, setting, type ValueCheck } from './setting.ts';

/** A token that nobody guesses. */
const longEnough: ValueCheck = (value) =>
  value.length >= 20 ? null : 'it must have at least 20 characters.';

/** What keeps a running Docent within bounds, and who may look at it. */
export const operationSettings = [
  setting(
    'DOCENT_CALLS_PERSON',
    'number',
    '500',
    'Model calls a day for one person (until midnight UTC), 0 for as many as they like. Once they are used up Docent quotes, and says so; kept and curated answers and quotes do not count.',
    true,
  ),
  setting(
    'DOCENT_CALLS_CHANNEL',
    'number',
    '0',
    'The same for all questions of one channel; 0 for as many as they like.',
    true,
  ),
  setting(
    'DOCENT_CALLS_TEAM',
    'number',
    '0',
    'The same for all questions together, except evaluations; 0 for as many as they like.',
    true,
  ),
  setting(
    'DOCENT_MCP_TOKEN',
    'secret',
    '',
    'What agents show as a bearer token to use /mcp of the console; without it only "docent mcp" serves them.',
    true,
    longEnough,
  ),
  setting(
    'DOCENT_METRICS_TOKEN',
    'secret',
    '',
    'What Prometheus shows as a bearer token to read /metrics of the console; without it only this machine may read it.',
    true,
    longEnough,
  ),
] satisfies readonly Setting[];
