import type { Store } from '../schema.ts';
import { fromJson, inPages, openFile } from './open-file.ts';

/** What was asked and answered, and what people said of it. */
export const answerFiles = [
  openFile({
    name: 'answers.jsonl',
    holds: 'Every question that was dealt with, and its answer.',
    fields: {
      id: 'the reference (trace id) of the answer',
      question: 'as it was asked',
      standalone: 'as it was understood, what was said before included',
      origin: 'where it was asked: platform:workspace/channel, console, cli, eval',
      asker: 'keyed hash of the person, or null',
      outcome: 'answered, abstained, refused or unavailable',
      servedBy: 'who gave the answer, or null',
      writtenBy: 'who wrote it, or null',
      reason: 'why it is no answer, or null',
      text: 'what was shown',
      confidence: 'found, partly or not-found',
      evidence: 'how well the documents support it, 0 to 1',
      contact: 'whom it says to turn to, or null',
      citations: 'sources that the text cites',
      nearest: 'documents that were named where there was no answer',
      usage: 'tokens of models, or null',
      ms: 'how long its steps took, in milliseconds',
      steps: 'how it was made, step by step',
      generation: 'number of the state of the documents',
      createdAt: 'when',
    },
    async *rows(store) {
      for await (const row of inPages((after, limit) => answersAfter(store, after, limit)))
        yield {
          ...{ id: row.id, question: row.question, standalone: row.standalone, origin: row.origin },
          ...{ asker: row.asker, outcome: row.outcome, servedBy: row.served_by },
          ...{ writtenBy: row.written_by, reason: row.reason, text: row.text },
          ...{ confidence: row.confidence, evidence: row.evidence, contact: fromJson(row.contact) },
          ...{ citations: fromJson(row.citations), nearest: fromJson(row.nearest) },
          ...{ usage: fromJson(row.usage), ms: fromJson(row.ms), steps: fromJson(row.steps) },
          ...{ generation: row.generation, createdAt: row.created_at },
        };
    },
  }),
  openFile({
    name: 'votes.jsonl',
    holds:
      'Votes and their taking back, reasons, and what people said and did after an answer, in the order they came. Of a person’s votes (reaction, button, console) on an answer the last counts.',
    fields: {
      id: 'of the vote',
      answerId: 'reference of the answer',
      platform: 'where the person voted',
      channel: 'id of the channel, or null',
      messageId: 'id of the message, or null',
      person: 'keyed hash of the person',
      signal:
        'reaction, button or console are votes; reason, helped, not-helped and correction are words; rephrase, escalation and deletion are deeds',
      source: 'explicit = somebody said so; implicit = it is read from what they did',
      about: 'id of the row that this one takes back or explains, or null',
      original: 'the answer that this one was a copy of, or null',
      madeBy: 'how the answer was made: model, prompt, passages, guards; null in old rows',
      happenedAt: 'when it happened, by its platform, or null',
      vote: '1 for, -1 against, 0 takes back',
      takesBack: 'the vote that is taken back, or null',
      reason: 'why, or null',
      comment: 'in their words, or null',
      emoji: 'of a reaction, or null',
      createdAt: 'when it came',
    },
    async *rows(store) {
      for await (const row of inPages((after, limit) => signalsAfter(store, after, limit)))
        yield {
          ...{ id: row.id, answerId: row.answer_id, platform: row.platform, channel: row.channel },
          ...{ messageId: row.message_id, person: row.user_hash, signal: row.signal },
          ...{ vote: row.polarity, takesBack: row.retracts, reason: row.reason, comment: row.comment },
          ...{ source: row.source, about: row.about, original: row.original },
          ...{ madeBy: fromJson(row.made_by), emoji: row.emoji, createdAt: row.created_at },
          happenedAt: row.happened_us === null ? null : new Date(row.happened_us / 1000).toISOString(),
        };
    },
  }),
  openFile({
    name: 'imported-votes.jsonl',
    holds: 'Votes that were taken in with `docent feedback import`.',
    fields: {
      id: 'as the file had it',
      question: 'what was asked',
      answer: 'what was answered',
      vote: '1 for, -1 against, 0 takes back',
      correction: 'what the answer should have been, or null',
      source: 'the document that answers it, as the file named it, or null',
      documentId: 'the document that this meant, or null',
      person: 'keyed hash of the person',
      origin: 'slack, discord, console or import',
      permitted: 'whether its text may train a model; null where nothing was said',
      at: 'when the person voted',
      importedAt: 'when it was taken in',
    },
    async *rows(store) {
      for await (const row of inPages((after, limit) => importedAfter(store, after, limit)))
        yield {
          ...{ id: row.id, question: row.question, answer: row.answer, vote: row.vote },
          ...{ correction: row.correction, source: row.source, documentId: row.document_id },
          ...{ person: row.person_hash, origin: row.origin },
          ...{ permitted: row.permitted === null ? null : row.permitted === 1 },
          ...{ at: row.at, importedAt: row.imported_at },
        };
    },
  }),
];

function answersAfter(store: Store, after: string, limit: number) {
  return store.selectFrom('answers').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();
}

function signalsAfter(store: Store, after: string, limit: number) {
  return store.selectFrom('signals').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();
}

function importedAfter(store: Store, after: string, limit: number) {
  return store
    .selectFrom('imported_feedback')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}
