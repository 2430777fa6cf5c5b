import { type Setting, setting, type ValueCheck } from './setting.ts';
import { trustedProxies } from './trusted-proxies.ts';

/** A token that nobody guesses. */
const longEnough: ValueCheck = (value) =>
  value.length >= 20 ? null : 'it must have at least 20 characters.';

/** A whole number from one to another. */
const between =
  (least: number, most: number): ValueCheck =>
  (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? null
      : `it must be ${least} to ${most}.`;

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
    'What agents show as a bearer token to use /mcp of the console; API tokens made in the console serve for that, too.',
    true,
    longEnough,
  ),
  setting(
    'DOCENT_METRICS_TOKEN',
    'secret',
    '',
    'What Prometheus shows as a bearer token to read /metrics of the console; API tokens made in the console serve for that, too; without either only this machine may read it.',
    true,
    longEnough,
  ),
  setting(
    'DOCENT_DISK_RESERVE_MB',
    'number',
    '32',
    'Megabytes that a running Docent keeps back in a file of the data folder, so that deleting works on a full disk; 0 = none.',
    false,
    between(0, 9_999),
  ),
  setting(
    'DOCENT_MIN_FREE_MB',
    'number',
    '200',
    'Uploads to the console are refused before less than so many megabytes would be free.',
    true,
  ),
  setting(
    'DOCENT_QUOTA_PERSON_MB',
    'number',
    '0',
    'Megabytes of files that one person may keep in Docent by uploads to the console; 0 for as many as they like.',
    true,
  ),
  setting(
    'DOCENT_QUOTA_TOTAL_MB',
    'number',
    '0',
    'Megabytes of files, wherever they came from, above which uploads to the console are refused; 0 for as many as there is room for.',
    true,
  ),
  setting(
    'DOCENT_BACKUP_FOLDERS',
    'text',
    '',
    'Folders that the console may make backups in, separated by commas, beside backups in the data folder; a folder on another disk outlives this one.',
  ),
  setting(
    'DOCENT_SESSION_IDLE_HOURS',
    'number',
    '12',
    'Hours without use after which a browser is signed out of the console, 1 to 720.',
    true,
    between(1, 720),
  ),
  setting(
    'DOCENT_SESSION_DAYS',
    'number',
    '30',
    'Days after which a browser is signed out in any case, 1 to 365.',
    true,
    between(1, 365),
  ),
  setting(
    'DOCENT_TRUSTED_PROXIES',
    'text',
    '',
    'Proxies before the console that say truly where a request comes from: addresses, ranges such as 10.0.0.0/8, or loopback, separated by commas. Without it every sign-in through a proxy counts as coming from one place.',
    false,
    trustedProxies,
  ),
] satisfies readonly Setting[];
