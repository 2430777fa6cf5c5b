import type { StreamEvent } from '../../../../core/guardrails/engine/guarded-stream.ts';

/** A text as a model streams it: in pieces of `size` characters. */
export async function* piecesOf(text: string, size = 3): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

type End = Extract<StreamEvent, { kind: 'end' }>;

/** Reads a guarded stream as a reader would: what stands there in the end, and all that ever did. */
export async function watch(
  stream: AsyncIterable<StreamEvent>,
): Promise<{ shown: string; everShown: string; events: StreamEvent[]; end: End }> {
  let shown = '';
  const everShown: string[] = [];
  const events: StreamEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.kind === 'text') shown += event.text;
    if (event.kind === 'replace') shown = event.text;
    everShown.push(shown);
  }
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('The stream has no end.');
  return { shown, everShown: everShown.join('\n'), events, end };
}
