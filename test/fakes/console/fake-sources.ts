import type { Source, SourceItem, Sources } from '../../../core/ports/sources.ts';

export type FakeSources = Sources & {
  put(source: Partial<Source> & { address: string }): Source;
  readonly items: Map<string, SourceItem[]>;
  /** Runs that were asked for. */
  readonly runs: { sourceId: string; confirm: boolean }[];
};

/** Sources in memory. An address that holds `refused` is refused. */
export function createFakeSources(): FakeSources {
  const all = new Map<string, Source>();
  const items = new Map<string, SourceItem[]>();
  const runs: FakeSources['runs'] = [];

  function put(source: Partial<Source> & { address: string }): Source {
    const made: Source = {
      sourceId: `src_${all.size + 1}`,
      kind: 'site',
      collection: 'default',
      everyMinutes: 1_440,
      depth: 3,
      include: '',
      exclude: '',
      enabled: true,
      state: 'done',
      result: '2 pages: 2 added.',
      counts: { seen: 2, added: 2, updated: 0, unchanged: 0, leftOut: 0, problems: 0, removed: 0 },
      documents: 2,
      held: 0,
      lastRunAt: '2026-11-24T09:00:00.000Z',
      nextRunAt: '2026-11-25T09:00:00.000Z',
      createdAt: '2026-11-23T09:00:00.000Z',
      ...source,
    };
    all.set(made.sourceId, made);
    return made;
  }

  return {
    put,
    items,
    runs,
    list: async () => [...all.values()],
    find: async (id) => all.get(id) ?? [...all.values()].find((source) => source.address === id),
    problems: async (sourceId, limit) => (items.get(sourceId) ?? []).slice(0, limit),
    async add(source) {
      if (source.address.includes('refused'))
        return { kind: 'refused', reason: 'The address leads nowhere.' };
      const known = [...all.values()].some(
        ({ address, collection }) => address === source.address && collection === source.collection,
      );
      if (known) return { kind: 'refused', reason: 'The collection has this source already.' };
      const { address, collection, include = '', exclude = '', everyMinutes = 1_440, depth = 3 } = source;
      const fields = { address, collection, include, exclude, everyMinutes, depth };
      return {
        kind: 'added',
        source: put({ ...fields, kind: source.kind ?? 'page', state: 'running', documents: 0 }),
      };
    },
    async run(sourceId, { confirm = false } = {}) {
      if (!all.has(sourceId)) return null;
      runs.push({ sourceId, confirm });
      return 'job_1';
    },
    async setEnabled(sourceId, enabled) {
      const source = all.get(sourceId);
      if (source === undefined) return false;
      all.set(sourceId, { ...source, enabled, nextRunAt: enabled ? source.nextRunAt : null });
      return true;
    },
    async remove(sourceId, { documents }) {
      const source = all.get(sourceId);
      if (source === undefined) return null;
      all.delete(sourceId);
      return documents ? source.documents : 0;
    },
  };
}
