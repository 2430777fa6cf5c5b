import type { Store } from '../../store/schema.ts';
import { sha256Hex } from '../../text/hashes.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { type Cluster, clusterOf } from './clusters.ts';
import { learnable, partsOf, withoutNear } from './filter.ts';
import { datasetInfo, type ExportFormat, exportFormats, type FormatName } from './formats.ts';
import { readGolden } from './golden.ts';
import { allowedVotes, judgedAnswers } from './judged-answers.ts';
import { EXPORT_LIMITS } from './limits.ts';
import { readPermissions } from './permissions.ts';
import { readCurated, readLikeDocuments, readPassages } from './sources.ts';
import { chanceOf, type Split, splitClusters } from './split.ts';
import { createTally } from './tally.ts';
import { readVotes } from './votes.ts';

/** Files to write, by name, and what was counted. The same store and seed give the same bytes. */
export type DataSet = {
  files: { name: string; text: string }[];
  rows: Record<Split, number>;
  dropped: Record<string, number>;
  considered: number;
};

type Options = {
  format: FormatName;
  seed: number;
  /** Collections whose documents are none of the team's. */
  leftOut: readonly string[];
};

/** About four characters a token, as English text has with the usual tokenizers. */
const CHARACTERS_A_TOKEN = 4;

/** Turns votes, corrections, curated answers and documents into the rows of a format, cluster by cluster. Changes nothing. */
export async function exportData(store: Store, { format: name, seed, leftOut }: Options): Promise<DataSet> {
  const tally = createTally();
  const format: ExportFormat = exportFormats[name];
  const permissions = await readPermissions(store);
  const judged = judgedAnswers(allowedVotes(await readVotes(store), permissions, tally), tally);
  const needsText = format.wanted === 'text' || format.wanted === 'source';
  const passages = needsText ? await readPassages(store, leftOut) : [];
  const material = { judged, curated: await readCurated(store), passages };
  const kept = learnable(candidatesFor(format.wanted, material, tally), await readGolden(store), tally);
  const clusters = clusterOf(kept, await readLikeDocuments(store));
  const thinned = withoutNear(
    clusters.map(({ candidates }) => candidates),
    tally,
  );
  const split = splitClusters(
    clusters.map(({ id }, at) => ({ id, candidates: thinned[at] ?? [] })),
    seed,
  );
  return write(name, format, split, seed, tally);
}

type Placed = { candidate: Candidate; cluster: string };

function write(
  name: FormatName,
  format: ExportFormat,
  split: Map<Split, Cluster[]>,
  seed: number,
  tally: ReturnType<typeof createTally>,
): DataSet {
  const placed = (which: Split): Placed[] =>
    (split.get(which) ?? [])
      .flatMap(({ id, candidates }) => candidates.map((candidate) => ({ candidate, cluster: id })))
      .sort((a, b) => chanceOf(seed, a.candidate.id) - chanceOf(seed, b.candidate.id));
  const sets = { train: placed('train'), valid: placed('valid') };
  const linesOf = (rows: readonly Placed[]) =>
    lines(rows.map(({ candidate }) => format.row(candidate.lesson)));
  const [train, valid] = [linesOf(sets.train), linesOf(sets.valid)];
  const provenance = (['train', 'valid'] as const).flatMap((which) =>
    sets[which].map(({ candidate: { from, origin, permission }, cluster }, row) => ({
      ...{ split: which, row, cluster, from, origin, permission },
    })),
  );
  const rows = { train: sets.train.length, valid: sets.valid.length };
  const considered = rows.train + rows.valid + tally.total();
  const all = [...sets.train, ...sets.valid];
  const countBy = (of: (one: Placed) => string) => countsOf(all.map(of));
  const card = {
    format: name,
    seed,
    files: {
      'train.jsonl': { rows: rows.train, sha256: sha256Hex(train) },
      'valid.jsonl': { rows: rows.valid, sha256: sha256Hex(valid) },
    },
    clusters: { train: split.get('train')?.length ?? 0, valid: split.get('valid')?.length ?? 0 },
    origins: countBy(({ candidate }) => candidate.origin),
    permissions: countBy(({ candidate }) => candidate.permission),
    ...balanceOf(all),
    tokens: { train: tokensIn(sets.train), valid: tokensIn(sets.valid) },
    goldenQuestions: 'in neither file',
    considered,
    dropped: tally.counts(),
    thresholds: EXPORT_LIMITS,
  };
  const info = datasetInfo(name);
  return {
    files: [
      { name: 'train.jsonl', text: train },
      { name: 'valid.jsonl', text: valid },
      { name: 'provenance.jsonl', text: lines(provenance) },
      ...(info === null ? [] : [{ name: 'dataset_info.json', text: `${JSON.stringify(info, null, 2)}\n` }]),
      { name: 'card.json', text: `${JSON.stringify(card, null, 2)}\n` },
    ],
    ...{ rows, dropped: tally.counts(), considered },
  };
}

/** How many rows say that an answer is good, where a format has both. */
function balanceOf(all: readonly Placed[]): { labels?: Record<string, number> } {
  const labels = all.flatMap(({ candidate: { lesson } }) =>
    lesson.kind === 'verdict' ? [lesson.good ? 'good' : 'bad'] : [],
  );
  return labels.length === 0 ? {} : { labels: countsOf(labels) };
}

function tokensIn(rows: readonly Placed[]): number {
  const characters = rows.reduce((sum, { candidate: { lesson } }) => {
    const { question, texts } = partsOf(lesson);
    return sum + (question?.length ?? 0) + texts.reduce((all, { length }) => all + length, 0);
  }, 0);
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON Lines that every reader counts alike: some end a line at separators that JSON leaves as they are. */
function lines(rows: readonly object[]): string {
  const escaped = (row: object) =>
    JSON.stringify(row).replace(
      /[\u0085\u2028\u2029]/g,
      (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return rows.map((row) => `${escaped(row)}\n`).join('');
}
