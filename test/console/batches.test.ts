import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('batches', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig, 'Cora', 'curator');
  });
  afterEach(async () => await rig.close());

  const importSet = (fields: {
    text?: string;
    into?: string;
    file?: { name: string; text: string | Uint8Array<ArrayBuffer> };
  }) => {
    const form = new FormData();
    form.append('_csrf', person.csrf);
    form.append('name', '');
    form.append('format', 'auto');
    form.append('text', fields.text ?? '');
    if (fields.into !== undefined) form.append('into', fields.into);
    if (fields.file !== undefined) form.append('file', new Blob([fields.file.text]), fields.file.name);
    return person.send('/batches/import', form);
  };
  const JUDGED = 'question,expectedSources\nHow many?,travel.md\nHow long?,travel.md\n';

  it('tell what to do while there are none', async () => {
    const page = await person.text('/batches');
    expect(page).toContain('No question sets yet');
    expect(page).toContain('No runs yet');
  });

  it('take pasted questions in, or none and show the lines that could not be used', async () => {
    const text = 'question,mustAbstain\nHow many?,\nWhy?,perhaps\nHow long?,\n';
    const refused = await importSet({ text });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(
      'Line 3: mustAbstain is &quot;perhaps&quot;; write true or false.',
    );
    expect(await rig.batches.listSets()).toEqual([]);
    expect(await (await importSet({ text: text.replace('perhaps', '') })).text()).toContain('3 questions');
  });

  it('take a file and read its format from its name', async () => {
    const page = await (
      await importSet({ file: { name: 'gold.jsonl', text: '{"question":"How many?"}\n' } })
    ).text();
    expect(page).toContain('imported as “gold.jsonl”');
    expect(await rig.batches.listSets()).toMatchObject([{ name: 'gold.jsonl', cases: 1 }]);
  });

  it('say when nothing was imported', async () => {
    expect((await importSet({ text: 'question,mustAbstain\nWhy?,perhaps' })).status).toBe(422);
    expect((await importSet({})).status).toBe(422);
    const latin = await importSet({ file: { name: 'a.csv', text: Buffer.from([0x71, 0xe9, 0x0a]) } });
    expect(await latin.text()).toContain('Save it as UTF-8');
  });

  it('import a file as the next version of a set', async () => {
    await importSet({ text: JUDGED });
    await importSet({ text: 'question\nHow often?\n', into: 'set_1' });
    expect(await rig.batches.listSets()).toMatchObject([{ id: 'set_2', version: 2, cases: 1 }]);
    expect(await person.text('/batches/sets/set_1')).toContain('This is an older version');
    expect((await importSet({ text: JUDGED, into: 'none' })).status).toBe(422);
  });

  it('run a set, show its progress, then each case and the totals', async () => {
    await importSet({ text: JUDGED });
    const started = await person.post('/batches/sets/set_1/run');
    const address = started.headers.get('Location') ?? '';
    const running = await person.text(address);
    expect(running).toContain(`hx-get="${address}/live"`);
    expect(running).toContain('<progress value="0" max="2"');
    await rig.batches.finishRuns();
    const done = await person.text(`${address}/live`);
    expect(done).not.toContain('every 2s');
    expect(done).toContain('1 of 1, 95 % interval 21–100 %');
    expect(done).toContain(`hx-get="${address}/cases"`);
    const cases = await person.text(`${address}/cases`);
    expect(cases).toContain('Five days carry over [1].');
    expect(cases).toContain('The model did not answer.');
    const failed = await person.text(`${address}?show=error`);
    expect(failed).toContain('How long?');
    expect(failed).not.toContain('How many?');
    expect(await person.text('/batches/runs')).toContain('100 % (21–100 %)');
  });

  it('keep what is polled small, however many cases there are', async () => {
    await importSet({ text: `question\n${Array.from({ length: 120 }, (_, n) => `Q${n}?`).join('\n')}` });
    await person.post('/batches/sets/set_1/run');
    await rig.batches.finishRuns();
    expect((await person.text('/batches/runs/run_1/live')).length).toBeLessThan(4_000);
    const first = await person.text('/batches/runs/run_1?show=unjudged');
    expect(first.match(/case-row/g)).toHaveLength(50);
    const next = /href="([^"]*)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await person.text(next)).match(/case-row/g)).toHaveLength(10);
  });

  it('say what a run takes before it begins, and refuse what cannot be', async () => {
    await importSet({ text: JUDGED });
    const path = '/batches/sets/set_1/run';
    expect(await person.text(path)).toContain('No model is asked.');
    const priced = await person.post('/batches/sets/set_1/estimate', {
      models: 'openai:gpt-4o-mini',
      trials: '3',
    });
    const page = await priced.text();
    expect(page).toContain('about 6');
    expect(page).toContain('about 18,000 in, 1,200 out');
    expect(page).toContain('under US$ 0.01');
    const unknown = await person.post(path, { models: 'openai:brand-new', maxUsd: '1' });
    expect([unknown.status, await unknown.text()]).toEqual([
      422,
      expect.stringContaining('a limit in dollars would not hold'),
    ]);
    expect((await person.post(path, { models: 'nobody:x' })).status).toBe(422);
    expect((await person.post(path, { trials: '0' })).status).toBe(422);
    expect((await person.post(path, { maxCalls: '1.5' })).status).toBe(422);
    expect((await person.post(path, { maxUsd: '-1' })).status).toBe(422);
    expect(await rig.batches.listRuns()).toEqual([]);
  });

  it('pause a run and take it up again', async () => {
    await importSet({ text: JUDGED });
    await person.post('/batches/sets/set_1/run');
    await person.post('/batches/runs/run_1/cancel');
    expect(await person.text('/batches/runs/run_1')).toContain('Go on');
    await person.post('/batches/runs/run_1/resume');
    expect(await person.text('/batches/runs/run_1')).toContain('Pause');
    expect((await person.post('/batches/runs/none/cancel')).status).toBe(404);
    expect((await person.post('/batches/sets/none/run')).status).toBe(404);
  });

  it('judge an answer with one button, which becomes what is expected', async () => {
    await importSet({ text: 'question\nHow many?\n' });
    await person.post('/batches/sets/set_1/run');
    await rig.batches.finishRuns();
    expect(await person.text('/batches/runs/run_1')).toContain('Answer not judged');
    const path = '/batches/runs/run_1/cases/case_1';
    const judged = await person.post(`${path}/judge`, { right: 'yes', back: '//evil.example' });
    expect(judged.headers.get('Location')).toBe('/batches/runs/run_1#cases');
    expect(await person.text('/batches/runs/run_1')).toContain('1 of 1, 95 % interval');
    expect(await person.text('/batches/sets/set_1')).toContain('people/travel.md');
    expect((await person.post(`${path}/judge`, { right: 'no' })).status).toBe(409);
    expect((await person.post('/batches/runs/run_1/cases/none/judge', { right: 'no' })).status).toBe(404);
  });

  it('compare a run with the baseline', async () => {
    await importSet({ text: JUDGED });
    for (const run of ['run_1', 'run_2']) {
      await person.post('/batches/sets/set_1/run');
      await rig.batches.finishRuns();
      if (run === 'run_1') await person.post('/batches/runs/run_1/baseline');
    }
    expect(await person.text('/batches/runs/run_2')).toContain('hx-get="/batches/runs/run_2/against"');
    expect(await person.text('/batches/runs/run_2/against')).toContain('not distinguishable');
    const page = await person.text('/batches/compare?a=run_2&show=error');
    expect(page).toContain('0.0 points');
    expect(page).toContain('How long?');
    expect(await person.text('/batches/sets/set_1')).toContain('<svg class="trend"');
  });

  it('give a run as a file in each format', async () => {
    await importSet({ text: 'question,expectedSources\n=cmd(),travel.md\nHow long?,travel.md\n' });
    await person.post('/batches/sets/set_1/run');
    await rig.batches.finishRuns();
    const csv = await person.get('/batches/runs/run_1/export/csv');
    expect(csv.headers.get('Content-Disposition')).toBe('attachment; filename="run_1-csv.csv"');
    const [head, first, second] = (await csv.text()).split('\r\n');
    expect(head).toMatch(/^question,verdict,outcome,answer,.*,outcome,citedSource,/);
    expect(first).toMatch(/^'=cmd\(\),passed,answered,Five days carry over\.,/);
    expect(second).toMatch(/^How long\?,error,error,,/);
    const lines = (await person.text('/batches/runs/run_1/export/jsonl')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).verdict)).toEqual(['passed', 'error']);
    const samples = (await person.text('/batches/runs/run_1/export/samples')).trim().split('\n');
    expect(samples.map((line) => JSON.parse(line)).map(({ doc_id, passed }) => [doc_id, passed])).toEqual([
      [0, 1],
      [1, null],
    ]);
    const results = JSON.parse(await person.text('/batches/runs/run_1/export/results'));
    expect(results['n-samples']).toEqual({ docent_Pasted_questions: { original: 2, effective: 1 } });
    expect((await person.get('/batches/runs/run_1/export/exe')).status).toBe(404);
  });

  it('delete a set after a question', async () => {
    await importSet({ text: 'question\nHow many?\n' });
    expect(await person.text('/batches/sets/set_1/delete')).toContain('1 question.');
    await person.post('/batches/sets/set_1/delete');
    expect(await rig.batches.listSets()).toEqual([]);
  });
});
