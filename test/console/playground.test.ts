import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { insertAsked, insertReply } from '../fixtures/asked-rows.ts';
import { type Person, signIn } from './browserless.ts';

describe('the playground', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig);
  });
  afterEach(async () => await rig.close());

  const ask = async (question: string, after = '') => {
    const reply = await person.post('/ask', { question, ...(after === '' ? {} : { after }) });
    return reply.headers.get('Location') ?? '';
  };
  const idOf = (address: string) =>
    new URL(address, rig.url).searchParams.get('turns')?.split(',').at(-1) ?? '';

  it('tells what to do while there are no documents', async () => {
    expect(await person.text('/')).toContain('Upload a document');
  });

  it('answers without JavaScript, with a citation that opens its passage', async () => {
    const document = rig.library.put({ path: 'leave.md' }, 'Five days of leave carry over.\n\nMore.');
    const page = await person.text(await ask('How many days carry over?'));
    expect(page).toContain('Five days of leave carry over.');
    expect(page).toContain('Quoted from your documents, no language model configured.');
    expect(page).toContain('>Found<');
    const target = `/documents/${document.documentId}?passage=${document.documentId}p1#passage-${document.documentId}p1`;
    expect(page).toContain(`<a class="cite" href="${target}"`);
    const passage = await person.text(target);
    expect(passage).toContain(`<li id="passage-${document.documentId}p1" class="passage cited">`);
  });

  it('names the nearest documents when there is no answer', async () => {
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days.');
    const page = await person.text(await ask('What does the CEO earn?'));
    expect(page).toContain('I could not find this');
    expect(page).toMatch(/The nearest documents:[\s\S]*Leave policy/);
  });

  it('understands a follow-up from the conversation on the page', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    const first = await ask('How many days carry over?');
    const second = await ask('And for contractors?', idOf(first));
    expect(rig.questions.at(-1)?.thread).toEqual([
      { role: 'user', text: 'How many days carry over?' },
      { role: 'assistant', text: 'Five days. [1]' },
    ]);
    const page = await person.text(second);
    expect(page).toContain('How many days carry over?');
    expect(page).toContain('And for contractors?');
  });

  it('narrows the search to a path, a language and days, and goes on doing so without JavaScript', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days of leave carry over.');
    expect(await person.text('/')).toContain('<details class="narrow"><summary>Narrow the search');
    const narrow = { path: 'hr/, **/*.{md,txt}', language: 'de', from: '2026-01-01', to: '2026-01-31' };
    const reply = await person.post('/ask', { question: 'How many days?', ...narrow });
    expect(rig.questions.at(-1)?.filter).toEqual({
      ...{ paths: ['**/*.{md,txt}', 'hr/'], languages: ['de'], after: '2026-01-01', before: '2026-01-31' },
    });
    const page = await person.text(reply.headers.get('Location') ?? '');
    expect(page).toContain('<details class="narrow" open>');
    expect(page).toContain('value="hr/, **/*.{md,txt}"');
    expect(page).toContain('<option value="de" selected>German</option>');
    await person.post('/ask', { question: 'How many days?', path: '', language: '', from: '', to: '' });
    expect(rig.questions.at(-1)).not.toHaveProperty('filter');
  });

  it('says in words what it cannot be narrowed to', async () => {
    const reply = await person.post('/ask', {
      question: 'How many days?',
      from: '2026-02-02',
      to: '2026-02-01',
    });
    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain('No day is both 2026-02-02 or later and 2026-02-01 or earlier.');
    expect(rig.questions).toEqual([]);
  });

  it('refuses an empty question with a hint', async () => {
    const reply = await person.post('/ask', { question: '  ' });
    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain('Ask me a question');
  });

  it('takes a vote, changes it, and takes it back', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    const address = await ask('How many?');
    const id = idOf(address);
    const votes = async () => (await rig.deps.feedback.answer(id))?.votes;
    const vote = async (polarity: string) => {
      rig.time.now += 1_000;
      return await person.post(`/answers/${id}/vote`, { polarity, back: address });
    };

    expect((await vote('1')).headers.get('Location')).toBe(address);
    expect(await votes()).toEqual({ up: 1, down: 0 });
    expect(await person.text(address)).toMatch(
      /-up" class="vote" name="polarity"\s+value="0" aria-pressed="true"/,
    );
    await vote('1');
    expect(await votes()).toEqual({ up: 1, down: 0 });
    await vote('-1');
    expect(await votes()).toEqual({ up: 0, down: 1 });
    await vote('0');
    expect(await votes()).toEqual({ up: 0, down: 0 });
    expect(await person.text(address)).not.toContain('aria-pressed="true"');
  });

  it('counts the votes of two people', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    const id = idOf(await ask('How many?'));
    const other = await signIn(rig, 'Cora', 'curator');
    await person.post(`/answers/${id}/vote`, { polarity: '1' });
    await other.post(`/answers/${id}/vote`, { polarity: '-1' });
    expect((await rig.deps.feedback.answer(id))?.votes).toEqual({ up: 1, down: 1 });
  });

  it('goes back only to its own pages after a vote', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    const id = idOf(await ask('How many?'));
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', '/a b', '']) {
      const reply = await person.post(`/answers/${id}/vote`, { polarity: '1', back });
      expect(reply.headers.get('Location'), back).toBe('/');
    }
  });
});

describe('the Answers pages', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig);
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days.');
  });
  afterEach(async () => await rig.close());

  it('list what was asked, filter it and search it', async () => {
    expect(await person.text('/answers')).toContain('No questions yet');
    await person.post('/ask', { question: 'How many days carry over?' });
    await person.post('/ask', { question: 'What does the CEO earn?' });
    const all = await person.text('/answers');
    expect(all).toContain('How many days carry over?');
    expect(all).toContain('Leave policy');
    expect(all).toContain('Playground');
    const abstained = await person.text('/answers?outcome=abstained');
    expect(abstained).toContain('CEO');
    expect(abstained).not.toContain('carry over');
    expect(await person.text('/answers?q=carry')).not.toContain('CEO');
    expect(await person.text('/answers?q=zebra')).toContain('Nothing matches');
  });

  it('page through many', async () => {
    for (let number = 1; number <= 51; number += 1)
      await person.post('/ask', { question: `Question ${number}.` });
    const first = await person.text('/answers');
    expect(first).toContain('Question 51.');
    expect(first).not.toContain('>Question 1.<');
    const next = /href="(\/answers\?before=[^"]+)"/.exec(first)?.[1] ?? '';
    expect(await person.text(next)).toContain('>Question 1.<');
  });

  it('show the whole trace and the way back to the message', async () => {
    const address = (await person.post('/ask', { question: 'How many?' })).headers.get('Location') ?? '';
    const id = address.split('=')[1] ?? '';
    const asked = await insertAsked(rig.deps.store, { message_id: '42', text: 'How many?' });
    await insertReply(rig.deps.store, asked, { answer_id: id });
    const page = await person.text(`/answers/${id}`);
    expect(page).toContain('Checked the question');
    expect(page).toContain('Searched the documents');
    expect(page).toContain('href="https://team.slack.com/archives/C1/p42"');
    expect(page).toContain('Delivered');
    expect(page).toContain('<blockquote>Five days.</blockquote>');
    expect((await person.get('/answers/none')).status).toBe(404);
  });
});
