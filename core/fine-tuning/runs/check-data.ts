import type { Store } from '../../store/schema.ts';
import { exportData } from '../export/export-data.ts';
import type { FormatName } from '../export/formats.ts';
import type { Choices, LabelKind } from './choices.ts';

/** The format whose counts stand for a kind of labels. */
const FORMAT: Record<LabelKind, FormatName> = {
  answers: 'trl-prompt-completion',
  votes: 'trl-kto',
  preferences: 'trl-preference',
  texts: 'trl-lm',
};

/** What the data is now: how much of it there is, and what was left out. */
export async function checkData(
  store: Store,
  { labels, seed, leftOut }: { labels: LabelKind; seed: number; leftOut: readonly string[] },
): Promise<NonNullable<Choices['data']>> {
  const data = await exportData(store, { format: FORMAT[labels], seed, leftOut });
  const card = JSON.parse(data.files.find(({ name }) => name === 'card.json')?.text ?? '{}') as {
    clusters: { train: number; valid: number };
    tokens: { train: number };
    labels?: Record<string, number>;
    files: Record<string, { sha256: string }>;
  };
  return {
    ...{ labels, seed, rows: data.rows, dropped: data.dropped, tokens: card.tokens.train },
    clusters: card.clusters.train + card.clusters.valid,
    against: card.labels?.['bad'] ?? 0,
    sha256: card.files['train.jsonl']?.sha256 ?? '',
  };
}
