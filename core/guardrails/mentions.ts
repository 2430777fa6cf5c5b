import type { Guard, NamedGuard, Verdict } from './guard.ts';
import { findSpans, replaceSpans } from './spans.ts';

/** Everything that would notify people on Slack or Discord, however a document or model wrote it. */
const MENTIONS: readonly RegExp[] = [
  /<!(?:channel|here|everyone|subteam\^[A-Z0-9]+)(?:\|[^>]{0,300})?>/gi,
  /<[@#][!&]?[A-Z0-9]+(?:\|[^>]{0,300})?>/gi,
  /(?<![\w.@])@+(?:channel|here|everyone)\b/gi,
  // Inside a word too, unless it is an address such as info@here.example.
  /(?<=[\w.])@+(?:channel|here|everyone)\b(?!\.\w)/gi,
];

/** Breaks mass mentions and raw mention markup: the words stay readable, nobody is pinged. */
export const mentionsGuard: Guard = {
  id: 'mentions',
  stages: ['output'],
  action: 'fix',
  check({ text }): Verdict {
    const spans = findSpans(text, MENTIONS);
    if (spans.length === 0) return { kind: 'pass' };
    return {
      kind: 'fail',
      message: 'The text would notify people.',
      spans,
      fixed: replaceSpans(text, spans, (found) =>
        found.replace(/[<>@!#]/g, '').replace(/^subteam\^/i, 'group '),
      ),
    };
  },
};

export const mentions: NamedGuard = {
  label: 'Mentions',
  description: 'Breaks mentions in an answer, so that nobody is notified by it.',
  essential: true,
  guards: [mentionsGuard],
};
