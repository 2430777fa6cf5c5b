import { fill, withContact, wording } from '../defensive-ux/wording.ts';
import { type Clock, isoNow } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { policy } from '../rag/policy.ts';
import type {
  Answer,
  Citation,
  Confidence,
  NearestDocument,
  Question,
  Retrieved,
  ServedBy,
  Step,
  Usage,
} from '../types.ts';

/** Collects what is known while a question travels, and makes the answer when the journey ends. */
export type Notebook = {
  standalone: string;
  /** Whom to turn to on a sensitive topic: stands under the answer, or instead of other advice. */
  contact: string | null;
  /** The question as the input guards left it: what the trace keeps. */
  asked(text: string): void;
  /** Runs one step, timed and written to the trace. */
  step<T>(
    name: string,
    run: () => T | Promise<T>,
    detail: (result: T) => Record<string, unknown>,
  ): Promise<T>;
  found(retrieved: Retrieved): void;
  /** Milliseconds since the question came. */
  elapsed(): number;
  /** `loose`: a check could not match all of the text with its sources, so it is at most partly covered. */
  answered(
    servedBy: ServedBy,
    written: { text: string; citations: Citation[]; usage: Usage | null; loose: boolean },
  ): Answer;
  fromCache(cached: Answer, tier: 'exact-cache' | 'semantic-cache'): Answer;
  /** What the team wrote, byte for byte. */
  curated(text: string): Answer;
  abstained(reason: string): Answer;
  refused(reason: string, text: string): Answer;
  unavailable(reason: string, detail: string | null): Answer;
};

/** `askInstead` = whom the team named for what Docent cannot answer; '' = nobody. */
export function createNotebook(question: Question, clock: Clock, random: Random, askInstead = ''): Notebook {
  const started = clock.monotonic();
  let asked = question.text.slice(0, policy.questionLength);
  const traceId = random.id('ans');
  const steps: Step[] = [];
  let retrieved: Retrieved = { passages: [], evidence: 0, generation: 0 };

  const spent = (name: string) =>
    steps.filter((step) => step.step === name).reduce((sum, step) => sum + step.ms, 0);

  function close(part: Pick<Answer, 'outcome' | 'text'> & Partial<Answer>): Answer {
    return {
      traceId,
      question: asked,
      standalone: notebook.standalone,
      servedBy: null,
      confidence: 'not-found',
      evidence: retrieved.evidence,
      citations: [],
      nearest: [],
      reason: null,
      usage: null,
      generation: retrieved.generation,
      ...part,
      ms: {
        total: round(notebook.elapsed()),
        retrieve: round(spent('retrieve')),
        generate: round(spent('generate')),
      },
      steps,
      createdAt: isoNow(clock),
    };
  }

  const notebook: Notebook = {
    standalone: asked,
    contact: null,
    asked(text) {
      asked = text;
      notebook.standalone = text;
    },
    async step(name, run, detail) {
      const before = clock.monotonic();
      const result = await run();
      steps.push({ step: name, ms: round(clock.monotonic() - before), detail: detail(result) });
      return result;
    },
    elapsed: () => clock.monotonic() - started,
    found(result) {
      retrieved = result;
    },
    answered: (servedBy, { text, citations, usage, loose }) =>
      close({
        outcome: 'answered',
        servedBy,
        text: notebook.contact === null ? text : `${text}\n\n${notebook.contact}`,
        citations,
        usage,
        confidence: loose ? 'partly' : confidenceOf(retrieved.evidence),
      }),
    fromCache: (cached, tier) =>
      close({
        outcome: 'answered',
        servedBy: tier,
        ...writtenBy(cached),
        text: cached.text,
        citations: cached.citations,
        confidence: cached.confidence,
        evidence: cached.evidence,
        generation: cached.generation,
      }),
    curated: (text) =>
      close({ outcome: 'answered', servedBy: 'curated', text, confidence: 'found', evidence: 1 }),
    abstained: (reason) => {
      const nearest = nearestOf(retrieved);
      const none = question.filter === undefined ? wording.noDocuments : wording.noneNarrowed;
      const next = notebook.contact ?? (nearest.length === 0 ? none : wording.askHuman);
      const text = `${wording.outcome.abstained} ${withContact(next, askInstead)}`;
      return close({ outcome: 'abstained', text, reason, nearest });
    },
    refused: (reason, text) => close({ outcome: 'refused', text, reason }),
    unavailable: (reason, detail) => {
      if (detail !== null) steps.push({ step: 'failure', ms: 0, detail: { message: detail } });
      const apology = withContact(wording.outcome.unavailable, askInstead);
      const text = `${apology} ${fill(wording.reference, { traceId })}`;
      return close({ outcome: 'unavailable', text, reason, nearest: nearestOf(retrieved) });
    },
  };
  return notebook;
}

/** A cached answer keeps the mark of who wrote it. */
function writtenBy(cached: Answer): Pick<Answer, 'writtenBy'> {
  const writer = cached.writtenBy ?? cached.servedBy;
  return writer === null ? {} : { writtenBy: writer };
}

function confidenceOf(evidence: number): Confidence {
  return evidence >= policy.foundAbove ? 'found' : 'partly';
}

/** The documents of the best passages, each once. */
function nearestOf(retrieved: Retrieved): NearestDocument[] {
  if (retrieved.passages.length === 0) return retrieved.nearest ?? [];
  const seen = new Map<string, NearestDocument>();
  for (const { documentId, externalId, title, path } of retrieved.passages) {
    if (!seen.has(documentId)) seen.set(documentId, { documentId, externalId, title, path });
    if (seen.size === policy.nearest) break;
  }
  return [...seen.values()];
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
