import { isSource } from '../../core/evals/sources.ts';
import type { Store } from '../../core/store/schema.ts';

/** Finds the documents and passages that a person named: as `expectedSources` of an eval case, or by a link. */
export type NamedSources = (name: string) => Promise<{ documentId: string; passageIds: number[] }[]>;

type Row = { id: string; external_id: string | null; title: string; path: string };

/** Finds documents by name. The published ones are read once, for the first name; most stores are never asked for one. */
export function nameDocuments(store: Store): NamedSources {
  let reading: Promise<Map<string, Row[]>> | null = null;
  const rowsOf = async (name: string): Promise<Row[]> => {
    reading ??= documentsByName(store);
    const byName = await reading;
    const whole = name.trim();
    const hash = whole.lastIndexOf('#');
    const spellings = hash > 0 ? [whole, whole.slice(0, hash).trim()] : [whole];
    const found = spellings.flatMap((one) => [
      ...(byName.get(one.toLowerCase()) ?? []),
      ...(byName.get(lastSegment(one).toLowerCase()) ?? []),
    ]);
    return [...new Set(found)];
  };
  return async (name) => {
    const found: { documentId: string; passageIds: number[] }[] = [];
    for (const row of await rowsOf(name)) {
      const source = { documentId: row.id, externalId: row.external_id, title: row.title, path: row.path };
      if (isSource(name, { ...source, headings: [] })) found.push({ documentId: row.id, passageIds: [] });
      else if (name.includes('#')) {
        const passages = await store
          .selectFrom('passages')
          .select(['id', 'headings'])
          .where('document_id', '=', row.id)
          .where('current', '=', 1)
          .orderBy('id')
          .execute();
        const passageIds = passages
          .filter(({ headings }) => isSource(name, { ...source, headings: JSON.parse(headings) as string[] }))
          .map(({ id }) => id);
        if (passageIds.length > 0) found.push({ documentId: row.id, passageIds });
      }
    }
    return found;
  };
}

/** By its likely parts, in small letters: id, external id, title, the path's last part. */
async function documentsByName(store: Store): Promise<Map<string, Row[]>> {
  const rows: Row[] = await store
    .selectFrom('documents')
    .select(['id', 'external_id', 'title', 'path'])
    .where('published_revision', 'is not', null)
    .execute();
  const byName = new Map<string, Row[]>();
  for (const row of rows) {
    const names = [row.id, row.external_id ?? '', row.title.trim(), lastSegment(row.path)];
    for (const name of new Set(names.map((one) => one.toLowerCase()))) {
      if (name === '') continue;
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [row]);
      else known.push(row);
    }
  }
  return byName;
}

function lastSegment(path: string): string {
  return path.split(/[/\\]/).at(-1)?.trim() ?? '';
}
