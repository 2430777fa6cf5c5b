import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEntries } from '../../console/audit/audit-log.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('gates', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig, 'Cora', 'curator');
    await rig.batches.importSet({
      ...{ name: 'Golden', format: 'csv' },
      text: 'question,expectedSources\nHow <many>?,travel.md\n',
    });
  });
  afterEach(async () => await rig.close());

  const PATH = '/batches/gates/set_1';
  const withBaseline = async () => {
    await person.post('/batches/gates', { set: 'set_1', allowed: '0', floor: '' });
    await person.post('/batches/sets/set_1/run');
    await rig.batches.finishRuns();
    await person.post('/batches/runs/run_1/baseline');
  };

  it('are added with a rule; what cannot be one is refused with a reason', async () => {
    expect(await person.text('/batches/gates')).toContain('No gates yet');
    const wrong = await person.post('/batches/gates', { set: 'set_1', allowed: '-1', floor: '' });
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('a whole number from 0'),
    ]);
    expect((await person.post('/batches/gates', { set: 'set_1', floor: '101' })).status).toBe(422);
    expect((await person.post('/batches/gates', { set: 'none' })).status).toBe(422);
    expect(await rig.deps.gates.list()).toEqual([]);
    const added = await person.post('/batches/gates', { set: 'set_1', allowed: '2', floor: '87.5' });
    expect(added.headers.get('Location')).toBe(PATH);
    expect(await person.text(PATH)).toContain('At most 2 cases may get worse, and 88 % of the judged cases');
    expect(await person.text(PATH)).toContain('The set has no baseline yet');
    expect(await person.text('/batches/gates')).toContain('Every question set has its gate');
    expect((await person.post(`${PATH}/rule`, { allowed: 'x', floor: '' })).status).toBe(422);
    await person.post(`${PATH}/rule`, { allowed: '0', floor: '' });
    expect(await person.text(PATH)).toContain('No case may get worse.');
  });

  it('run their set, say what got worse with a link to the case, and give a report', async () => {
    await person.post('/batches/gates', { set: 'set_1', allowed: '0', floor: '' });
    expect((await person.post(`${PATH}/run`)).status).toBe(409);
    await withBaseline();
    const started = await person.post(`${PATH}/run`);
    const result = started.headers.get('Location') ?? '';
    expect(result).toBe(`${PATH}/runs/run_2`);
    expect(await person.text(result)).toContain(`hx-get="${result}/live"`);
    expect((await person.get(`${result}/report`)).status).toBe(404);
    // The rig's second question ends in an error.
    await rig.batches.finishRuns();
    const page = await person.text(result);
    expect(page).not.toContain('/live"');
    expect(page).toContain('A case that passed before could not be measured.');
    expect(page).toContain('<a href="/batches/runs/run_2/cases/case_1">How &lt;many&gt;?</a>');
    const report = await person.get(`${result}/report`);
    expect(report.headers.get('Content-Disposition')).toBe('attachment; filename="run_2-gate.md"');
    const markdown = await report.text();
    expect(markdown).toContain('# Docent gate: fail');
    expect(markdown).toContain('## Not measured (1)');
    expect(markdown).toContain('How &lt;many&gt;?');
    const list = await person.text('/batches/gates');
    expect(list).toContain(`<a href="${result}"><span class="badge bad">Fail</span></a>`);
    const json = await (await person.get(result, { Accept: 'application/json' })).json();
    expect(json).toMatchObject({ result: { finding: { verdict: 'fail', reasons: ['lost'] } } });
    expect((await person.get(`/batches/gates/set_9/runs/run_2`)).status).toBe(404);
  });

  it('stand in the audit log: set, run and removed', async () => {
    await withBaseline();
    await person.post(`${PATH}/run`);
    await person.post(`${PATH}/remove`);
    const actions = (await listEntries(rig.deps.store, { limit: 20 })).map(({ action }) => action);
    expect(actions.slice(0, 2)).toEqual(['eval-set.gate-remove', 'eval-set.gate-run']);
    expect(actions).toContain('eval-set.gate');
    expect((await person.get(PATH)).status).toBe(404);
  });
});
