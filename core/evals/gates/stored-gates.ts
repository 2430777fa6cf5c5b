import { AppError } from '../../errors.ts';
import type { Batches, EvalRun, EvalSet } from '../../ports/batches.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import type { JobHandler } from '../../ports/job-queue.ts';
import type { EvalGateRunsTable, EvalGatesTable } from '../../store/eval-gate-tables.ts';
import type { Store } from '../../store/schema.ts';
import { gateOfRuns, type RunGate } from './gate-of-runs.ts';
import { type GateFinding, type GateRule, gateFinding, judgeByRule } from './gate-rule.ts';

/** The gate of a set, whatever its version. */
export type EvalGate = {
  lineage: string;
  rule: GateRule;
  /** The latest version: what the next run asks. */
  set: EvalSet;
  /** What runs are held against; null where no run of the set was named. */
  baseline: EvalRun | null;
};

/** A run of a gate, with the baseline and the rule as they stood when it was started. */
export type GateResult = {
  lineage: string;
  rule: GateRule;
  run: EvalRun;
  baseline: EvalRun;
  /** Null while the run has not ended. */
  finding: GateFinding | null;
};

export type Gates = {
  /** All gates with their latest result, newest gate first. */
  list(): Promise<(EvalGate & { last: GateResult | null })[]>;
  find(lineage: string): Promise<EvalGate | undefined>;
  /** Sets or changes the gate of a set; returns its lineage. Throws AppError `evals.unknown-set`. */
  save(setId: string, rule: GateRule): Promise<string>;
  /** False where there is none. Its runs stay. */
  remove(lineage: string): Promise<boolean>;
  /**
   * Starts a run of the set's latest version with the settings' models; null where there is no baseline. While a run of
   * the gate goes on, that one is returned.
   */
  start(lineage: string): Promise<{ runId: string } | null>;
  /** Newest first. */
  results(lineage: string, limit: number): Promise<GateResult[]>;
  /** With each case; `gate` is null while the run goes on, and where the runs have no case in common. */
  result(runId: string): Promise<{ result: GateResult; gate: RunGate | null } | undefined>;
  /** The same job, which notes what a gate's run found once it has ended. */
  noting(job: JobHandler): JobHandler;
};

type Deps = { store: Store; clock: Clock; batches: Batches };

