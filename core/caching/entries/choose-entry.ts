import { judgeEvidence, type Observation } from '../gates/boundary.ts';
import { type GateResult, runGates } from '../gates/gates.ts';
import { isFormGate, meansAlike } from '../gates/meant-alike.ts';
import type { QuestionForm } from '../gates/question-form.ts';

/** An entry that stands near a question. */
export type Candidate = {
  key: string;
  question: string;
  form: QuestionForm;
  /** Cosine of the two questions' vectors. */
  likeness: number;
  /** The vectors are of meanings: they may speak for words that differ. */
  meaning: boolean;
  /** Equal for entries with the same answer. */
  answerHash: string;
  evidence: readonly Observation[];
};

/** Why a question is served an entry's answer, or not: everything that was looked at. */
export type Choice =
  | { kind: 'serve'; candidate: Candidate; gates: GateResult[] }
  | {
      kind: 'none';
      /** `absent` = nothing near; `gate`; `margin` = two entries with different answers fit; `evidence` = the entry's own. */
      why: 'absent' | 'gate' | 'margin' | 'evidence';
      candidate: Candidate | null;
      gates: GateResult[];
      /** An entry that only `content` kept from being served: its answer can be compared with the fresh one. */
      near: Candidate | null;
    };

export const choosing = {
  /** Entries looked at. */
  nearest: 5,
  /** Likeness below which nothing is served, whatever the gates say. */
  least: 0.6,
  /** The same in a space of meanings, where the subject's words are equal anyway. */
  leastMeant: 0.5,
  /** An entry with another answer that fits as well must be this much less like. */
  margin: 0.02,
  /** An entry is evidence for near questions from here on. */
  nearFrom: 0.75,
  /** Evidence that expects less than this overrules the gates. */
  expected: 0.9,
} as const;

/** Which of the nearest entries may answer, if any. `random` in [0, 1) decides whether evidence explores. */
export function chooseEntry(
  asked: QuestionForm,
  candidates: readonly Candidate[],
  random: () => number,
): Choice {
  const judged = candidates
    .toSorted((a, b) => b.likeness - a.likeness)
    .map((candidate) => compare(asked, candidate, random));
  const fits = judged.filter((one) => one.fits);
  // Equal words tell more than a likeness.
  const best = fits.find((one) => one.exact) ?? fits[0] ?? judged.find((one) => one.hard) ?? judged[0];
  if (best === undefined) return { kind: 'none', why: 'absent', candidate: null, gates: [], near: null };
  const { candidate, gates } = best;
  if (!best.fits) {
    const near =
      judged.find((one) => one.hard && one.candidate.likeness >= choosing.nearFrom)?.candidate ?? null;
    return { kind: 'none', why: best.why, candidate, gates, near };
  }
  const rival = fits.find(
    (one) =>
      one.candidate.answerHash !== candidate.answerHash &&
      one.exact === best.exact &&
      one.candidate.likeness > candidate.likeness - choosing.margin,
  );
  const margin: GateResult =
    rival === undefined
      ? { gate: 'margin', pass: true }
      : { gate: 'margin', pass: false, detail: rival.candidate.question };
  if (rival !== undefined)
    return { kind: 'none', why: 'margin', candidate, gates: [...gates, margin], near: null };
  return { kind: 'serve', candidate, gates: [...gates, margin] };
}

/**
 * The gates of an entry whose words differ while a general encoder, and what can be said of each word, find that it
 * asks the same; null = it does not, or a gate of meaning fails. No evidence is needed, but the entry's own can forbid it.
 */
function byMeaning(
  asked: QuestionForm,
  { form, likeness, meaning, evidence }: Candidate,
  hard: readonly GateResult[],
): Omit<Judged, 'candidate'> | null {
  if (!meaning || hard.some(({ gate, pass }) => !pass && !isFormGate(gate))) return null;
  const alike = meansAlike(asked, form, likeness);
  if (!alike.pass) return null;
  const said = judgeEvidence(evidence, likeness);
  const fits = said === null || said.expected >= choosing.expected;
  const gates = [...hard.filter(({ gate }) => !isFormGate(gate)), alike];
  return {
    gates:
      said === null
        ? gates
        : [...gates, { gate: 'evidence', pass: fits, detail: `expected ${said.expected.toFixed(3)}` }],
    ...{ hard: true, exact: false, fits, why: 'evidence' },
  };
}

type Judged = {
  candidate: Candidate;
  gates: GateResult[];
  /** Every gate of meaning passed. */
  hard: boolean;
  /** So did the subject. */
  exact: boolean;
  fits: boolean;
  why: 'gate' | 'evidence';
};

function compare(asked: QuestionForm, candidate: Candidate, random: () => number): Judged {
  const { hard, content } = runGates(asked, candidate.form);
  const passed = hard.every((gate) => gate.pass);
  const like = candidate.likeness >= (candidate.meaning ? choosing.leastMeant : choosing.least);
  const meant = byMeaning(asked, candidate, hard);
  if (meant !== null && like && !(passed && content.pass)) return { ...meant, candidate };
  const likeness: GateResult = { gate: 'likeness', pass: like, detail: candidate.likeness.toFixed(3) };
  const evidence = passed && like ? judgeEvidence(candidate.evidence, candidate.likeness) : null;
  // Without evidence the subject must be the same. Evidence can carry more, or forbid it.
  const fits =
    passed &&
    like &&
    (evidence === null
      ? content.pass
      : content.pass
        ? evidence.expected >= choosing.expected
        : random() >= evidence.explore);
  const said: GateResult[] =
    evidence === null
      ? []
      : [
          {
            gate: 'evidence',
            pass: fits,
            detail: `expected ${evidence.expected.toFixed(3)}, answer anew ${evidence.explore.toFixed(3)}`,
          },
        ];
  return {
    candidate,
    gates: [...hard, content, likeness, ...said],
    hard: passed && like,
    exact: content.pass,
    fits,
    why: passed && like && content.pass ? 'evidence' : 'gate',
  };
}
