import { openService, SERVICE_ADDRESSES } from '../../core/fine-tuning/jobs/open-service.ts';
import type { ServiceId } from '../../core/fine-tuning/jobs/service.ts';
import { createTrainingJobs, type TrainingJobs } from '../../core/fine-tuning/jobs/training-jobs.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import type { Config } from '../settings/config.ts';
import type { StoredSettings } from '../settings/stored-settings.ts';

const MODEL = 'DOCENT_CHAT_MODEL';

/** Jobs at fine-tuning services, with the keys and addresses of the settings. */
export function assembleTrainingJobs(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  storedSettings: StoredSettings;
  config: () => Config;
  /** Puts changed settings to work; says in words what is wrong with them. */
  reload: () => Promise<string | null>;
}): TrainingJobs {
  const { clock, config, storedSettings, reload } = deps;
  const access = (service: ServiceId) => {
    const { jobs, chat } = SERVICE_ADDRESSES[service];
    const variable = (name: string) => config().variable(name);
    switch (service) {
      case 'openai': {
        const address = config().get('OPENAI_BASE_URL') || jobs;
        return { address, apiKey: config().get('OPENAI_API_KEY'), account: '', chatAddress: address };
      }
      case 'together': {
        const address = variable('TOGETHER_AI_BASE_URL') || jobs;
        return { address, apiKey: variable('TOGETHER_AI_API_KEY'), account: '', chatAddress: address };
      }
      case 'fireworks':
        return {
          ...{ address: jobs, chatAddress: variable('FIREWORKS_BASE_URL') || chat },
          ...{ apiKey: variable('FIREWORKS_API_KEY'), account: variable('FIREWORKS_ACCOUNT_ID') },
        };
    }
  };
  const save = async (name: string | null): Promise<string | null> => {
    if (config().source(MODEL) === 'environment')
      return `${MODEL} is set in the environment, which wins: change it there${name === null ? '' : ` to ${name}`}.`;
    const saved = await storedSettings.set(MODEL, name);
    return saved.ok ? reload() : saved.message;
  };
  return createTrainingJobs({
    ...deps,
    leftOut: [HANDBOOK_COLLECTION],
    open(service, address) {
      const known = access(service);
      const own = address === '' ? known : { ...known, address };
      return openService(
        service,
        service === 'fireworks' ? own : { ...own, chatAddress: own.address },
        clock,
      );
    },
    async openModel(service, model) {
      const { createLangChainChatModel, modelLimits } = await import('../../core/langchain/chat-model.ts');
      const none = { apiKey: '', baseUrl: '' };
      const openai = { apiKey: access(service.id).apiKey, baseUrl: service.chatAddress };
      return createLangChainChatModel({
        ...{ model: `openai:${model}`, openai, anthropic: none, ollama: none, others: {} },
        ...{ clock, limits: modelLimits },
      });
    },
    chatModel: {
      now: () => config().get(MODEL),
      async use(name, address) {
        const now = config().get('OPENAI_BASE_URL') || SERVICE_ADDRESSES.openai.chat;
        if (now.replace(/\/+$/, '') !== address.replace(/\/+$/, ''))
          return `To have ${name} answer, set OPENAI_BASE_URL to ${address} and OPENAI_API_KEY to the key of that service.`;
        return save(`openai:${name}`);
      },
      back: (name) => save(name === '' ? null : name),
    },
  });
}
