import { detectPersonalData } from '../../core/guardrails/detectors/personal-data.ts';
import { findSecrets } from '../../core/guardrails/secrets.ts';
import { findFlags } from '../curation/find-flags.ts';
import { MEMORY_LIMITS } from './limits.ts';
import { questionKey } from './question-key.ts';

export type ConfirmedBy = 'vote' | 'curated' | 'eval';

/** A question with a document that answers it, as one vote, curated answer or eval case says. */
export type Confirmed = {
  source: ConfirmedBy;
  /** Id of the answer, the curated answer or the eval case. */
  ref: string;
  documentId: string;
  question: string;
  /** Passages that answer it; [] = somewhere in the document. */
  passageIds: number[];
  /** Net votes; 1 for the others. May be negative: then it speaks against. */
  weight: number;
  createdAt: string;
};

/** What is remembered of a document: equal questions once. */
export type ToRemember = Omit<Confirmed, 'weight'> & { confirmed: number; fromEvals: boolean };

/** Whether the guards have nothing against keeping this text: no personal data, secrets, orders or foul language. */
export function mayBeKept(question: string): boolean {
  if (question.trim() === '' || question.length > MEMORY_LIMITS.questionLength) return false;
  if (detectPersonalData(question).length > 0 || findSecrets(question).length > 0) return false;
  const blocks = [{ kind: 'paragraph' as const, text: question }];
  return findFlags({ title: null, externalId: null, blocks }).length === 0;
}

/**
 * What to remember of all that was confirmed: a question counts for a document while more speak for it than against,
 * equal questions of a document are one, and a document keeps its most confirmed and newest.
 */
export function toRemember(all: readonly Confirmed[]): ToRemember[] {
  const groups = new Map<string, Confirmed[]>();
  for (const one of all) {
    const key = `${one.documentId}\n${questionKey(one.question)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const byDocument = new Map<string, ToRemember[]>();
  for (const group of groups.values()) {
    const merged = merge(group);
    if (merged === null) continue;
    byDocument.set(merged.documentId, [...(byDocument.get(merged.documentId) ?? []), merged]);
  }
  const kept = [...byDocument.values()].flatMap((questions) =>
    questions.sort(firstKept).slice(0, MEMORY_LIMITS.ofDocument),
  );
  return kept.sort(firstKept).slice(0, MEMORY_LIMITS.inAll);
}

/** One question out of equal ones, null where those against are as many. The newest that speaks for it names it. */
function merge(group: readonly Confirmed[]): ToRemember | null {
  const confirmed = group.reduce((sum, { weight }) => sum + weight, 0);
  const speakFor = group
    .filter(({ weight, question }) => weight > 0 && mayBeKept(question))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  // Votes are what people saw in chats; a case that somebody wrote says less about how it is asked.
  const first = speakFor.find(({ source }) => source !== 'eval') ?? speakFor[0];
  if (first === undefined || confirmed <= 0) return null;
  const passageIds = [...new Set(speakFor.flatMap((one) => one.passageIds))].slice(0, MEMORY_LIMITS.passages);
  const { weight: _, ...rest } = first;
  return { ...rest, passageIds, confirmed, fromEvals: first.source === 'eval' };
}

function firstKept(a: ToRemember, b: ToRemember): number {
  return b.confirmed - a.confirmed || (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0);
}
