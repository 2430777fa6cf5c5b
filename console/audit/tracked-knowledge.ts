import { setShareable, shareableCollections } from '../../core/defensive-ux/shareable.ts';
import {
  collectionRules,
  isPersonalDataRule,
  setPersonalDataRule,
} from '../../core/guardrails/collection-rules.ts';
import { keepSynonym, listSynonyms, removeSynonym } from '../../core/rag/synonyms/synonym-list.ts';
import type { ConsoleDeps } from '../deps.ts';
import { GONE, listIn, OTHER_VERSION, textIn } from './put-back.ts';
import { trackedGuard } from './tracked-guard.ts';
import type { Tracked } from './tracked-kind.ts';

export type KnowledgeNeeds = Pick<
  ConsoleDeps,
  | 'store'
  | 'clock'
  | 'library'
  | 'upkeep'
  | 'sources'
  | 'cacheService'
  | 'curated'
  | 'guardService'
  | 'batches'
>;

function trackedDocument({ library, upkeep }: KnowledgeNeeds): Tracked {
  return {
    async state(id) {
      const found = await library.find(id);
      if (found === undefined) return null;
      const { path, title, collection, status, revision, draft, flags, owner, reviewOn } = found;
      return { path, title, collection, status, revision, draft, flags, owner, reviewOn };
    },
    async putBack(id, state) {
      const found = await library.find(id);
      if (found === undefined) return 'A deleted document cannot be brought back. Take its file in again.';
      const [was, is] = [textIn(state, 'status'), found.status];
      if (was !== is && is === 'archived') await library.restore(found.documentId);
      else if (was !== is && was === 'archived') await library.archive(found.documentId);
      else if (state?.['revision'] !== found.revision || was !== is)
        return 'What is published is changed on the page of the document, where its revisions are.';
      await upkeep.describe(found.documentId, {
        owner: textIn(state, 'owner'),
        reviewOn: textIn(state, 'reviewOn'),
      });
      return null;
    },
  };
}

/** By id or by address. */
function trackedSource({ sources }: KnowledgeNeeds): Tracked {
  const find = async (subject: string) =>
    (await sources.find(subject)) ?? (await sources.list()).find(({ address }) => address === subject);
  return {
    async state(subject) {
      const found = await find(subject);
      if (found === undefined) return null;
      const { kind, address, collection, everyMinutes, enabled } = found;
      return { kind, address, collection, everyMinutes, enabled };
    },
    async putBack(subject, state) {
      const found = await find(subject);
      if (found === undefined || state === null) return 'Add or remove the source on its page.';
      await sources.setEnabled(found.sourceId, state['enabled'] === true);
      return null;
    },
  };
}

function trackedCollection({ store }: KnowledgeNeeds): Tracked {
  return {
    async state(collection) {
      const rule = (await collectionRules(store)).find((row) => row.collection === collection);
      if (rule === undefined) return null;
      const shareable = (await shareableCollections(store)).includes(collection);
      return { personalData: rule.personalData, shareable };
    },
    async putBack(collection, state) {
      const rule = textIn(state, 'personalData');
      if (rule === null || !isPersonalDataRule(rule)) return OTHER_VERSION;
      if (!(await setPersonalDataRule(store, collection, rule))) return GONE;
      await setShareable(store, collection, state?.['shareable'] === true);
      return null;
    },
  };
}

function trackedSynonym({ store, clock }: KnowledgeNeeds): Tracked {
  const find = async (said: string) =>
    (await listSynonyms(store)).find((row) => row.said === said.trim().toLowerCase());
  return {
    async state(said) {
      const found = await find(said);
      return found === undefined ? null : { meant: found.meant };
    },
    async putBack(said, state, by) {
      const meant = textIn(state, 'meant');
      if (meant === null) await removeSynonym(store, said);
      else await keepSynonym({ store, clock }, { said, meant, by });
      return null;
    },
  };
}

/** By id, or by its first question where it is only being added. */
function trackedCurated({ curated }: KnowledgeNeeds): Tracked {
  const find = async (subject: string) =>
    (await curated.list()).find(({ id, questions }) => id === subject || questions[0] === subject);
  return {
    async state(subject) {
      const found = await find(subject);
      if (found === undefined) return null;
      const { questions, answer, collections } = found;
      return { questions, answer, collections };
    },
    async putBack(subject, state, by) {
      const found = await find(subject);
      if (state === null) {
        if (found !== undefined) await curated.remove(found.id);
        return null;
      }
      const [questions, answer] = [listIn(state, 'questions'), textIn(state, 'answer')];
      if (questions === null || answer === null) return OTHER_VERSION;
      await curated.add({ questions, answer, collections: listIn(state, 'collections'), author: by });
      return null;
    },
  };
}

function trackedCached({ cacheService }: KnowledgeNeeds): Tracked {
  return {
    async state(key) {
      const found = await cacheService.find(key);
      return found === undefined ? null : { question: found.question, quarantined: found.quarantined };
    },
    async putBack(key, state) {
      if (state === null) return GONE;
      return (await cacheService.setQuarantined(key, state['quarantined'] === true)) ? null : GONE;
    },
  };
}

/** By id or by name. */
function trackedEvalSet({ batches }: KnowledgeNeeds): Tracked {
  return {
    async state(subject) {
      const found = (await batches.listSets()).find(({ id, name }) => id === subject || name === subject);
      return found === undefined ? null : { name: found.name, cases: found.cases };
    },
  };
}

/** What is searched, and what becomes of answers. */
export function trackedKnowledge(deps: KnowledgeNeeds) {
  return {
    document: trackedDocument(deps),
    source: trackedSource(deps),
    collection: trackedCollection(deps),
    synonym: trackedSynonym(deps),
    curated: trackedCurated(deps),
    cached: trackedCached(deps),
    guard: trackedGuard(deps),
    'eval-set': trackedEvalSet(deps),
  };
}
