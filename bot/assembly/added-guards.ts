import { createSupportJudge } from '../../core/answering/judging.ts';
import { cacheChatModel } from '../../core/caching/models/cached-chat-model.ts';
import {
  type AddedGuard,
  createJudgeGuard,
  createModerationGuard,
} from '../../core/guardrails/added-guards.ts';
import { createOpenAIModeration } from '../../core/guardrails/openai-moderation.ts';
import { chatModelsOf } from '../settings/chat-models.ts';
import type { Config } from '../settings/config.ts';
import { openModels } from './answerers.ts';

/** The guards that settings bring in; none by default. `chat` = whoever writes the answers judges them, too. */
export async function chooseAddedGuards(config: Config): Promise<AddedGuard[]> {
  const [judge, moderation] = [config.get('DOCENT_JUDGE'), config.get('DOCENT_MODERATION')];
  const added: AddedGuard[] = [];
  if (judge !== 'off') {
    const names = chatModelsOf(judge === 'chat' ? config.get('DOCENT_CHAT_MODEL') : judge);
    const model = await openModels(config, names);
    if (model !== null) added.push(createJudgeGuard(createSupportJudge(cacheChatModel(model))));
  }
  if (moderation !== 'off') {
    const moderate = createOpenAIModeration({
      model: moderation.replace(/^openai:/, ''),
      apiKey: config.get('OPENAI_API_KEY'),
      baseUrl: config.get('OPENAI_BASE_URL'),
    });
    added.push(createModerationGuard(moderate, moderation));
  }
  return added;
}
