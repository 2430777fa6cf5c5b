import type { ConsoleDeps } from '../../deps.ts';
import { link } from '../../frame/parts.ts';
import type { Route } from '../../routes/route.ts';
import { type Asked, fragmentRoute, pageRoute } from '../../routes/view-route.ts';
import { documentRow, goneRow } from './document-row.ts';
import { type DocumentList, type DocumentsView, documentsPage, documentTable } from './documents-page.ts';
import { meaningLine } from './meaning-line.ts';

type Needs = Pick<ConsoleDeps, 'library' | 'upkeep' | 'meaningProgress'>;

const PAGE = 50;

async function loadList({ library }: Pick<Needs, 'library'>, { query }: Asked): Promise<DocumentList> {
  const search = query('q').slice(0, 200);
  const collection = query('collection').slice(0, 100);
  const before = query('before').slice(0, 64);
  const rows = await library.list({
    limit: PAGE + 1,
    ...(search === '' ? {} : { search }),
    ...(collection === '' ? {} : { collection }),
    ...(before === '' ? {} : { before }),
  });
  const documents = rows.slice(0, PAGE);
  const filter = { q: search, collection };
  const last = documents.at(-1);
  return {
    documents,
    search,
    collection,
    refresh: link('/documents/table', { ...filter, before }),
    first: before === '' ? null : link('/documents', filter),
    next:
      rows.length > PAGE && last !== undefined
        ? link('/documents', { ...filter, before: last.documentId })
        : null,
  };
}

async function loadAll(deps: Needs, asked: Asked): Promise<DocumentsView> {
  return {
    list: await loadList(deps, asked),
    collections: await deps.library.collections(),
    waiting: (await deps.upkeep.waiting()).length,
    meaning: await deps.meaningProgress(),
  };
}

/** Stands before `/documents/:id`. */
export function documentListRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const background = true;
  return [
    pageRoute({ path: '/documents', access, load: (asked) => loadAll(deps, asked), page: documentsPage }),
    fragmentRoute({
      ...{ path: '/documents/table', access, background },
      load: (asked) => loadList(deps, asked),
      fragment: documentTable,
    }),
    fragmentRoute({
      ...{ path: '/documents/meaning', access, background },
      load: async () => ({ meaning: await deps.meaningProgress() }),
      fragment: meaningLine,
    }),
    fragmentRoute({
      ...{ path: '/documents/:id/row', access, background },
      load: async ({ param }) => ({ document: (await deps.library.find(param('id'))) ?? null }),
      fragment({ document }, session) {
        if (document === null) return goneRow();
        return document.status === 'processing' ? null : documentRow(session, document);
      },
    }),
  ];
}
