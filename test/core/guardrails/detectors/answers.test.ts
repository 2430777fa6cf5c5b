import { describe, expect, it } from 'vitest';
import { citationsGuard, soundsGoodGuard, syntaxGuard } from '../../../../core/guardrails/answer-guards.ts';
import { detectUncited } from '../../../../core/guardrails/detectors/citations.ts';
import { detectSensitiveTopics } from '../../../../core/guardrails/detectors/sensitive.ts';
import { detectBadAnswer } from '../../../../core/guardrails/detectors/sounds-good.ts';
import { detectSyntax } from '../../../../core/guardrails/detectors/syntax.ts';
import { findSecrets } from '../../../../core/guardrails/secrets.ts';
import { detectLanguage } from '../../../../core/text/languages/language-to-check.ts';
import { fixtureLines } from '../../../bench/trust-data.ts';

const question = 'How do I book a train to the office in Berlin?';

describe('detectBadAnswer', () => {
  it.each([
    ['empty', '[1]'],
    ['truncated', 'Write to the travel desk. They book the train and'],
    ['truncated', 'Write to the travel desk. Then you should wait until they have'],
    ['echo', 'How do I book a train to the office in Berlin?'],
    ['refusal', "I'm sorry, but I can't help with that."],
    ['refusal', 'The provided context does not contain this information.'],
    ['boilerplate', 'Great question! Write to the desk.'],
    ['boilerplate', 'Write to the desk. I hope this helps!'],
    ['placeholder', 'Write to [insert name] at the desk.'],
    ['wrong-language', 'Die Züge werden von der Reisestelle gebucht, und Sie müssen nicht selbst buchen.'],
    ['over-long', 'The desk books trains for you every day. '.repeat(510)],
    ['loop', 'The desk books the train for you. '.repeat(4)],
  ])('sees %s', (kind, text) => {
    expect(detectBadAnswer(text, { question }).map((finding) => finding.kind)).toContain(kind);
  });

  it.each([
    'Write to the travel desk two weeks before. [1]',
    'Yes.',
    '1. Open the portal\n2. Press **Book** [1]',
    'The desk books:\n\n- trains\n- flights [2]',
    '```\nnpm ci\n```',
    '| a | b |\n|---|---|\n| 1 | 2 |',
  ])('leaves %j alone', (text) => {
    expect(detectBadAnswer(text, { question })).toEqual([]);
  });

  it('lets a long text with a listing pass', () => {
    const steps = Array.from({ length: 150 }, (_, at) => `Counter ${at} books the trains of line ${at}.`);
    const listing = `\`\`\`\n${'book --now\n'.repeat(5000)}\`\`\``;
    expect(detectBadAnswer(`${steps.join(' ')}\n\n${listing}`, { question })).toEqual([]);
  });

  it('takes a quote as its source has it, what it repeats included', () => {
    const boxes = 'Each of these boxes should be started with a word. '.repeat(3).trim();
    expect(detectBadAnswer(boxes, { question, evidence: [boxes] })).toEqual([]);
    expect(detectBadAnswer(boxes, { question, evidence: [boxes.slice(0, 60)] })).toHaveLength(1);
    const text = 'Trains are booked by the';
    expect(detectBadAnswer(text, { question, evidence: [`${text}\ntravel desk`] })).toEqual([]);
  });

  it('is repaired where only padding stands around an answer', () => {
    const text = 'Great question! Write to the desk. [1]';
    expect(soundsGoodGuard.check({ text, question })).toMatchObject({ fixed: 'Write to the desk. [1]' });
  });
});

