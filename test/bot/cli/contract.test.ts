import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (args: string[], stdin?: string) =>
  runDocent(args, { dataDir, cwd: folder, ...(stdin === undefined ? {} : { stdin }) });

beforeAll(async () => {
  mkdirSync(path.join(folder, 'guide'));
  writeFileSync(
    path.join(folder, 'guide/leave.md'),
    '# Leave policy\n\nEmployees may carry over five leave days into the next year.\n\n## Sick leave\n\nSend a sick note to people@example.com on the third day.\n',
  );
  writeFileSync(
    path.join(folder, 'guide/travel.md'),
    '# Travel\n\nBook trains and flights through the travel desk at least two weeks ahead.\n',
  );
  writeFileSync(path.join(folder, 'guide/photo.bin'), Buffer.from([0, 1, 2, 3, 255, 254]));
  writeFileSync(
    path.join(folder, 'corpus.jsonl'),
    [
      '{"_id":"a1","title":"Parking","text":"The garage opens at six in the morning."}',
      '{"id":"a2","title":"Canteen","text":"Lunch is served from noon until two."}',
    ].join('\n'),
  );
});

afterAll(() => place[Symbol.dispose]());

describe('docent ingest', () => {
  it('takes in a folder, names each file and rejects what it cannot read without stopping', async () => {
    const run = await docent(['ingest', 'guide', '--json']);
    expect(run.code).toBe(0);
    const report = run.json() as {
      files: { path: string; status: string; reason: string | null; documentId: string | null }[];
      documents: number;
      passages: number;
      seconds: number;
    };
    expect(report.files.map(({ path: name, status }) => [name, status])).toEqual([
      ['guide/leave.md', 'added'],
      ['guide/photo.bin', 'rejected'],
      ['guide/travel.md', 'added'],
    ]);
    expect(report.files[1]?.reason).toMatch(/\w/);
    expect(report).toMatchObject({ documents: 2, seconds: expect.any(Number) });
    expect(report.passages).toBeGreaterThanOrEqual(2);
  });

  it('leaves unchanged files alone and keeps the document id of a changed one', async () => {
    const before = (await docent(['documents', 'show', 'guide/travel.md', '--json'])).json() as {
      documents: { documentId: string }[];
    };
    writeFileSync(
      path.join(folder, 'guide/travel.md'),
      '# Travel\n\nBook trains through the travel desk at least three weeks ahead.\n',
    );
    const report = (await docent(['ingest', 'guide', '--json'])).json() as {
      files: { path: string; status: string; documentId: string }[];
    };
    expect(report.files.map((file) => file.status)).toEqual(['unchanged', 'rejected', 'updated']);
    expect(report.files[2]?.documentId).toBe(before.documents[0]?.documentId);
  });

  it('makes one document a line of a corpus and keeps its ids', async () => {
    await docent(['ingest', 'corpus.jsonl', '--collection', 'office']);
    const listed = (await docent(['documents', 'list', '--collection', 'office', '--json'])).json() as {
      documents: { externalId: string; path: string }[];
    };
    expect(listed.documents.map((row) => row.externalId).sort()).toEqual(['a1', 'a2']);
    expect(listed.documents[0]?.path).toBe('corpus.jsonl');
  });

  it('ends with 1 when nothing could be taken in', async () => {
    const run = await docent(['ingest', 'no-such-folder', '--json']);
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject({ files: [{ path: 'no-such-folder', status: 'rejected' }] });
  });
});

