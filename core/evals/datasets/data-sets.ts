import type { CuratedAnswer } from '../../caching/entries/curated.ts';
import { AppError } from '../../errors.ts';
import type { EvalSet } from '../../ports/batches.ts';
import type { DataSets, SetCase, SetVersion } from '../../ports/data-sets.ts';
import type { Feedback } from '../../ports/feedback.ts';
import type { EvalCasesTable } from '../../store/eval-tables.ts';
import type { Store } from '../../store/schema.ts';
import { toGolden } from '../runs/run-rows.ts';
import { draftsFromDocuments } from './drafts-from-documents.ts';
import { draftsFromPeople } from './drafts-from-people.ts';
import { caseColumns, readSet, readVersions, type SetDeps, writeCases, writeSet } from './eval-sets.ts';
import { sameQuestion } from './same-question.ts';

type Deps = SetDeps & {
  feedback: Pick<Feedback, 'answers'>;
  curated: { list(): Promise<CuratedAnswer[]> };
};

/** Golden questions, edited case by case over the store. */
export function createDataSets(deps: Deps): DataSets {
  const { store, random } = deps;

  async function known(setId: string): Promise<EvalSet> {
    const set = await readSet(store, setId);
    if (set !== undefined) return set;
    throw new AppError(
      'evals.unknown-set',
      `There is no question set ${setId}.`,
      'Import it, or pick another.',
    );
  }

  /**
   * The version that may be changed: this one while nobody ran it, else a copy as the next. An older version is not
   * changed: what was changed since would be lost.
   */
  async function editable(setId: string): Promise<string> {
    const [latest] = await readVersions(store, (await known(setId)).lineage);
    const set = latest ?? (await known(setId));
    if ((await countRuns(store, set.id)) === 0) return set.id;
    const rows = await store
      .selectFrom('eval_cases')
      .selectAll()
      .where('set_id', '=', set.id)
      .orderBy('ordinal')
      .execute();
    const cases = rows.map((row) => ({ ...toGolden(row), key: row.case_key, from: row.origin }));
    return writeSet(deps, { name: set.name, next: set }, cases);
  }

  /** A case in the version that may be changed, found by what it is called in any version. */
  async function caseIn(setId: string, caseId: string): Promise<{ id: string; caseId: string } | null> {
    const row = await store
      .selectFrom('eval_cases')
      .select('case_key')
      .where('id', '=', caseId)
      .where('set_id', '=', setId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const id = await editable(setId);
    const there = await store
      .selectFrom('eval_cases')
      .select('id')
      .where('case_key', '=', row.case_key)
      .where('set_id', '=', id)
      .executeTakeFirst();
    return there === undefined ? null : { id, caseId: there.id };
  }

  async function withRuns(set: EvalSet): Promise<SetVersion> {
    return { ...set, runs: await countRuns(store, set.id) };
  }

  const dataSets: DataSets = {
    create: (name) => writeSet(deps, { name }, []),

    async find(setId) {
      const set = await readSet(store, setId);
      return set === undefined ? undefined : withRuns(set);
    },

    async versions(lineage) {
      return Promise.all((await readVersions(store, lineage)).map(withRuns));
    },

    async cases(setId, { after = -1, limit, search = '' }) {
      let query = store
        .selectFrom('eval_cases')
        .selectAll()
        .where('set_id', '=', setId)
        .where('ordinal', '>', after)
        .orderBy('ordinal');
      if (search !== '') query = query.where('question', 'like', `%${search.replaceAll(/[%_]/g, '')}%`);
      const rows = await query.limit(limit + 1).execute();
      const shown = rows.slice(0, limit);
      return { cases: shown.map(toCase), next: rows.length > limit ? (shown.at(-1)?.ordinal ?? null) : null };
    },

    async case(setId, caseId) {
      const row = await store
        .selectFrom('eval_cases')
        .selectAll()
        .where('set_id', '=', setId)
        .where('id', '=', caseId)
        .executeTakeFirst();
      return row === undefined ? undefined : toCase(row);
    },

    async add(setId, cases) {
      const id = await editable(setId);
      await store.transaction().execute(async (trx) => {
        const { last } = await trx
          .selectFrom('eval_cases')
          .select((eb) => eb.fn.max<number | null>('ordinal').as('last'))
          .where('set_id', '=', id)
          .executeTakeFirstOrThrow();
        await writeCases(trx, random, id, (last ?? -1) + 1, cases);
      });
      return id;
    },

    async change(setId, caseId, to) {
      const place = await caseIn(setId, caseId);
      if (place === null) return null;
      await store.updateTable('eval_cases').set(caseColumns(to)).where('id', '=', place.caseId).execute();
      return place.id;
    },

    async remove(setId, caseId) {
      const place = await caseIn(setId, caseId);
      if (place === null) return null;
      await store.deleteFrom('eval_cases').where('id', '=', place.caseId).execute();
      return place.id;
    },

    fromVotes: async (setId, limit) => draftsFromPeople(deps, await questionsOf(store, setId), limit),
    fromDocuments: async (setId, which) => draftsFromDocuments(store, await questionsOf(store, setId), which),
  };
  return dataSets;
}

function toCase(row: EvalCasesTable): SetCase {
  return { ...toGolden(row), id: row.id, from: row.origin };
}

async function countRuns(store: Store, setId: string): Promise<number> {
  const { n } = await store
    .selectFrom('eval_runs')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('set_id', '=', setId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** The questions that a set has, as `sameQuestion` writes them. */
async function questionsOf(store: Store, setId: string): Promise<Set<string>> {
  const rows = await store.selectFrom('eval_cases').select('question').where('set_id', '=', setId).execute();
  return new Set(rows.map(({ question }) => sameQuestion(question)));
}
