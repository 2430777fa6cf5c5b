import type { App } from '../assembly/app.ts';

/** What of the app conversations take. */
export type ConversationApp = Pick<
  App,
  | 'config'
  | 'store'
  | 'clock'
  | 'random'
  | 'log'
  | 'library'
  | 'retriever'
  | 'ownRetriever'
  | 'answering'
  | 'feedback'
  | 'questionMemory'
  | 'sourceLinks'
>;
