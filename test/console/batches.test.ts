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
    file?: { name: string; text: string | Uint8Array<ArrayBuffer> };
  }) => {
    const form = new FormData();
    form.append('_csrf', person.csrf);
    form.append('name', '');
    form.append('format', 'auto');
    form.append('text', fields.text ?? '');
    if (fields.file !== undefined) form.append('file', new Blob([fields.file.text]), fields.file.name);
    return person.send('/batches/import', form);
  };

  it('tell what to do while there are none', async () => {
    const page = await person.text('/batches');
    expect(page).toContain('No question sets yet');
    expect(page).toContain('No runs yet');
  });

  it('take pasted questions in and show the lines that could not be used', async () => {
    const page = await (
      await importSet({ text: 'question,mustAbstain\nHow many?,\nWhy?,perhaps\nHow long?,\n' })
    ).text();
    expect(page).toContain('2 questions');
    expect(page).toContain('Line 3: mustAbstain is &quot;perhaps&quot;; write true or false.');
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

  it('run a set, show its progress, then each case and the totals', async () => {
    await importSet({ text: 'question\nHow many?\nHow long?\n' });
    const started = await person.post('/batches/sets/set_1/run');
    const address = started.headers.get('Location') ?? '';
    const running = await person.text(address);
    expect(running).toContain(`hx-get="${address}/live"`);
    expect(running).toContain('<progress value="0" max="2"');
    rig.batches.finishRuns();
    const done = await person.text(`${address}/live`);
    expect(done).not.toContain('hx-trigger');
    expect(done).toContain('100 % (21–94 %)');
    expect(done).toContain('Five days carry over [1].');
    expect(done).toContain('The model did not answer.');
    expect(done).toContain('href="/answers/tr_case"');
    const failed = await person.text(`${address}?show=failed`);
    expect(failed).toContain('How long?');
    expect(failed).not.toContain('How many?');
    expect(await person.text('/batches/runs')).toContain('100 % (21–94 %)');
  });

  it('cancel a run and take it up again', async () => {
    await importSet({ text: 'question\nHow many?\n' });
    await person.post('/batches/sets/set_1/run');
    await person.post('/batches/runs/run_1/cancel');
    expect(await person.text('/batches/runs/run_1')).toContain('Resume');
    await person.post('/batches/runs/run_1/resume');
    expect(await person.text('/batches/runs/run_1')).toContain('Cancel');
    expect((await person.post('/batches/runs/none/cancel')).status).toBe(404);
    expect((await person.post('/batches/sets/none/run')).status).toBe(404);
  });

  it('delete a set after a question', async () => {
    await importSet({ text: 'question\nHow many?\n' });
    expect(await person.text('/batches/sets/set_1/delete')).toContain('1 question.');
    await person.post('/batches/sets/set_1/delete');
    expect(await rig.batches.listSets()).toEqual([]);
  });
});
