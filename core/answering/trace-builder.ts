import type { SmallTalk } from '../defensive-ux/small-talk/small-talk.ts';
import { fill, withContact, wording } from '../defensive-ux/wording.ts';
import { type Clock, isoNow } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { policy } from '../rag/policy.ts';
import type { WatchSteps } from '../trace/watch-steps.ts';
import type {
  Answer,
  Citation,
  Confidence,
  Contact,
  NearestDocument,
  Question,
  Retrieved,
  RetrievedForAnswer,
  ServedBy,
  Step,
  StepDetails,
  StepName,
  Usage,
} from '../types.ts';

/** Collects what is known while a question travels, and makes the answer when the journey ends. */
export type TraceBuilder = {
  standalone: string;
  /** Whom to turn to on a sensitive topic: stands under the answer, or instead of other advice. */
  contact: Contact | null;
  /** The question as the input guards left it: what the trace keeps. */
  asked(text: string): void;
  /** Runs one step, timed and written to the trace. */
  step<T, Name extends StepName>(
    name: Name,
    run: () => T | Promise<T>,
    detail: (result: T) => StepDetails[Name],
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
  /** Nothing was asked, and nothing is looked up. */
  smallTalk(said: SmallTalk): Promise<Answer>;
  abstained(reason: string): Answer;
  refused(reason: string, text: string): Answer;
  unavailable(reason: string, detail: string | null): Answer;
};

/** `askInstead` = whom the team named for what Docent cannot answer; '' = nobody. `watch` is told of each step. */
export function createTraceBuilder(
  question: Question,
  clock: Clock,
  random: Random,
  { askInstead = '', watch }: { askInstead?: string | undefined; watch?: WatchSteps | undefined } = {},
): TraceBuilder {
  const started = clock.monotonic();
  let asked = question.text.slice(0, policy.questionLength);
  const traceId = random.id('ans');
  const steps: Step[] = [];
  let retrieved: Retrieved | null = null;

  const spent = (name: string) =>
    steps.filter((step) => step.step === name).reduce((sum, step) => sum + step.ms, 0);

  function close(part: Pick<Answer, 'outcome' | 'text'> & Partial<Answer>): Answer {
    return {
      traceId,
      question: asked,
      standalone: trace.standalone,
      servedBy: null,
      confidence: 'not-found',
      evidence: retrieved?.evidence ?? 0,
      retrieved: retrieved === null ? null : foundIn(retrieved),
      citations: [],
      nearest: [],
      reason: null,
      usage: null,
      generation: retrieved?.generation ?? 0,
      ...part,
      ms: {
        total: round(trace.elapsed()),
        retrieve: round(spent('retrieve')),
        generate: round(spent('generate')),
      },
      steps,
      createdAt: isoNow(clock),
    };
  }

  const trace: TraceBuilder = {
    standalone: asked,
    contact: null,
    asked(text) {
      asked = text;
      trace.standalone = text;
    },
    async step(name, run, detail) {
      const before = clock.monotonic();
      const ended = watch?.(name);
      try {
        const result = await run();
        const step = toStep(name, round(clock.monotonic() - before), detail(result));
        steps.push(step);
        ended?.({ step });
        return result;
      } catch (error) {
        ended?.({ error });
        throw error;
      }
    },
    elapsed: () => clock.monotonic() - started,
    found(result) {
      retrieved = result;
    },
    answered: (servedBy, { text, citations, usage, loose }) =>
      close({
        outcome: 'answered',
        servedBy,
        text: trace.contact === null ? text : `${text}\n\n${wording.contact[trace.contact]}`,
        ...contactOf(trace.contact),
        citations,
        usage,
        confidence: loose ? 'partly' : confidenceOf(retrieved?.evidence ?? 0),
      }),
    fromCache: (cached, tier) =>
      close({
        outcome: 'answered',
        servedBy: tier,
        ...writtenBy(cached),
        text: cached.text,
        ...contactOf(cached.contact ?? null),
        citations: cached.citations,
        confidence: cached.confidence,
        evidence: cached.evidence,
        generation: cached.generation,
      }),
    curated: (text) =>
      close({ outcome: 'answered', servedBy: 'curated', text, confidence: 'found', evidence: 1 }),
    async smallTalk(said) {
      await trace.step(
        'small-talk',
        () => said,
        ({ kind, language }) => ({ kind, language }),
      );
      const text = withContact(wording.smallTalk[said.language][said.kind], askInstead);
      return close({ outcome: 'answered', servedBy: 'small-talk', text, confidence: 'found', evidence: 1 });
    },
    abstained: (reason) => {
      const nearest = nearestOf(retrieved);
      const none = question.filter === undefined ? wording.noDocuments : wording.noneNarrowed;
      const next = nearest.length === 0 ? none : wording.askHuman;
      const advice = trace.contact === null ? next : wording.contact[trace.contact];
      const text = `${wording.outcome.abstained} ${withContact(advice, askInstead)}`;
      return close({ outcome: 'abstained', text, ...contactOf(trace.contact), reason, nearest });
    },
    refused: (reason, text) => close({ outcome: 'refused', text, reason }),
    unavailable: (reason, detail) => {
      if (detail !== null) steps.push({ step: 'failure', ms: 0, detail: { message: detail } });
      const apology = withContact(wording.outcome.unavailable, askInstead);
      const text = `${apology} ${fill(wording.reference, { traceId })}`;
      return close({ outcome: 'unavailable', text, reason, nearest: nearestOf(retrieved) });
    },
  };
  return trace;
}

const contactOf = (contact: Contact | null): Pick<Answer, 'contact'> => (contact === null ? {} : { contact });

/** A cached answer keeps the mark of who wrote it. */
function writtenBy(cached: Answer): Pick<Answer, 'writtenBy'> {
  const writer = cached.writtenBy ?? cached.servedBy;
  return writer === null ? {} : { writtenBy: writer };
}

function confidenceOf(evidence: number): Confidence {
  return evidence >= policy.foundAbove ? 'found' : 'partly';
}

/** The documents of the best passages, each once. */
function nearestOf(retrieved: Retrieved | null): NearestDocument[] {
  if (retrieved === null) return [];
  if (retrieved.passages.length === 0) return retrieved.nearest ?? [];
  const seen = new Map<string, NearestDocument>();
  for (const { documentId, externalId, title, path } of retrieved.passages) {
    if (!seen.has(documentId)) seen.set(documentId, { documentId, externalId, title, path });
    if (seen.size === policy.nearest) break;
  }
  return [...seen.values()];
}

/** What an answer and its trace keep of a search. */
export function foundIn({ evidence, passages }: Retrieved): RetrievedForAnswer {
  return { evidence, passages: passages.map(({ passageId, title, score }) => ({ passageId, title, score })) };
}

/** The signature of `step` ties the detail to the name; no union can say that of the two apart. */
function toStep<Name extends StepName>(step: Name, ms: number, detail: StepDetails[Name]): Step {
  return { step, ms, detail } as Step;
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
