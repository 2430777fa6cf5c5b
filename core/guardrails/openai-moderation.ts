import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Moderate } from './added-guards.ts';

/** The parts that count of OpenAI's moderation reply; servers that speak its protocol send the same. */
const reply = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean()) })).min(1),
});

const OPENAI = 'https://api.openai.com/v1';

/** Asks a server that speaks OpenAI's moderation protocol. Throws AppError `moderation.failed` for whatever it does wrong. */
export function createOpenAIModeration(options: {
  model: string;
  apiKey: string;
  baseUrl: string;
}): Moderate {
  const { model, apiKey, baseUrl } = options;
  const address = `${(baseUrl || OPENAI).replace(/\/+$/, '')}/moderations`;
  return async (text, signal) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, input: text }),
      signal,
      redirect: 'error',
    });
    if (!response.ok) throw failed(`it answered ${response.status}`, response);
    const read = reply.safeParse(await response.json().catch(() => null));
    if (!read.success) throw failed('its answer cannot be read');
    return read.data.results.flatMap(({ flagged, categories }) => (flagged ? namesOf(categories) : []));
  };
}

/** A text that is flagged without a category is flagged all the same. */
function namesOf(categories: Record<string, boolean>): string[] {
  const names = Object.keys(categories).filter((name) => categories[name]);
  return names.length === 0 ? ['flagged'] : names;
}

function failed(why: string, response?: Response): AppError {
  return new AppError(
    'moderation.failed',
    `The moderation service does not work: ${why}.`,
    'Check DOCENT_MODERATION, OPENAI_API_KEY and OPENAI_BASE_URL.',
    response && { status: response.status },
  );
}
