import { isContact } from '../../core/defensive-ux/contact.ts';
import { chatModelsOf, chatModelsProblem, isChatModel } from './chat-models.ts';
import { isEmbeddingModel } from './providers.ts';
import type { ValueCheck } from './setting.ts';

/** A check that a setting brings along where its type does not say enough. */
const must =
  (holds: (value: string) => boolean, be: string): ValueCheck =>
  (value) =>
    holds(value) ? null : `it must be ${be}.`;

/** One of these words. */
export function oneOf(...words: string[]): ValueCheck {
  return must((value) => words.includes(value), `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
}

export const chatModels: ValueCheck = (value) => chatModelsProblem(chatModelsOf(value));

export const judgeModels = must(
  (value) => ['off', 'chat'].includes(value) || chatModelsOf(value).every(isChatModel),
  'off, chat, or a model such as openai:NAME',
);

export const moderation = must(
  (value) => value === 'off' || /^openai:\S+$/.test(value),
  'off or openai:NAME',
);

export const embeddings = must(
  (value) => value === 'corpus' || isEmbeddingModel(value),
  'corpus, openai:NAME, ollama:NAME, voyage:NAME, jina:NAME, fireworks:NAME or together:NAME',
);

export const reranker = must(
  (value) => /^(?:off|chat|http:\S+|tei(?::\S+)?)$/.test(value),
  'off, chat, http:MODEL or tei',
);

export const feedbackDays = must(
  (value) => value === '0' || (/^\d{2,5}$/.test(value) && Number(value) >= 30),
  '0, or at least 30',
);

export const linkDays = must(
  (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 365,
  '1 to 365',
);

export const scanLanguage = must(
  (value) => value === 'off' || /^[a-z]{3}(?:_[a-z]+)*$/.test(value),
  'off or a language as Tesseract names it, such as eng, deu or chi_sim',
);

export const contact = must(
  isContact,
  'one line of at most 100 characters, without < or > and without @channel, @here or @everyone',
);
