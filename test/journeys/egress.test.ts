import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { runProcess } from '../bot/cli/run-docent.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { signIn } from './person.ts';
import { startProgram, tempFolder } from './program.ts';

const RECORDER = pathToFileURL(path.resolve(import.meta.dirname, '../fixtures/record-egress.ts')).href;

/** Names of other hosts, in every place of a document that a reader may take for something to fetch. */
const PAGES = {
  'notes.md':
    '# Badges\n\nA lost badge is replaced at the front desk.\n\n![seen](http://md.evil.example/a.png)\n',
  'page.html': `<!doctype html><html><head><base href="http://base.evil.example/"><link rel="stylesheet" href="//css.evil.example/a.css">
<script src="http://js.evil.example/a.js"></script></head><body><h1>Visitors</h1><p>A visitor pass is valid for one day.</p>
<img src="http://img.evil.example/a.png"><iframe src="http://frame.evil.example/"></iframe></body></html>`,
  'data.xml':
    '<!DOCTYPE a SYSTEM "http://dtd.evil.example/a.dtd" [<!ENTITY x SYSTEM "http://entity.evil.example/x">]><a>&x; Desks are cleaned daily.</a>',
  'mail.eml':
    'From: a@mail.evil.example\nTo: b@docent.example\nSubject: Lifts\nContent-Type: text/html\n\n<p>The lift is inspected in spring.</p><img src="http://pixel.evil.example/1.gif">\n',
};

test('taking files in, answering and the console reach no host but the model that is configured', async () => {
  await using model = await createFakeOpenAI();
  const folder = await tempFolder();
  const dataDir = path.join(folder, 'data');
  const seen = path.join(folder, 'egress.txt');
  writeFileSync(seen, '');
  const notes = path.join(folder, 'notes');
  mkdirSync(notes);
  for (const [name, text] of Object.entries(PAGES)) writeFileSync(path.join(notes, name), text);
  const program = await startProgram(
    {
      NODE_OPTIONS: `--import=${RECORDER}`,
      DOCENT_TEST_EGRESS: seen,
      DOCENT_MEANING: 'on',
      DOCENT_CHAT_MODEL: 'openai:gpt-x',
      OPENAI_API_KEY: 'sk-of-a-test',
      OPENAI_BASE_URL: model.baseUrl,
    },
    { dataDir },
  );
  const taken = await runProcess(['ingest', notes, '--json'], { dataDir });
  expect(taken.err).toBe('');
  const admin = await signIn(program);
  await admin.post('/ask', { question: 'Where is a lost badge replaced?' });
  await admin.post('/ask', { question: 'What does http://question.evil.example/?q=1 say?' });
  for (const place of ['/', '/documents', '/answers', '/connect']) await admin.page(place);
  await program.stop();

  const hosts = readFileSync(seen, 'utf8').trim().split('\n');
  // The recorder works: the model was asked.
  expect(model.requests.length).toBeGreaterThan(0);
  expect(hosts).toContain(`connect ${new URL(model.baseUrl).hostname}`);
  const foreign = hosts.filter(
    (line) => !/^(?:connect|lookup) (?:127\.0\.0\.1|::1|localhost)$/.test(line) && !line.includes(folder),
  );
  expect([...new Set(foreign)]).toEqual([]);
});
