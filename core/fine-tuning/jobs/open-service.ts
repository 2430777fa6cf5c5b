import type { Clock } from '../../ports/clock.ts';
import type { ServiceId, TuningService } from './service.ts';
import { createFireworksService } from './services/fireworks-service.ts';
import { createOpenAiService } from './services/openai-service.ts';
import { createTogetherService } from './services/together-service.ts';

/** Where a service is and what it is reached with. `account` is Fireworks' alone. */
export type ServiceAccess = { address: string; apiKey: string; account: string; chatAddress: string };

/** The services' own addresses; `chat` is where their finished models answer. */
export const SERVICE_ADDRESSES: Record<ServiceId, { jobs: string; chat: string }> = {
  openai: { jobs: 'https://api.openai.com/v1', chat: 'https://api.openai.com/v1' },
  together: { jobs: 'https://api.together.xyz/v1', chat: 'https://api.together.xyz/v1' },
  fireworks: { jobs: 'https://api.fireworks.ai/v1', chat: 'https://api.fireworks.ai/inference/v1' },
};

export function openService(id: ServiceId, access: ServiceAccess, clock: Clock): TuningService {
  const { address, apiKey, account, chatAddress } = access;
  const http = { address, apiKey, clock };
  if (id === 'openai') return createOpenAiService(http);
  if (id === 'together') return createTogetherService(http);
  return createFireworksService({ ...http, account, chatAddress });
}
