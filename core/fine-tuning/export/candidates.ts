import { sha256Hex } from '../../text/hashes.ts';
import type { AllowedVote, JudgedAnswer } from './judged-answers.ts';
import { plainQuestion } from './likeness.ts';
import type { Passage } from './sources.ts';
import type { Tally } from './tally.ts';

/** What a row teaches, before a format writes it down. */
export type Lesson =
  | { kind: 'answer'; question: string; answer: string }
  | { kind: 'verdict'; question: string; answer: string; good: boolean }
  | { kind: 'preference'; question: string; chosen: string; rejected: string }
  | { kind: 'source'; question: string; passage: string }
  | { kind: 'text'; text: string };

/** A lesson that may become a row, and where it came from. */
export type Candidate = {
  /** The same for the same lesson in every export. */
  id: string;
  lesson: Lesson;
  /** `feedback:ID`, `document:ID` or `curated:ID`. */
  from: string[];
  origin: string;
  permission: string;
  documents: string[];
};

/** Which lessons a format wants. */
export type Wanted = Lesson['kind'];

type Curated = { id: string; question: string; answer: string };
export type Material = { judged: JudgedAnswer[]; curated: Curated[]; passages: Passage[] };

/** All that could become rows of a kind; what cannot is dropped with its reason. */
export function candidatesFor(wanted: Wanted, material: Material, tally: Tally): Candidate[] {
  const { judged, curated, passages } = material;
  for (const { outvoted } of judged) tally.drop('outvoted', outvoted);
  switch (wanted) {
    case 'answer':
      return [...answers(judged, tally), ...fromCurated(curated)];
    case 'verdict':
      return [...verdicts(judged, tally), ...fromCurated(curated).map(asVerdict)];
    case 'preference':
      tally.drop('no pair', curated.length);
      return preferences(judged, tally);
    case 'source':
      tally.drop('no source', curated.length);
      return sources(judged, passages, tally);
    case 'text':
      return [...texts(passages), ...[...answers(judged, tally), ...fromCurated(curated)].map(asText)];
  }
}

function answers(judged: readonly JudgedAnswer[], tally: Tally): Candidate[] {
  return judged.flatMap((one) => {
    const rest = plain(one).length;
    const corrected = one.corrections.map(({ text, vote }) =>
      ofVote(vote, { kind: 'answer', question: one.question, answer: text }),
    );
    const [first] = one.votes;
    if (!one.good || first === undefined) {
      tally.drop('no target', rest);
      return corrected;
    }
    tally.drop('duplicate', alsoSaid(one));
    return [ofVote(first, { kind: 'answer', question: one.question, answer: one.answer }), ...corrected];
  });
}

function verdicts(judged: readonly JudgedAnswer[], tally: Tally): Candidate[] {
  return judged.flatMap((one) => {
    const [first] = one.votes;
    if (first === undefined) return [];
    tally.drop('duplicate', alsoSaid(one));
    const { question, answer, good } = one;
    return [
      ofVote(first, { kind: 'verdict', question, answer, good }),
      ...one.corrections.map(({ text, vote }) =>
        ofVote(vote, { kind: 'verdict', question, answer: text, good: true }),
      ),
    ];
  });
}

/** A correction beats what it corrects; of two answers to one question, the good one beats the bad one. */
function preferences(judged: readonly JudgedAnswer[], tally: Tally): Candidate[] {
  const bad = Map.groupBy(
    judged.filter(({ good }) => !good),
    ({ question }) => plainQuestion(question),
  );
  const partners = new Set<JudgedAnswer>();
  const pairs = judged.flatMap((one): Candidate[] => {
    const { question, answer, corrections, votes } = one;
    const corrected = corrections.map(({ text, vote }) =>
      ofVote(vote, { kind: 'preference', question, chosen: text, rejected: answer }),
    );
    if (!one.good) return corrected;
    const [first] = votes;
    const other = bad.get(plainQuestion(question))?.find((worse) => worse.answer !== answer);
    if (other === undefined || first === undefined) {
      tally.drop('no pair', plain(one).length);
      return corrected;
    }
    partners.add(other);
    tally.drop('duplicate', alsoSaid(one));
    const pair = ofVote(first, { kind: 'preference', question, chosen: answer, rejected: other.answer });
    const against = other.votes.slice(0, 1).map(({ from }) => from);
    return [{ ...pair, from: [...new Set([...pair.from, ...against])] }, ...corrected];
  });
  for (const one of judged) {
    if (!one.good) tally.drop('no pair', Math.max(0, plain(one).length - Number(partners.has(one))));
  }
  return pairs;
}