describe('docent search and ask', () => {
  it('finds passages, best first, with the shape of the contract', async () => {
    const found = (await docent(['search', 'carry over leave days', '--json'])).json() as {
      hits: Record<string, unknown>[];
      ms: number;
    };
    expect(found.ms).toEqual(expect.any(Number));
    expect(found.hits[0]).toMatchObject({
      title: 'Leave policy',
      path: 'guide/leave.md',
      externalId: null,
      documentId: expect.stringMatching(/^doc_/),
      passageId: expect.any(String),
      score: expect.any(Number),
      text: expect.stringContaining('five leave days'),
    });
  });

  it('answers a batch in order; a row that fails is answered with its id and an error', async () => {
    writeFileSync(
      path.join(folder, 'q.jsonl'),
      '{"id":"q1","question":"How many leave days can I carry over?"}\nnot json\n{"id":"q3"}\n{"id":"q4","question":"What does the CEO earn?"}\n',
    );
    const run = await docent(['ask', '--batch', 'q.jsonl']);
    expect(run.code).toBe(0);
    const [first, second, third, fourth] = run.rows();
    expect(first).toMatchObject({
      id: 'q1',
      outcome: 'answered',
      servedBy: 'extract',
      confidence: 'found',
      usage: null,
      nearest: [],
      traceId: expect.stringMatching(/^ans_/),
      ms: { total: expect.any(Number), retrieve: expect.any(Number), generate: expect.any(Number) },
    });
    const citations = first?.['citations'] as { n: number; quote: string; path: string }[];
    expect(citations[0]).toMatchObject({
      n: 1,
      path: 'guide/leave.md',
      quote: 'Employees may carry over five leave days into the next year.',
    });
    expect(first?.['text']).toContain('[1]');
    expect(second).toMatchObject({ id: null, error: expect.stringContaining('line 2') });
    expect(third).toMatchObject({ id: 'q3', error: expect.any(String) });
    expect(fourth).toMatchObject({
      id: 'q4',
      outcome: 'abstained',
      servedBy: null,
      citations: [],
      confidence: 'not-found',
      evidence: expect.any(Number),
    });
  });

  it('uses the thread of a row for a follow-up', async () => {
    const row = JSON.stringify({
      id: 1,
      question: 'and where do I send the note?',
      thread: [
        { role: 'user', text: 'What do I do when I am on sick leave?' },
        { role: 'assistant', text: 'Send a note.' },
      ],
    });
    const [answer] = (await docent(['ask', '--batch', '-'], row)).rows();
    expect(answer).toMatchObject({ outcome: 'answered' });
    expect(answer?.['text']).toContain('people@example.com');
  });

  it('answers from the cache the second time, never in batches, and not with --no-cache', async () => {
    const ask = async (...more: string[]) =>
      (
        await docent(['ask', 'When does the garage open?', '--collection', 'office', '--json', ...more])
      ).json()['servedBy'];
    expect(await ask()).toBe('extract');
    expect(await ask()).toBe('exact-cache');
    expect(await ask('--no-cache')).toBe('extract');
    const [row] = (
      await docent(
        ['ask', '--batch', '-', '--collection', 'office'],
        '{"id":1,"question":"When does the garage open?"}',
      )
    ).rows();
    expect(row).toMatchObject({ servedBy: 'extract' });
  });

  it('searches the collection it is told', async () => {
    const found = (await docent(['search', 'lunch', '--collection', 'default', '--json'])).json() as {
      hits: { externalId: string | null }[];
    };
    expect(found.hits.map((hit) => hit.externalId)).not.toContain('a2');
    const merged = (
      await docent(['search', 'lunch served', '--by', 'document', '-k', '1', '--json'])
    ).json() as { hits: { externalId: string | null }[] };
    expect(merged.hits.map((hit) => hit.externalId)).toEqual(['a2']);
  });
});

