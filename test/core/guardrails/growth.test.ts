import { describe, expect, it } from 'vitest';
import { detectUncited } from '../../../core/guardrails/detectors/citations.ts';
import { scoreGrounding } from '../../../core/guardrails/detectors/grounding.ts';
import {
  detectPassageInjection,
  detectQuestionInjection,
} from '../../../core/guardrails/detectors/injection.ts';
import { detectPersonalData } from '../../../core/guardrails/detectors/personal-data.ts';
import { detectSensitiveTopics } from '../../../core/guardrails/detectors/sensitive.ts';
import { detectBadAnswer } from '../../../core/guardrails/detectors/sounds-good.ts';
import { detectSyntax } from '../../../core/guardrails/detectors/syntax.ts';
import { detectToxicity } from '../../../core/guardrails/detectors/toxicity.ts';
import { linksGuard } from '../../../core/guardrails/links.ts';
import { mentionsGuard } from '../../../core/guardrails/mentions.ts';
import { findSecrets } from '../../../core/guardrails/secrets.ts';
import { emptyGuard, invisibleGuard, lengthGuard } from '../../../core/guardrails/shape.ts';
import { tidy } from '../../../core/guardrails/spans.ts';
import { piecesOf } from '../../../core/text/sentences-in-stream.ts';

/** Eight times the input may cost 8 × 3.5 times as much at most where it is linear; the square of it costs 64 times. */
const SMALL = 1_500;
const TIMES = 8;
const MOST = 28;
/** Milliseconds under which a clock tells nothing. */
const NOISE = 12;
const TRIES = 4;

const evidence = ['The office opens at 9:00. Travel is paid by the company within 30 days.'];
const checks: [string, (text: string) => unknown][] = [
  ['personal data', detectPersonalData],
  ['orders in a question', detectQuestionInjection],
  ['orders in a passage', (text) => detectPassageInjection(text)],
  ['harmful language', detectToxicity],
  ['sensitive topics', detectSensitiveTopics],
  ['markup', detectSyntax],
  ['citations', (text) => detectUncited(`${text} A claim of its own [1].`, evidence)],
  ['reads well', (text) => detectBadAnswer(text, { question: 'When does it open?', evidence })],
  ['support of a text', (text) => scoreGrounding(text, evidence, 'When does it open?')],
  ['support by a text', (text) => scoreGrounding('The office opens at 10:00.', [text], 'When?')],
  ['secrets', findSecrets],
  ['links', (text) => linksGuard.check({ text, evidence })],
  ['links of a source', (text) => linksGuard.check({ text: 'See http://a.example/b', evidence: [text] })],
  [
    'mentions and shape',
    (text) => [mentionsGuard, invisibleGuard, emptyGuard, lengthGuard].map((guard) => guard.check({ text })),
  ],
  ['gaps', tidy],
  ['a stream', piecesOf],
];

const units = [
  ...[
    '@',
    '.',
    '-',
    '_',
    '7',
    '7-',
    '7.',
    '(7',
    '12 ',
    ' ',
    '\t',
    '\n',
    ' \n',
    '\r\n',
    '[',
    '](',
    '[1',
    '[1]',
  ],
  ...['(', '<', '<a ', '</', '"', "'", '`', '```', '```\n', '~~~\n', '\u0301', '\u0301\u0323', 'a\u0301'],
  ...['\u200b', '\u00ad', 'http://', 'http://a.b/', 'www.', 'a@', 'a@b.', 'a.', 'a.b/', 'key=', 'token='],
  ...['password: ', 'eyJ-', 'mongodb://a:', '://a:', 'AC0', 'x', 'A', 'Ab cd ', 'Is it? ', 'Mr. ', 'word '],
  ...[
    '!',
    '?',
    '。',
    '…',
    '|-',
    '| ',
    '|\n',
    '{',
    '"a":',
    '[{',
    '\\',
    '**',
    '#',
    '- a\n',
    '1. a\n',
    '🙂',
    '日本',
  ],
  ...[
    'ignore ',
    'ignore all ',
    'please now ',
    'send the ',
    '12 Main ',
    '+1 ',
    'AB12 ',
    '5 EUR per ',
    'May 5 ',
  ],
  ...['<!channel|', '<@U|', '-----BEGIN PRIVATE KEY-----', '&', '%20', ', ', ': ', '::', 'Write ', 'f*'],
];

/** Milliseconds of this process's own time, whatever else the machine does. */
function cost(check: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  check(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function grows(check: (text: string) => unknown, unit: string): boolean {
  const make = (length: number) => `${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)} x`;
  for (let left = TRIES; left > 0; left--) {
    const small = cost(check, make(SMALL));
    const large = cost(check, make(SMALL * TIMES));
    if (large < NOISE || large < small * MOST) return false;
  }
  return true;
}

describe('the cost of a guard grows with its input and not with the square of it', () => {
  it.each(checks)(
    '%s',
    (_, check) => {
      for (const unit of units) check(unit.repeat(20));
      expect(units.filter((unit) => grows(check, unit))).toEqual([]);
    },
    60_000,
  );

  it('tells a check whose cost is the square of its input', () => {
    const square = (text: string) => /(?:a+)$/.test(text.replaceAll('x', 'a').replace(/ $/, '').concat('b'));
    expect(grows(square, 'a')).toBe(true);
  });

  it('reads a row of dashes that ends as no table does', () => {
    expect(detectSyntax(`| a |\n|${'-'.repeat(5_000)}x\n`)).toEqual([]);
  });
});
