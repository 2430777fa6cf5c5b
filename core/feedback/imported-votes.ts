import type { ImportedFeedbackTable } from '../store/tuning-tables.ts';

/** What tells votes on one answer: question and answer, spaces apart. */
export function answerKey({ question, answer }: { question: string; answer: string }): string {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return `${plain(question)}\n${plain(answer)}`;
}

type Vote = { id: string; question: string; answer: string; person: string; at: string };

/** Votes that stand: of one person and answer the latest, taken back or not. The others are `earlier` ones. */
export function standingVotes<V extends Vote>(votes: readonly V[]): { standing: V[]; earlier: V[] } {
  const latest = new Map<string, V>();
  const earlier: V[] = [];
  for (const vote of [...votes].sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))) {
    const key = `${vote.person}\n${answerKey(vote)}`;
    const before = latest.get(key);
    if (before !== undefined) earlier.push(before);
    latest.set(key, vote);
  }
  return { standing: [...latest.values()], earlier };
}

/** A stored row as a vote. */
export function voteOfRow(row: ImportedFeedbackTable): ImportedFeedbackTable & { person: string } {
  return { ...row, person: row.person_hash };
}

/** By code units: the same order on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