describe('docent documents', () => {
  it('deletes a document for good: no hit and no cached answer is left', async () => {
    expect((await docent(['documents', 'delete', 'a1'])).code).toBe(0);
    const answer = (
      await docent(['ask', 'When does the garage open?', '--collection', 'office', '--json'])
    ).json();
    expect(answer).toMatchObject({ outcome: 'abstained' });
    expect((await docent(['documents', 'show', 'a1'])).code).toBe(1);
  });

  it('keeps a draft out of answers until it is published, and rolls back', async () => {
    writeFileSync(
      path.join(folder, 'guide/travel.md'),
      '# Travel\n\nBook helicopters through the travel desk.\n',
    );
    await docent(['ingest', 'guide/travel.md', '--draft']);
    const texts = async () =>
      ((await docent(['search', 'travel desk', '--json'])).json() as { hits: { text: string }[] }).hits
        .map((hit) => hit.text)
        .join('\n');
    expect(await texts()).not.toContain('helicopters');
    await docent(['documents', 'publish', 'guide/travel.md']);
    expect(await texts()).toContain('helicopters');
    await docent(['documents', 'rollback', 'guide/travel.md']);
    expect(await texts()).toContain('three weeks');
  });
});

describe('the command line', () => {
  it('ends with 2 and says how it is used when used wrongly', async () => {
    for (const args of [
      ['search'],
      ['ask', '--batch', 'no-such-file'],
      ['frobnicate'],
      ['search', 'x', '-k', 'many'],
    ]) {
      const run = await docent(args);
      expect([args[0], run.code]).toEqual([args[0], 2]);
      expect(run.err).not.toBe('');
      expect(run.out).toBe('');
    }
  });

  it('prints help for every command', async () => {
    const run = await docent(['--help']);
    expect(run.code).toBe(0);
    for (const command of [
      'start',
      'ingest',
      'search',
      'ask',
      'documents',
      'eval',
      'users',
      'doctor',
      'config',
    ]) {
      const help = await docent([command, '--help']);
      expect([command, help.code]).toEqual([command, 0]);
      expect(run.out).toContain(command);
    }
  });

  it('prints settings with secrets masked', async () => {
    const run = await runDocent(['config', '--json'], {
      dataDir,
      env: { OPENAI_API_KEY: 'sk-very-secret-1234' },
    });
    expect(run.out).not.toContain('very-secret');
    const { settings } = run.json() as { settings: { key: string; value: string; source: string }[] };
    expect(settings.find((row) => row.key === 'OPENAI_API_KEY')).toMatchObject({
      value: '…1234',
      source: 'environment',
    });
  });

  it('refuses a setting that cannot be right, by name', async () => {
    const run = await runDocent(['ask', 'x'], { dataDir, env: { DOCENT_CHAT_MODEL: 'gpt' } });
    expect(run.code).toBe(2);
    expect(run.err).toContain('DOCENT_CHAT_MODEL');
  });

  it('examines itself', async () => {
    const report = (await docent(['doctor', '--json'])).json() as {
      ok: boolean;
      checks: { name: string; state: string }[];
      slackManifest: Record<string, unknown>;
    };
    expect(report.ok).toBe(true);
    expect(report.checks.map((check) => check.name)).toEqual(
      expect.arrayContaining(['store', 'index', 'disk', 'model', 'slack', 'discord']),
    );
    expect(report.slackManifest).toHaveProperty('oauth_config');
  });
});

describe('the default collections', () => {
  it('are part of what an answer is kept under: a first document of the team ends the manual’s answers', async () => {
    using other = temporaryFolder();
    const run = (args: string[]) => runDocent(args, { dataDir: other.dataDir, cwd: other.folder });
    writeFileSync(
      path.join(other.folder, 'manual.md'),
      '# Manual\n\nA document is added on the Documents page.\n',
    );
    writeFileSync(path.join(other.folder, 'team.md'), '# Team\n\nThe canteen opens at noon.\n');
    const ask = async () => (await run(['ask', 'How is a document added?', '--json'])).json();
    await run(['ingest', 'manual.md', '--collection', 'docent']);
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(await ask()).toMatchObject({ servedBy: 'exact-cache' });
    await run(['ingest', 'team.md']);
    expect(await ask()).toMatchObject({ outcome: 'abstained' });
  });
});