describe('detectSyntax', () => {
  it.each([
    ['code-fence', 'Run:\n```sh\nnpm ci', 'Run:\n```sh\nnpm ci\n```'],
    ['inline-code', 'Run `npm ci', 'Run `npm ci`'],
    ['bold', 'Press **Save and wait.', 'Press **Save and wait.**'],
    ['table', '| a | b |\n|---|---|\n| 1 |', '| a | b |\n|---|---|\n| 1 | |'],
    ['json', '```json\n{"a": [1, 2\n```', '```json\n{"a": [1, 2]}\n```'],
    ['json', '{"a": "b', '{"a": "b"}'],
  ])('closes %s', (kind, text, fixed) => {
    expect(detectSyntax(text).map((finding) => finding.kind)).toEqual([kind]);
    expect(syntaxGuard.check({ text })).toMatchObject({ kind: 'fail', fixed });
  });

  it.each(['Plain.', '`a` and **b**', '```\n{"a": \n```', '2 ** 3 and a ** b', '| a |\n|---|\n| 1 |'])(
    'leaves %j alone',
    (text) => {
      expect(detectSyntax(text)).toEqual([]);
    },
  );
});

describe('detectUncited', () => {
  it.each([
    'The desk books trains. It also books flights. [1]',
    'The desk books trains.',
    '- The desk books trains. [1]\n- It books flights too. [2]',
    'The steps are:\n\n1. Open the portal. [1]',
  ])('is content with %j', (text) => {
    expect(detectUncited(text)).toEqual([]);
  });

  it('finds the claim behind the last mark', () => {
    const text = 'The desk books trains. [1]\n\nThe chief earns a lot.';
    expect(citationsGuard.check({ text })).toMatchObject({
      kind: 'fail',
      fixed: 'The desk books trains. [1]',
    });
  });

  it('lets quotes stand whose mark is some lines below', () => {
    const text = 'Bring a badge to the desk (2).\n\nAnd some cake, too.\n\nAsk for the key there. [1]';
    const evidence = ['Bring a badge to\nthe desk [2]. Ask for the key there.'];
    const [cake, ...others] = detectUncited(text, evidence);
    expect(text.slice(cake?.start, cake?.end)).toBe('And some cake, too.');
    expect(others).toEqual([]);
    expect(detectUncited(text)).toHaveLength(2);
  });
});

describe('detectLanguage', () => {
  it.each([
    ['en', 'The travel desk books the trains for you.'],
    ['de', 'Die Reisestelle bucht die Züge für Sie und Ihre Gäste.'],
    ['fr', 'Le service des voyages réserve les trains pour vous.'],
    ['es', 'La oficina de viajes reserva los trenes para todos.'],
    ['it', 'I treni sono prenotati dal nostro ufficio per tutti.'],
    ['nl', 'De treinen worden door het reisbureau geboekt en niet door jou.'],
    ['ja', '列車は旅行デスクが予約します。'],
    ['zh', '火车由差旅部门预订。'],
    ['ru', 'Поезда бронирует отдел поездок.'],
    ['ko', '기차는 여행 부서에서 예약합니다.'],
  ])('tells %s', (language, text) => {
    expect(detectLanguage(text)?.language).toBe(language);
  });

  it.each(['', 'OK', 'npm ci', 'XR-5500-12'])('does not guess at %j', (text) => {
    expect(detectLanguage(text)).toBeNull();
  });
});

describe('detectSensitiveTopics', () => {
  it.each([
    ['health', 'What dose of ibuprofen may I take?'],
    ['law', 'Can I sue the supplier for breach of contract?'],
    ['employment', 'I was laid off, what severance do I get?'],
  ])('names %s', (topic, text) => {
    expect(detectSensitiveTopics(text).map(({ kind }) => kind)).toContain(topic);
  });

  it('is silent on ordinary lines', () => {
    expect(fixtureLines('ordinary-chat.txt').flatMap(detectSensitiveTopics)).toEqual([]);
  });
});

describe('secrets', () => {
  it.each(fixtureLines('secrets.txt').map((line) => line.replaceAll('~', '')))(
    'finds the one in line %#',
    (text) => {
      expect(findSecrets(text)).not.toEqual([]);
    },
  );

  it.each([
    ...fixtureLines('ordinary-chat.txt'),
    'The token is valid for 30 days.',
    'The password is changed every 90 days.',
    'The secret is to bake at 180 degrees.',
    'postgres://user:<password>@host/db',
    'mongodb://host:27017/db?mail=a@b.example',
    'http://localhost:3000/@me',
    'git@github.com:team/repo.git',
    'Commit 8f14e45fceea167a5a36dedd4bea2543 of 2024.',
  ])('sees none in %j', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });
});
