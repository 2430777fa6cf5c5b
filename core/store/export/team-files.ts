import { fromJson, openFile } from './open-file.ts';

/** A name and a password in a web address. */
const SIGN_IN = /(?<=\/\/)[^/@\s]*@/g;

/** What the team wrote and decided itself. These are short lists. */
export const teamFiles = [
  openFile({
    name: 'eval-sets.jsonl',
    holds: 'Golden sets with their cases in order.',
    fields: {
      id: 'of the set',
      name: 'as people see it',
      createdAt: 'when it was made',
      cases: 'question, expectedSources, mustAbstain and expectedAnswer of each',
    },
    async *rows(store) {
      for (const set of await store.selectFrom('eval_sets').selectAll().orderBy('id').execute()) {
        const cases = await store
          .selectFrom('eval_cases')
          .selectAll()
          .where('set_id', '=', set.id)
          .orderBy('ordinal')
          .execute();
        yield {
          ...{ id: set.id, name: set.name, createdAt: set.created_at },
          cases: cases.map((one) => ({
            ...{ question: one.question, expectedSources: fromJson(one.expected_sources) },
            ...{ mustAbstain: one.must_abstain === 1, expectedAnswer: one.expected_answer },
          })),
        };
      }
    },
  }),
  openFile({
    name: 'synonyms.jsonl',
    holds: 'What people say for words of the documents.',
    fields: {
      said: 'what people say',
      meant: 'what the documents say for it',
      by: 'who wrote it down',
      createdAt: 'when',
    },
    async *rows(store) {
      for (const row of await store.selectFrom('synonyms').selectAll().orderBy('said').execute())
        yield { said: row.said, meant: row.meant, by: row.created_by, createdAt: row.created_at };
    },
  }),
  openFile({
    name: 'curated-answers.jsonl',
    holds: 'Answers that the team wrote, with the questions that they are given for.',
    fields: {
      id: 'of the answer',
      questions: 'what it is given for',
      answer: 'word for word',
      collections: 'where it is given; null = everywhere',
      author: 'who wrote it',
      createdAt: 'when',
    },
    async *rows(store) {
      for (const row of await store.selectFrom('curated_answers').selectAll().orderBy('id').execute()) {
        const questions = await store
          .selectFrom('curated_questions')
          .select('question')
          .where('curated_id', '=', row.id)
          .orderBy('ordinal')
          .execute();
        yield {
          ...{ id: row.id, questions: questions.map(({ question }) => question), answer: row.answer },
          ...{ collections: fromJson(row.collections), author: row.author, createdAt: row.created_at },
        };
      }
    },
  }),
  openFile({
    name: 'collections.jsonl',
    holds: 'Collections and what was decided about them.',
    fields: {
      name: 'of the collection',
      personalData: 'published = answers may give personal data of it; removed = it is taken out',
      shareable: 'whether people outside the team may be answered from it',
      createdAt: 'when it was made',
    },
    async *rows(store) {
      for (const row of await store.selectFrom('collections').selectAll().orderBy('id').execute())
        yield {
          ...{ name: row.id, personalData: row.personal_data, shareable: row.shareable === 1 },
          createdAt: row.created_at,
        };
    },
  }),
  openFile({
    name: 'channels.jsonl',
    holds: 'What was decided for single channels of chat platforms.',
    fields: {
      platform: 'slack or discord',
      channel: 'id of the channel',
      mode: 'off, suggest or answer',
      collections: 'what is searched there; null = what no channel has for itself',
      models: 'what answers there; null = as the settings say',
      outside: 'whether people outside the team are answered there',
      options:
        'what else was decided: thumbs, style, persona, experts, languages, quiet hours, limits, followUps, unnamed; null = nothing',
      updatedAt: 'when it was decided',
    },
    async *rows(store) {
      for (const row of await store
        .selectFrom('channels')
        .selectAll()
        .orderBy('platform')
        .orderBy('channel')
        .execute())
        yield {
          ...{ platform: row.platform, channel: row.channel, mode: row.mode },
          ...{ collections: fromJson(row.collections), models: fromJson(row.models) },
          ...{ outside: row.outside === 1, options: fromJson(row.options), updatedAt: row.updated_at },
        };
    },
  }),
  openFile({
    name: 'sources.jsonl',
    holds: 'Folders and websites that are read on a schedule; a sign-in in an address is left out.',
    fields: {
      id: 'of the source',
      kind: 'folder or website',
      address: 'where it is',
      collection: 'where its documents go',
      everyMinutes: 'how often it is read; 0 = only by hand',
      depth: 'how far links are followed',
      includePrefix: 'only what begins so',
      excludePrefix: 'nothing that begins so',
      enabled: 'whether it is read',
      createdAt: 'when it was added',
    },
    async *rows(store) {
      for (const row of await store.selectFrom('sources').selectAll().orderBy('id').execute())
        yield {
          ...{ id: row.id, kind: row.kind, address: row.address.replace(SIGN_IN, '') },
          ...{ collection: row.collection, everyMinutes: row.every_minutes, depth: row.depth },
          ...{ includePrefix: row.include_prefix, excludePrefix: row.exclude_prefix },
          ...{ enabled: row.enabled === 1, createdAt: row.created_at },
        };
    },
  }),
];
