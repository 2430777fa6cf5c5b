import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('the editor of question sets', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig, 'Cora', 'curator');
  });
  afterEach(async () => await rig.close());

  const made = async () => {
    const reply = await person.post('/batches/sets', { name: 'Leave' });
    return reply.headers.get('Location') ?? '';
  };
  const cases = async (path: string) =>
    (await rig.deps.dataSets.cases(path.split('/').at(-1) ?? '', { limit: 10 })).cases;

  it('makes an empty set, adds a case with all its fields, and says what is wrong with one', async () => {
    const path = await made();
    expect(await person.text(path)).toContain('No questions yet');
    const fields = {
      question: ' How many? ',
      expectedSources: 'a.md\r\nb.md',
      expectedFacts: 'five',
      tags: 'x, y',
    };
    await person.post(`${path}/cases`, { ...fields, expectedAnswer: 'Five.' });
    expect(await cases(path)).toMatchObject([
      { question: 'How many?', expectedSources: ['a.md', 'b.md'], expectedFacts: ['five'], tags: ['x', 'y'] },
    ]);
    const both = await person.post(`${path}/cases`, { ...fields, mustAbstain: 'yes' });
    expect([both.status, await both.text()]).toEqual([422, expect.stringContaining('take one of them away')]);
    expect((await person.post(`${path}/cases`, { question: '  ' })).status).toBe(422);
    expect((await person.post('/batches/sets', { name: ' ' })).status).toBe(422);
    expect(await cases(path)).toHaveLength(1);
  });

  it('changes and deletes cases; after a run that makes the next version', async () => {
    const path = await made();
    await person.post(`${path}/cases`, { question: 'One?' });
    const [one] = await cases(path);
    await person.post(`${path}/cases/${one?.id}`, { question: 'One?', mustAbstain: 'yes' });
    expect(await cases(path)).toMatchObject([{ mustAbstain: true }]);
    await person.post(`${path}/run`);
    expect(await person.text(path)).toContain('the first change makes version 2');
    const deleted = await person.post(`${path}/cases/${one?.id}/delete`);
    const next = (deleted.headers.get('Location') ?? '').replace('#questions', '');
    expect(next).not.toBe(path);
    expect([await cases(path), await cases(next)]).toMatchObject([[{ question: 'One?' }], []]);
    expect((await person.post(`${path}/cases/none/delete`)).status).toBe(404);
  });

  it('takes the ticked drafts and nothing else, each as it was edited', async () => {
    const path = await made();
    await person.post('/cache/curated/add', { questions: 'Who pays?', answer: 'The team.' });
    await person.post('/cache/curated/add', { questions: 'Who knows?', answer: 'Nobody.' });
    const page = await person.text(`${path}/drafts/votes`);
    expect(page.match(/name="take"/g)).toHaveLength(2);
    const from = [...page.matchAll(/name="from" value="([^"]*)"/g)].map((match) => match[1] ?? '');
    const given = {
      ...{ question: ['Who knows?', 'Who pays the bill?'], expectedFacts: ['', 'the team\r\nalways'] },
      ...{ expectedAnswer: ['Nobody.', 'The team.'], expectedSources: ['', 'bills.md'], from },
    };
    const send = (fields: Record<string, string | string[]>) => {
      const form = new URLSearchParams({ _csrf: person.csrf });
      for (const [name, values] of Object.entries(fields))
        for (const value of [values].flat()) form.append(name, value);
      return person.send(`${path}/drafts/votes`, form);
    };
    expect((await send(given)).status).toBe(422);
    expect((await send({ ...given, take: '7' })).status).toBe(400);
    expect((await send({ ...given, take: '{"question":""}' })).status).toBe(400);
    expect((await send({ ...given, question: ['Who knows?', ' '], take: '1' })).status).toBe(422);
    expect(await cases(path)).toEqual([]);
    await send({ ...given, take: '1' });
    expect(await cases(path)).toMatchObject([
      {
        ...{ question: 'Who pays the bill?', expectedAnswer: 'The team.', expectedSources: ['bills.md'] },
        ...{ expectedFacts: ['the team', 'always'], from: from[1] },
      },
    ]);
    await send({ ...given, question: ['Who knows?', 'Who pays?'], take: ['0', '1'] });
    expect(await cases(path)).toHaveLength(3);
    expect(await person.text(`${path}/drafts/votes`)).toContain('Nothing to take');
  });

  it('takes a whole page of drafts at once, long ones too, and none without a token', async () => {
    const path = await made();
    const form = new URLSearchParams({ _csrf: person.csrf });
    for (let at = 0; at < 50; at++)
      for (const [name, value] of Object.entries({
        ...{ take: String(at), question: `Question ${at}?`, expectedFacts: 'five', expectedSources: '' },
        ...{ expectedAnswer: 'Пять дней. '.repeat(200), from: '' },
      }))
        form.append(name, value);
    const to = `${path}/drafts/documents`;
    expect((await person.send(to, form)).status).toBe(303);
    const all = await rig.deps.dataSets.cases(path.split('/').at(-1) ?? '', { limit: 100 });
    expect(all.cases).toHaveLength(50);
    form.delete('_csrf');
    expect((await person.send(to, form)).status).toBe(403);
  });

  it('drafts from one document, for a set that is there or a new one', async () => {
    const path = await made();
    const leave = rig.library.put({ path: 'leave.md' }, 'Five days.');
    const choice = `/documents/${leave.documentId}/draft-questions`;
    expect(await person.text(`/documents/${leave.documentId}`)).toContain(`href="${choice}"`);
    const drafts = `${path}/drafts/documents?document=${leave.documentId}`;
    expect(await person.text(choice)).toContain(`href="${drafts}"`);
    expect(await person.text(drafts)).toContain(`Draft questions from ${leave.title}`);
    const made2 = await person.post('/batches/sets', { name: 'New', document: leave.documentId });
    expect(made2.headers.get('Location')).toBe(
      `/batches/sets/set_2/drafts/documents?document=${leave.documentId}`,
    );
    expect((await person.get(`${path}/drafts/documents?document=none`)).status).toBe(404);
    expect((await person.get('/documents/none/draft-questions')).status).toBe(404);
  });

  it('takes a question from the page of its answer', async () => {
    const path = await made();
    const leave = rig.library.put({ path: 'leave.md' }, 'Five days.');
    await person.post('/ask', { question: 'How many days?' });
    const [record] = await rig.deps.feedback.answers({ limit: 1 });
    const answer = `/answers/${record?.answer.traceId}`;
    expect(await person.text(answer)).toContain('Make it a golden question');
    await person.post(`${answer}/add-to-set`, { set: path.split('/').at(-1) ?? '', expects: 'this' });
    expect(await cases(path)).toMatchObject([
      { question: 'How many days?', expectedSources: [leave.path], expectedAnswer: 'Five days.' },
    ]);
    expect((await person.post(`${answer}/add-to-set`, { set: 'none', expects: 'open' })).status).toBe(404);
  });
});
