import { createGuardedStream } from '../guardrails/engine/guarded-stream.ts';
import type { Guard } from '../guardrails/guard.ts';
import type { Clock } from '../ports/clock.ts';
import { renumbered } from '../rag/citations.ts';
import { evidenceOf } from '../rag/evidence.ts';
import { withoutUnfinishedMark } from '../text/citation-marks.ts';
import { withoutUnfinishedCode } from '../text/code-spans.ts';
import type { ScoredPassage } from '../types.ts';

/**
 * Told what of an answer may be shown while it is being written: all of it each time, `''` when what was shown is taken
 * back. It is provisional: the answer that `answer` resolves to takes its place.
 */
export type OnShown = (text: string) => void;

/** One draft on its way: pieces go in as the model writes them. */
export type Showing = {
  piece(text: string): void;
  /** The draft is decided about elsewhere now; nothing more is shown of it. */
  end(): void;
};

type ShowingDeps = {
  guards: readonly Guard[];
  clock: Clock;
  passages: ScoredPassage[];
  question: string;
  signal: AbortSignal;
  onShown: OnShown;
};

/** A guard that asks a model or a service cannot be waited for at each sentence: then only the whole is shown. */
export function mayShow(guards: readonly Guard[]): boolean {
  return !guards.some(({ cost, stages }) => cost === 'slow' && stages.includes('output'));
}

/**
 * Shows a draft sentence by sentence, each once it has passed the output guards, with its source marks as the finished
 * answer will have them. A source that breaks, or a guard that blocks, takes back what was shown.
 */
export function showWhileWriting(deps: ShowingDeps): Showing {
  const { guards, clock, passages, question, signal, onShown } = deps;
  let over = false;
  let shown = '';
  let feed: ReadableStreamDefaultController<string> | null = null;
  const pieces = new ReadableStream<string>({
    start(controller) {
      feed = controller;
    },
    // Whoever reads has stopped: a guard has blocked.
    cancel() {
      over = true;
    },
  });
  const show = (text: string): void => {
    if (over || text === shown) return;
    shown = text;
    onShown(text);
  };

  async function follow(): Promise<void> {
    const subject = { question, evidence: evidenceOf(passages) };
    const events = createGuardedStream(withMarks(pieces, passages), {
      ...{ guards, clock, signal, subject },
      stage: 'output',
    });
    for await (const event of events) {
      if (event.kind === 'text') show(shown + event.text);
      if (event.kind === 'replace') show(event.text);
    }
  }

  follow().catch(() => show(''));
  return {
    piece: (text) => {
      if (!over) feed?.enqueue(text);
    },
    end() {
      if (over) return;
      // A draft that is written again is not what will be shown.
      over = true;
      feed?.close();
    },
  };
}

/** The draft with its marks renumbered, as far as what is still to come cannot change it. */
async function* withMarks(
  pieces: AsyncIterable<string>,
  passages: ScoredPassage[],
): AsyncGenerator<string, void> {
  let draft = '';
  let given = '';
  for await (const piece of pieces) {
    draft += piece;
    const text = renumbered(settledPart(draft), passages).text.trim();
    if (!text.startsWith(given) || text === given) continue;
    const added = text.slice(given.length);
    given = text;
    yield added;
  }
}

/** Without code that is not closed yet, and without the beginning of a mark. */
function settledPart(draft: string): string {
  return withoutUnfinishedMark(withoutUnfinishedCode(draft));
}
