import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bypassOf } from '../../../core/caching/entries/bypass.ts';
import { runGates } from '../../../core/caching/gates/gates.ts';
import { questionForm } from '../../../core/caching/gates/question-form.ts';

type Row = { first: string; second: string };
const rows = (name: string): Row[] =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

function failing(first: string, second: string): string[] {
  const { hard, content } = runGates(questionForm(first), questionForm(second));
  return [...hard, content].filter((gate) => !gate.pass).map((gate) => gate.gate);
}

describe('each gate', () => {
  it.each([
    ['question-word', 'When did the company move?', 'Why did the company move?'],
    ['modality', 'Can I take my laptop home?', 'Must I take my laptop home?'],
    ['tense', 'Who was the head of support?', 'Who is the head of support?'],
    ['agent', 'How do you check my identity?', 'How do I check my identity?'],
    ['negation', 'Why can I log in?', "Why can't I log in?"],
    ['negation', 'Which tools need approval?', 'Which tools never need approval?'],
    ['polarity', 'How do I turn dark mode on?', 'How do I turn dark mode off?'],
    ['polarity', 'Is overtime paid?', 'Is overtime unpaid?'],
    ['polarity', 'What is the maximum stay?', 'What is the minimum stay?'],
    ['numbers', 'How many days after two years?', 'How many days after 5 years?'],
    ['numbers', 'What changed in version 3.1?', 'What changed in 3.10?'],
    ['dates', 'What is due in March?', 'What is due in May?'],
    ['units', 'Is the limit 10 GB?', 'Is the limit 10 MB?'],
    ['names', 'Who runs the office in Berlin?', 'Who runs the office in Munich?'],
    ['names', 'Does IT order headsets?', 'Does HR order headsets?'],
    ['code', 'What does `--force` do?', 'What does `--dry-run` do?'],
    ['scope', 'Do all invoices need a signature?', 'Do some invoices need a signature?'],
    ['direction', 'How do I move from Jira to Linear?', 'How do I move from Linear to Jira?'],
    ['direction', 'Is a refund faster than a credit?', 'Is a credit faster than a refund?'],
    ['direction', 'Is a train faster than a bus?', 'Is a train faster than a car?'],
    ['roles', 'Can managers approve directors?', 'Can directors approve managers?'],
    ['voice', 'Who pays the driver?', 'Who is paid by the driver?'],
    ['voice', 'Do editors review authors?', 'Are editors reviewed by authors?'],
    ['negation', 'Who has access to the vault?', 'Who lacks access to the vault?'],
    ['content', 'Which plan is the cheapest?', 'Which plane is the cheapest?'],
    ['content', 'What is the dress code for interviews?', 'What is the dress code for parties?'],
    ['locale', 'Wie lange ist die Probezeit?', 'How long is the probation?'],
  ])('%s stops %j against %j', (gate, first, second) => {
    expect(failing(first, second)).toContain(gate);
    expect(failing(second, first)).toContain(gate);
  });

  it.each([
    ['How do I enable two-factor authentication?', 'How can I turn on 2FA?'],
    ['How do I turn dark mode on?', 'How can I turn on dark mode?'],
    ['What is the price of a permit?', 'How much does a permit cost?'],
    ['On Linux, how do I install the client?', 'How do I install the client on Linux?'],
    ['Is there a limit of 1,000 files?', 'Is there a limit of 1000 files?'],
    ['Wie lange ist die Probezeit?', 'wie lange ist die probezeit'],
    ['Is there a shuttle to the airport?', 'Do we have an airport shuttle?'],
    ['Do volunteers get a travel card?', 'Are volunteers given a travel card?'],
    ['How do I install Firefox?', 'How can Firefox be installed?'],
    ['What may I take on the plane?', 'What am I allowed to take on the plane?'],
  ])('lets %j and %j pass', (first, second) => {
    expect(failing(first, second)).toEqual([]);
  });

  it('finds nothing to agree on in an empty subject', () => {
    expect(failing('What is it?', 'What is this?')).toContain('content');
  });

  it('survives words that objects have as keys, and any characters', () => {
    for (const odd of [
      'constructor __proto__ toString',
      '💥 `` -- ...',
      '“”',
      'x'.repeat(5000),
      '١٢٣ 日本語',
    ])
      expect(failing(odd, odd)).not.toContain('numbers');
  });
});

describe('the gates together', () => {
  it('serve none of the swaps', () => {
    const swaps = rows('cache-swaps.jsonl');
    expect(swaps.length).toBeGreaterThanOrEqual(200);
    expect(swaps.filter(({ first, second }) => failing(first, second).length === 0)).toEqual([]);
  });

  it('serve nine of ten paraphrases', () => {
    const pairs = rows('cache-paraphrases.jsonl');
    const served = pairs.filter(({ first, second }) => failing(first, second).length === 0);
    expect(served.length / pairs.length).toBeGreaterThan(0.9);
    expect(pairs.filter(({ first, second }) => bypassOf(first) ?? bypassOf(second))).toEqual([]);
  });
});

describe('bypass', () => {
  it.each([
    ['personal', 'How many vacation days do I have left?'],
    ['personal', 'What is my salary?'],
    ['personal', 'Am I on probation?'],
    ['time-bound', 'What is on the menu today?'],
    ['time-bound', 'What is the latest version?'],
    ['time-bound', 'Who is on call this week?'],
    ['context-bound', 'And for managers?'],
    ['context-bound', 'How much is it?'],
    ['context-bound', 'Who books trains? And what about planes?'],
  ])('calls a question %s: %j', (why, question) => {
    expect(bypassOf(question)).toBe(why);
  });

  it.each([
    'How do I reset my password?',
    'Am I allowed to work abroad?',
    'Where do I submit my expenses?',
    'Is it possible to work from home?',
    'How does the last step of onboarding work?',
  ])('lets %j through', (question) => {
    expect(bypassOf(question)).toBeNull();
  });
});
