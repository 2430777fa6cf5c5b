import type { StreamEvent } from '../../../../core/guardrails/engine/guarded-stream.ts';
import type { ValueStreamEvent } from '../../../../core/guardrails/engine/guarded-value-stream.ts';

/** A text as a model streams it: in pieces of `size` characters. */
export async function* piecesOf(text: string, size = 3): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

type Any = StreamEvent | ValueStreamEvent<unknown>;
type End<E extends Any> = Extract<E, { kind: 'end' }>;

/** Reads a guarded stream as a reader would: what stands there in the end, and all that ever did. */
export async function watch<E extends Any>(
  stream: AsyncIterable<E>,
): Promise<{ shown: string; value: unknown; everShown: string; events: E[]; end: End<E> }> {
  let shown = '';
  const everShown: string[] = [];
  const events: E[] = [];
  for await (const event of stream) {
    events.push(event);
    if (event.kind === 'text') shown += event.text;
    if (event.kind === 'replace') shown = 'text' in event ? event.text : '';
    everShown.push(event.kind === 'part' ? JSON.stringify(event.value) : shown);
  }
  const end = events.at(-1);
  if (end?.kind !== 'end') throw new Error('The stream has no end.');
  const value = 'value' in end.result ? end.result.value : undefined;
  return { shown, value, everShown: everShown.join('\n'), events, end: end as End<E> };
}
