import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';

test('a first start without any token answers from the handbook', async () => {
  const program = await startProgram({}, { isFirst: true });
  const admin = await signIn(program);
  const documents = await admin.page('/documents');
  expect(documents('tbody tr').text()).toContain('Add documents');
  expect(await admin.seesConnector('slack', 'Not connected')).toContain('SLACK_BOT_TOKEN');

  // The link worked once.
  expect(
    (await fetch(program.signInLink ?? '', { method: 'POST', headers: { Origin: program.url } })).status,
  ).toBe(410);
  expect((await fetch(`${program.url}/documents`, { redirect: 'manual' })).headers.get('location')).toBe(
    '/sign-in',
  );

  // An answer with its source, which opens at the passage, and the mark of who wrote it.
  const asked = await admin.post('/ask', { question: 'How do I add a document?' });
  const conversation = asked.headers.get('location') ?? '';
  const turn = (await admin.page(conversation))('.turn');
  expect(turn.find('.served-by').text()).toBe('Quoted from your documents, no language model configured.');
  const source = turn.find('.sources a').first().attr('href') ?? '';
  const opened = await admin.page(source);
  expect(opened('h1').text()).toBe('Add documents');
  const quote = turn.find('.sources blockquote').first().text().slice(0, 40);
  expect(opened('.passage.cited').text()).toContain(quote);

  // Thumbs.
  const vote = turn.find('form:has([name=polarity])').attr('action') ?? '';
  await admin.post(vote, { polarity: '1' });
  await admin.seesAnswer('How do I add a document?', { votes: '1 up, 0 down', askedIn: 'Playground' });
  await admin.post(vote, { polarity: '-1' });
  await admin.seesAnswer('How do I add a document?', { votes: '0 up, 1 down' });
  await admin.post(vote, { polarity: '0' });
  await admin.seesAnswer('How do I add a document?', { votes: '–' });

  const lost = await admin.post('/ask', { question: 'What does the CEO earn?' });
  const nothing = (await admin.page(lost.headers.get('location') ?? ''))('.turn').last();
  expect(nothing.text()).toContain('I could not find this in the documents I have.');
  expect(nothing.find('.nearest a').length).toBeGreaterThan(0);
  expect(nothing.find('.sources')).toHaveLength(0);
  await admin.seesAnswer('What does the CEO earn?', { outcome: 'Not found' });

  // The second start finds all that, without a new sign-in link, and a second one beside it is refused.
  expect(await program.stop()).toBe(0);
  const second = await startProgram({}, program);
  expect(second.signInLink).toBeNull();
  expect(load(await (await admin.at(second).get('/answers')).text())('tbody tr')).toHaveLength(2);
  await expect(startProgram({}, program)).rejects.toThrow(/exit code 3[\s\S]*Another Docent is running/);
});
