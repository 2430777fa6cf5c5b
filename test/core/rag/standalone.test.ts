import { describe, expect, it } from 'vitest';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import type { ThreadTurn } from '../../../core/types.ts';

/** Turns of a thread: questions and answers in turn. */
const turns = (...texts: string[]): ThreadTurn[] =>
  texts.map((text, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', text }));

const TOPIC = 'How long is the trial period for employees?';
const thread = turns(TOPIC, 'Six months. Contractors have none. [1]');

describe('a fragment takes its place in the question before', () => {
  it.each([
    [TOPIC, 'and for contractors?', 'How long is the trial period for contractors?'],
    [TOPIC, 'contractors?', 'How long is the trial period for contractors?'],
    [TOPIC, 'What about contractors?', 'How long is the trial period for contractors?'],
    ['where is the office in DC?', 'what about in Chicago?', 'where is the office in Chicago?'],
    ['where is the DC office?', 'what about Chicago?', 'where is the Chicago office?'],
    ['how do I get a visa for Japan?', 'and for Brazil?', 'how do I get a visa for Brazil?'],
    ['how do I install it on windows?', 'and on my mac?', 'how do I install it on my mac?'],
    ['how do I install this on kubernetes', 'docker', 'how do I install this on docker'],
    ['how much annual leave do I get?', 'and sick leave?', 'how much sick leave do I get?'],
    ['does the free plan include calls?', 'and the team plan?', 'does the team plan include calls?'],
    ['can I claim 200 euros for a chair?', 'and 500?', 'can I claim 500 euros for a chair?'],
    ['when does the office in Lisbon open?', 'and in Madrid?', 'when does the office in Madrid open?'],
    ['is there a bonus in december?', 'and in june?', 'is there a bonus in june?'],
    [
      'how do I get to the head office from Reagan airport, please?',
      'ok, and from dulles?',
      'how do I get to the head office from dulles, please?',
    ],
  ])('%j, %j', (question, text, alone) => {
    expect(standaloneByRule(text, turns(question, 'Yes.'))).toBe(alone);
  });

  it('and the next one takes its place again', () => {
    const longer = turns(TOPIC, 'Six months.', 'and for contractors?', 'None.');
    expect(standaloneByRule('and for students?', longer)).toBe('How long is the trial period for students?');
  });

  it('or stands behind it, with the first words of the answer', () => {
    const holidays = turns('how many holidays do I earn?', 'You earn 25 days of vacation. [1]');
    expect(standaloneByRule('and overtime?', holidays)).toBe(
      'how many holidays do I earn? and overtime? (vacation)',
    );
  });
});

describe('a question that points back gets the topic', () => {
  it.each([
    [
      'forgot my password help',
      '',
      'how do i do that in docker',
      'how do i do that in docker (forgot my password)',
    ],
    [
      'who is eligible for family leave?',
      'Staff.',
      'is it paid?',
      'is it paid? (eligible for family leave, Staff)',
    ],
    [
      'who runs payroll?',
      'Maria Lopez.',
      'how do I reach her?',
      'how do I reach her? (runs payroll, Maria Lopez)',
    ],
    ['where is the archive', 'In Delft. [1]', 'how do i get there?', 'how do i get there? (archive, Delft)'],
    ['how do I get a visa?', '', 'how long does it take?', 'how long does it take? (visa)'],
    ['how do I get a visa?', '', "what's the deadline?", "what's the deadline? (visa)"],
    [
      'how do I get a visa?',
      'Send a form.',
      'and where do I send the form?',
      'where do I send the form? (visa)',
    ],
    ['how do I get a visa?', '', 'why?', 'why? (visa)'],
    ['how do I get a visa?', '', 'who do I contact if that fails?', 'who do I contact if that fails? (visa)'],
    ['how do I get a visa?', '', 'what if my passport is expired?', 'what if my passport is expired? (visa)'],
    [
      'which room has a screen?',
      '',
      'and which one has a phone?',
      'which one has a phone? (room has a screen)',
    ],
    [
      'where do I put plugins on windows?',
      '',
      'where do they go on linux?',
      'where do they go on linux? (plugins)',
    ],
  ])('%j, %j: %j', (question, answer, text, alone) => {
    expect(standaloneByRule(text, turns(question, answer))).toBe(alone);
  });

  it('also when the question before it pointed back itself', () => {
    const longer = turns('how do we post on mastodon?', '', 'who has access?', '');
    expect(standaloneByRule('can I approve mine myself?', longer)).toMatch(/mastodon/);
  });

  it('of the last question, though it was not answered', () => {
    const unanswered: ThreadTurn[] = [
      ...turns('how do I get a visa for Japan?', 'Ask the embassy.'),
      { role: 'user', text: 'is there parking at the airport?' },
    ];
    const alone = standaloneByRule('how much is it?', unanswered);
    expect(alone).toBe('how much is it? (parking at the airport)');
  });

  it('of at most twenty words, however long the message before', () => {
    const long = Array.from({ length: 300 }, (_, at) => `topic${at}`).join(' ');
    expect(standaloneByRule('is it paid?', turns(long, '')).split(' ')).toHaveLength(3 + 20);
  });
});

describe('what stands alone carries nothing', () => {
  it.each([
    'How do I book a train to another office?',
    'Which document describes the policy that covers travel?',
    'Is there a canteen in the main building?',
    'For how many days can I work from abroad?',
    'In which months are salary bands reviewed?',
    'Why do contractors need an approval for travel?',
    'what is the VPN?',
    'where is the canteen?',
    'How long does it take to get a new laptop?',
    'is it possible to work from home on fridays?',
    'If my laptop breaks, who repairs it?',
    'What holidays do we have this year?',
    'how do I call IT support?',
    'so how do I change my username?',
    'vpn setup',
  ])('%j', (text) => {
    expect(standaloneByRule(text, thread)).toBe(text);
  });

  it('also where both speak of days, unless it is the same one', () => {
    const japan = turns('How much is the travel allowance per day in Japan?', 'Per day: 66 EUR [1]');
    const first = 'What do I have to bring on the first day?';
    expect(standaloneByRule(first, japan)).toBe(first);
    const arrival = turns('Where do I go on my first day?', 'To the office in Delft.');
    expect(standaloneByRule('Who meets me on the first day?', arrival)).toMatch(/Delft/);
  });

  it('outside a thread, whatever it is', () => {
    expect(standaloneByRule('and for contractors?', [])).toBe('and for contractors?');
    expect(standaloneByRule('Why?', [{ role: 'assistant', text: 'Six months.' }])).toBe('Why?');
  });

  it('and is the topic from then on', () => {
    const longer = turns(TOPIC, 'Six months.', 'where is the canteen?', '');
    expect(standaloneByRule('is it open on sundays?', longer)).toBe('is it open on sundays? (canteen)');
  });

  it('when the thread ends with the question itself', () => {
    expect(standaloneByRule('Why?', [{ role: 'user', text: 'Why?' }])).toBe('Why?');
  });
});

describe('in other languages a short or joined message stands behind the question before', () => {
  it.each([
    ['Wie lange ist die Probezeit für Angestellte?', 'Und wie ist das bei Werkstudenten im Sommer?'],
    ['Wie lange ist die Probezeit für Angestellte?', 'für Werkstudenten?'],
    ['Quelle est la durée de la période d’essai ?', 'et pour les stagiaires ?'],
    ['¿Cuánto dura el periodo de prueba de los empleados?', '¿y para los becarios?'],
    ['試用期間はどのくらいですか', '学生は?'],
  ])('%j, %j', (question, text) => {
    expect(standaloneByRule(text, turns(question, 'x'))).toBe(`${question} ${text}`);
  });

  it.each([
    ['Wie lange ist die Probezeit für Angestellte?', 'Wo finde ich die Kantine im Hauptgebäude?'],
    ['試用期間はどのくらいですか', '本社の食堂はどこにありますか教えてください'],
  ])('%j is left alone by %j', (question, text) => {
    expect(standaloneByRule(text, turns(question, 'x'))).toBe(text);
  });
});