/** Gates over the store: a set, its baseline and a rule, run at any time. */
export function createGates({ store, clock, batches }: Deps): Gates {
  async function withSet(row: EvalGatesTable): Promise<EvalGate | undefined> {
    const set = (await batches.listSets()).find(({ lineage }) => lineage === row.lineage);
    if (set === undefined) return undefined;
    const id = await batches.baselineOf(row.lineage);
    const baseline = id === null ? undefined : await batches.readRun(id);
    return { lineage: row.lineage, rule: ruleOf(row), set, baseline: baseline ?? null };
  }

  async function compared(run: EvalRun, baseline: EvalRun): Promise<RunGate | null> {
    const [mine, theirs] = [await batches.showRun(run.id), await batches.showRun(baseline.id)];
    return mine === undefined || theirs === undefined ? null : gateOfRuns(mine.cases, theirs.cases);
  }

  async function toResult(row: EvalGateRunsTable): Promise<GateResult | undefined> {
    const [run, baseline] = [await batches.readRun(row.run_id), await batches.readRun(row.baseline_id)];
    if (run === undefined || baseline === undefined) return undefined;
    const result = { lineage: row.lineage, rule: ruleOf(row), run, baseline };
    if (run.state !== 'done') return { ...result, finding: null };
    // What people judged since, or what was asked again, counts.
    if (row.finding !== null && row.found_of === stateOf(run, baseline))
      return { ...result, finding: gateFinding.parse(JSON.parse(row.finding)) };
    return { ...result, finding: judgeByRule(result.rule, run, await compared(run, baseline)) };
  }

  async function rowOf(runId: string): Promise<EvalGateRunsTable | undefined> {
    return store.selectFrom('eval_gate_runs').selectAll().where('run_id', '=', runId).executeTakeFirst();
  }

  async function note(runId: string): Promise<void> {
    const row = await rowOf(runId);
    const result = row === undefined ? undefined : await toResult(row);
    if (result === undefined || result.finding === null) return;
    const found = {
      finding: JSON.stringify(result.finding),
      found_of: stateOf(result.run, result.baseline),
    };
    await store.updateTable('eval_gate_runs').set(found).where('run_id', '=', runId).execute();
  }

  const gates: Gates = {
    async list() {
      const rows = await store
        .selectFrom('eval_gates')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('lineage')
        .execute();
      const shown: (EvalGate & { last: GateResult | null })[] = [];
      for (const row of rows) {
        const gate = await withSet(row);
        const [last] = await gates.results(row.lineage, 1);
        if (gate !== undefined) shown.push({ ...gate, last: last ?? null });
      }
      return shown;
    },

    async find(lineage) {
      const row = await store
        .selectFrom('eval_gates')
        .selectAll()
        .where('lineage', '=', lineage)
        .executeTakeFirst();
      return row === undefined ? undefined : withSet(row);
    },

    async save(setId, { allowed, floor }) {
      const set = (await batches.listSets()).find(({ id, lineage }) => id === setId || lineage === setId);
      if (set === undefined)
        throw new AppError('evals.unknown-set', `There is no question set ${setId}.`, 'Pick another.');
      await store
        .insertInto('eval_gates')
        .values({ lineage: set.lineage, allowed, floor, created_at: isoNow(clock) })
        .onConflict((conflict) => conflict.column('lineage').doUpdateSet({ allowed, floor }))
        .execute();
      return set.lineage;
    },

    async remove(lineage) {
      return store.transaction().execute(async (trx) => {
        await trx.deleteFrom('eval_gate_runs').where('lineage', '=', lineage).execute();
        const { numDeletedRows } = await trx
          .deleteFrom('eval_gates')
          .where('lineage', '=', lineage)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      });
    },

    async start(lineage) {
      const gate = await gates.find(lineage);
      if (gate?.baseline == null) return null;
      const [last] = await gates.results(lineage, 1);
      if (last?.run.state === 'queued' || last?.run.state === 'running') return { runId: last.run.id };
      const { rule, set, baseline } = gate;
      const now = isoNow(clock);
      const name = `Gate of ${set.name}, ${now.slice(0, 16).replace('T', ' ')}`;
      const { runId } = await batches.start(set.id, { name });
      await store
        .insertInto('eval_gate_runs')
        .values({
          ...{ run_id: runId, lineage, baseline_id: baseline.id, created_at: now },
          ...{ ...rule, finding: null, found_of: null },
        })
        .execute();
      // A short run may have ended before its row was there.
      await note(runId);
      return { runId };
    },

    async results(lineage, limit) {
      const rows = await store
        .selectFrom('eval_gate_runs')
        .selectAll()
        .where('lineage', '=', lineage)
        .orderBy('created_at', 'desc')
        .orderBy('run_id', 'desc')
        .limit(limit)
        .execute();
      const results: GateResult[] = [];
      for (const row of rows) {
        const result = await toResult(row);
        if (result !== undefined) results.push(result);
      }
      return results;
    },

    async result(runId) {
      const row = await rowOf(runId);
      const result = row === undefined ? undefined : await toResult(row);
      if (result === undefined) return undefined;
      const { run, baseline } = result;
      return { result, gate: run.state === 'done' ? await compared(run, baseline) : null };
    },

    noting: (job) => async (task, context) => {
      await job(task, context);
      await note(String(task.payload['runId']));
    },
  };
  return gates;
}

const ruleOf = ({ allowed, floor }: GateRule): GateRule => ({ allowed, floor });

/** What a finding hangs on: with any of it changed, it is worked out anew. */
function stateOf(run: EvalRun, baseline: EvalRun): string {
  return JSON.stringify(
    [run, baseline].map(({ finishedAt, done, passed, judged, errors }) => [
      ...[finishedAt, done, passed],
      ...[judged, errors],
    ]),
  );
}
