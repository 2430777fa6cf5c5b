import { isChannelMode } from '../../core/defensive-ux/channels.ts';
import { isContact } from '../../core/defensive-ux/contact.ts';
import { allowListProblem } from '../../knowledge/sources/address-policy.ts';
import { chatModelsOf, chatModelsProblem, isChatModel } from './chat-models.ts';
import { isEmbeddingModel } from './providers.ts';
import type { Setting } from './setting.ts';

/** What is wrong with a value, or null. */
export function problemWith(row: Setting, value: string): string | null {
  if (value === '') return null;
  if (row.type === 'url' && !/^https?:\/\//i.test(value)) return 'it must start with http:// or https://.';
  if (row.type === 'number' && !(/^\d{1,5}$/.test(value) && Number(value) < 65_536))
    return 'it must be a number from 0 to 65535.';
  if (row.type === 'switch' && !['on', 'off'].includes(value)) return 'it must be on or off.';
  if (row.key === 'DOCENT_DELETED_QUESTIONS' && value !== 'remove' && value !== 'keep')
    return 'it must be remove or keep.';
  if (row.key === 'DOCENT_NEW_CHANNELS' && !isChannelMode(value)) return 'it must be off, suggest or answer.';
  if (row.key === 'DOCENT_CONTACT' && !isContact(value))
    return 'it must be one line of at most 100 characters, without < or > and without @channel, @here or @everyone.';
  if (row.key === 'DOCENT_LOG_LEVEL' && !['debug', 'info', 'warn', 'error', 'silent'].includes(value))
    return 'it must be debug, info, warn, error or silent.';
  if (row.key === 'DOCENT_CHAT_MODEL') return chatModelsProblem(chatModelsOf(value));
  if (
    row.key === 'DOCENT_JUDGE' &&
    !['off', 'chat'].includes(value) &&
    !chatModelsOf(value).every(isChatModel)
  )
    return 'it must be off, chat, or a model such as openai:NAME.';
  if (row.key === 'DOCENT_MODERATION' && value !== 'off' && !/^openai:\S+$/.test(value))
    return 'it must be off or openai:NAME.';
  if (row.key === 'DOCENT_EMBEDDINGS' && value !== 'corpus' && !isEmbeddingModel(value))
    return 'it must be corpus, openai:NAME, ollama:NAME, voyage:NAME, jina:NAME, fireworks:NAME or together:NAME.';
  if (row.key === 'DOCENT_RERANKER' && !/^(?:off|chat|http:\S+|tei(?::\S+)?)$/.test(value))
    return 'it must be off, chat, http:MODEL or tei.';
  if (row.key === 'DOCENT_FETCH_ALLOW') return allowListProblem(value);
  return null;
}