/** Questions with a passage that answers them: the one that was cited, else the document's closest. */
function sources(judged: readonly JudgedAnswer[], passages: readonly Passage[], tally: Tally): Candidate[] {
  const byDocument = Map.groupBy(passages, ({ documentId }) => documentId);
  return judged.flatMap((one): Candidate[] => {
    const first = one.votes.find(({ documents }) => documents.length > 0);
    const own = first?.documents.flatMap((id) => byDocument.get(id) ?? []) ?? [];
    const cited = own.filter(({ id }) => first?.passages.includes(id));
    const best = closest(`${one.question} ${one.answer}`, cited.length > 0 ? cited : own);
    if (!one.good || first === undefined || best === null) {
      tally.drop(one.good ? 'no source' : 'no target', one.votes.length + others(one));
      return [];
    }
    tally.drop('duplicate', one.votes.length - 1 + others(one));
    return [ofVote(first, { kind: 'source', question: one.question, passage: best.text })];
  });
}

function closest(words: string, passages: readonly Passage[]): Passage | null {
  const asked = new Set(plainQuestion(words).split(' '));
  let best: { passage: Passage; common: number } | null = null;
  for (const passage of passages) {
    const common = [...new Set(plainQuestion(passage.text).split(' '))].filter((word) =>
      asked.has(word),
    ).length;
    if (best === null || common > best.common) best = { passage, common };
  }
  return best?.passage ?? null;
}

function texts(passages: readonly Passage[]): Candidate[] {
  return passages.map(({ id, documentId, text }) => ({
    id: `passage:${id}`,
    lesson: { kind: 'text', text },
    from: [`document:${documentId}`],
    ...{ origin: 'documents', permission: 'not needed', documents: [documentId] },
  }));
}

function fromCurated(curated: readonly Curated[]): Candidate[] {
  return curated.map(({ id, question, answer }) => {
    const lesson: Lesson = { kind: 'answer', question, answer };
    const rest = { from: [`curated:${id}`], origin: 'curators', permission: 'not needed', documents: [] };
    return { id: idOf(lesson), lesson, ...rest };
  });
}

function asText(candidate: Candidate): Candidate {
  const { lesson } = candidate;
  if (lesson.kind !== 'answer') return candidate;
  return { ...candidate, lesson: { kind: 'text', text: `${lesson.question}\n\n${lesson.answer}` } };
}

function asVerdict(candidate: Candidate): Candidate {
  const { lesson } = candidate;
  return lesson.kind === 'answer'
    ? { ...candidate, lesson: { ...lesson, kind: 'verdict', good: true } }
    : candidate;
}

function ofVote(vote: AllowedVote, lesson: Lesson): Candidate {
  const { from, origin, permission, documents } = vote;
  return {
    id: idOf(lesson),
    lesson,
    from: [from, ...documents.map((id) => `document:${id}`)],
    ...{ origin, permission, documents },
  };
}

function idOf(lesson: Lesson): string {
  return sha256Hex(JSON.stringify(lesson));
}

/** Votes for the verdict that bring no correction. */
function plain({ votes, corrections }: JudgedAnswer): AllowedVote[] {
  return votes.filter(({ id }) => !corrections.some(({ vote }) => vote.id === id));
}

/** Votes that say once more what the first one says. */
function alsoSaid(one: JudgedAnswer): number {
  const [first] = one.votes;
  return plain(one).filter((vote) => vote !== first).length;
}

/** Votes that only their correction speaks for. */
function others({ votes, corrections }: JudgedAnswer): number {
  return corrections.filter(({ vote }) => !votes.some(({ id }) => id === vote.id)).length;
}
