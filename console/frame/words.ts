import { wording } from '../../core/defensive-ux/wording.ts';
import type { EvalCaseResult, EvalRun } from '../../core/ports/batches.ts';
import type { PlatformStatus } from '../../core/ports/chat-platform.ts';
import type { DocumentSummary } from '../../core/ports/library.ts';
import { platformOf } from '../../core/ports/platforms.ts';
import type { SourceItem, SourceKind, SourceState } from '../../core/ports/sources.ts';
import type { Outcome, Place, ServedBy } from '../../core/types.ts';

/** The console's own words for what the core calls by name. */

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'busy';
export type Word = { text: string; tone: Tone };

export const outcomeWords: Record<Outcome, Word> = {
  answered: { text: 'Answered', tone: 'good' },
  abstained: { text: 'Not found', tone: 'warn' },
  refused: { text: 'Refused', tone: 'quiet' },
  unavailable: { text: 'Unavailable', tone: 'bad' },
};

export const servedByWords: Record<ServedBy, string> = {
  model: 'Language model',
  extract: 'Quoted',
  curated: 'Curated',
  'exact-cache': 'Answered before',
  'semantic-cache': 'Answered before (similar)',
  'small-talk': 'Small talk',
};

export const documentWords: Record<DocumentSummary['status'], Word> = {
  processing: { text: 'Being read', tone: 'busy' },
  ready: { text: 'Ready', tone: 'good' },
  draft: { text: 'Draft, not published', tone: 'warn' },
  held: { text: 'Held for review', tone: 'warn' },
  archived: { text: 'Archived', tone: 'quiet' },
  failed: { text: 'Not taken in', tone: 'bad' },
};

export const runWords: Record<EvalRun['state'], Word> = {
  queued: { text: 'Waiting', tone: 'busy' },
  running: { text: 'Running', tone: 'busy' },
  done: { text: 'Done', tone: 'good' },
  failed: { text: 'Failed', tone: 'bad' },
  cancelled: { text: 'Paused', tone: 'warn' },
};

export const verdictWords: Record<EvalCaseResult['verdict'], Word> = {
  failed: { text: 'Failed', tone: 'bad' },
  error: { text: 'Error', tone: 'warn' },
  unjudged: { text: 'Answer not judged', tone: 'busy' },
  passed: { text: 'Passed', tone: 'good' },
  pending: { text: 'Waiting', tone: 'quiet' },
};

export const platformWords: Record<PlatformStatus['state'], Word> = {
  off: { text: 'Not connected', tone: 'quiet' },
  connecting: { text: 'Connecting', tone: 'busy' },
  ready: { text: 'Connected', tone: 'good' },
  failing: { text: 'Needs attention', tone: 'bad' },
};

export const deliveryWords: Record<string, string> = {
  delivered: 'Delivered',
  undeliverable: 'Could not be delivered',
  waiting: 'Waiting to be delivered',
  kept: 'Kept for you, not shown',
  dismissed: 'Dismissed, not shown',
};

export const sourceStateWords: Record<SourceState, Word> = {
  new: { text: 'Not read yet', tone: 'quiet' },
  running: { text: 'Being read', tone: 'busy' },
  done: { text: 'Up to date', tone: 'good' },
  partly: { text: 'Read in part', tone: 'warn' },
  held: { text: 'Waits for you', tone: 'warn' },
  failed: { text: 'Could not be read', tone: 'bad' },
};

export const sourceItemWords: Record<SourceItem['state'], Word> = {
  taken: { text: 'Taken in', tone: 'good' },
  'left-out': { text: 'Left out', tone: 'quiet' },
  rejected: { text: 'Not readable', tone: 'bad' },
  failed: { text: 'Failed', tone: 'bad' },
  gone: { text: 'Gone', tone: 'warn' },
  'deleted-here': { text: 'Deleted here', tone: 'quiet' },
};

export const sourceKindWords: Record<SourceKind, string> = {
  folder: 'Folder',
  page: 'One page',
  sitemap: 'Pages of a sitemap',
  site: 'Website, link by link',
};

export const sourceWords: Record<string, string> = {
  environment: 'set in the environment',
  console: 'set here',
  default: 'default',
};

/** Where a question came from, e.g. `slack:T1/C1`. */
export function originWords(origin: string): string {
  const [kind = '', rest] = origin.split(/:(.*)/s);
  const known: Record<string, string> = {
    console: 'Playground',
    cli: 'Command line',
    api: 'Program',
    mcp: 'Agent',
    eval: 'Batch',
  };
  const name = known[kind] ?? platformOf(kind)?.name ?? kind;
  // A batch's own page says which run it was.
  const channel = kind === 'eval' ? undefined : rest?.split('/').at(-1);
  return channel === undefined || channel === '' ? name : `${name}, ${channel}`;
}

/** Where a passage stands in its file; '' when the format has no lines or pages. */
export function placeWords(place: Place): string {
  const scan = place.scan === true ? `, ${wording.scan}` : '';
  if (place.page !== undefined) return `page ${place.page}${scan}`;
  if (place.startLine === undefined) return '';
  if (place.endLine === undefined || place.endLine === place.startLine) return `line ${place.startLine}`;
  return `lines ${place.startLine}–${place.endLine}`;
}

/** `1 passage`, `2 passages`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Documents that can be found, and apart from them files that could not be read. */
export function documentCount({ documents, failed }: { documents: number; failed: number }): string {
  const found = count(documents, 'document');
  return failed === 0 ? found : `${found}; ${count(failed, 'file')} could not be read`;
}

/** A share 0..1 in whole percent, or a dash where it does not apply. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

/** US dollars as people write them; a sum too small for that is still not nothing. */
export function dollars(usd: number): string {
  if (usd === 0) return 'US$ 0';
  if (usd < 0.01) return 'under US$ 0.01';
  return `US$ ${usd.toFixed(2)}`;
}

/** About how long, in the largest unit that fits. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return count(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? count(minutes, 'minute') : `${(minutes / 60).toFixed(1)} hours`;
}
