import { AppError } from '../../core/errors.ts';
import { createOpenAIModeration } from '../../core/guardrails/openai-moderation.ts';
import type { ModelFailure } from '../../core/ports/chat-model.ts';
import { createDeadline } from '../../core/ports/clock.ts';
import { openModel } from '../assembly/answerers.ts';
import type { App } from '../assembly/app.ts';
import { openEmbeddings } from '../assembly/embeddings.ts';
import { chatModelsOf, QUOTES } from '../settings/chat-models.ts';
import { type Config, settings } from '../settings/config.ts';
import { otherChatProviders, otherEmbeddingProviders } from '../settings/providers.ts';
import type { Check } from './check.ts';

/** A provider that says nothing for so long is of no use to somebody who waits for an answer. */
const PROBE_MS = 5_000;
const PROBE = 'Reply with the word: yes';

/** What came of one request: null = it works; `answers` = it replied, but not as it was asked to. */
type Trouble = { answers: boolean; message: string } | null;
type Probing = Pick<App, 'config' | 'clock' | 'store'>;

/** Asks every model and service that the settings and the channels name for a word, each once and all at the same time. */
export async function modelChecks(app: Probing): Promise<Check[]> {
  const asked = new Map<string, Promise<Trouble>>();
  const probe = (model: string): Promise<Trouble> => {
    const known = asked.get(model) ?? probeModel(app, model);
    asked.set(model, known);
    return known;
  };
  const config = app.config();
  const writers = chatModelsOf(config.get('DOCENT_CHAT_MODEL'));
  const models = writers.filter((model) => model !== QUOTES);
  const lines = [
    ...(models.length === 0 ? [quotesOnly()] : models.map((model, at) => writerCheck(model, at > 0, probe))),
    ...(await channelModels(app))
      .filter((model) => !models.includes(model))
      .map((model) => channelCheck(model, probe)),
    judgeCheck(config, models, probe),
    moderationCheck(app),
    embeddingsCheck(app),
  ];
  return (await Promise.all(lines)).filter((line) => line !== null);
}

type Probe = (model: string) => Promise<Trouble>;

async function quotesOnly(): Promise<Check> {
  const hint = 'Set DOCENT_CHAT_MODEL to have answers written.';
  return {
    name: 'model',
    state: 'ok',
    message: 'No language model: answers are quoted from the documents.',
    hint,
  };
}

async function writerCheck(model: string, isSpare: boolean, probe: Probe): Promise<Check> {
  const good = isSpare
    ? `${model} writes answers where the model before it cannot.`
    : `Answers are written by ${model}.`;
  const otherwise = isSpare ? `take ${model} out of DOCENT_CHAT_MODEL` : 'set DOCENT_CHAT_MODEL=extractive';
  return line('model', model, await probe(model), good, otherwise);
}

async function channelCheck(model: string, probe: Probe): Promise<Check> {
  const good = `${model} writes answers in channels that name it.`;
  return line('model', model, await probe(model), good, 'name another model on the Channels page');
}

async function judgeCheck(config: Config, writers: string[], probe: Probe): Promise<Check> {
  const judge = config.get('DOCENT_JUDGE');
  const models = judge === 'chat' ? writers : chatModelsOf(judge);
  const none = { name: 'judge', state: 'ok', hint: '' } as const;
  if (judge === 'off') return { ...none, message: 'No model judges what was written (DOCENT_JUDGE=off).' };
  if (models.length === 0)
    return { ...none, message: 'Nothing is judged: answers are quoted from the documents.' };
  const found = await Promise.all(models.map(async (model) => ({ model, trouble: await probe(model) })));
  const { model, trouble } = found.find((one) => one.trouble !== null) ?? { model: '', trouble: null };
  const good = `What was written is judged by ${models.join(', ')}.`;
  return line(
    'judge',
    model,
    trouble,
    good,
    'set DOCENT_JUDGE=off; until then the other guards decide alone',
  );
}

async function moderationCheck(app: Probing): Promise<Check> {
  const config = app.config();
  const service = config.get('DOCENT_MODERATION');
  if (service === 'off')
    return {
      name: 'moderation',
      state: 'ok',
      message: 'No moderation service beside the word lists (DOCENT_MODERATION=off).',
      hint: '',
    };
  const moderate = createOpenAIModeration({
    model: service.replace(/^openai:/, ''),
    apiKey: config.get('OPENAI_API_KEY'),
    baseUrl: config.get('OPENAI_BASE_URL'),
  });
  const trouble = await attempt(app, service, (signal) => moderate(PROBE, signal));
  const good = `${service} looks at questions and answers.`;
  const otherwise = 'set DOCENT_MODERATION=off; until then nothing is answered';
  return line('moderation', service, trouble, good, otherwise);
}

/** Null where Docent's own vectors serve: there is nobody to ask. */
async function embeddingsCheck(app: Probing): Promise<Check | null> {
  const model = app.config().get('DOCENT_EMBEDDINGS');
  if (model === 'corpus') return null;
  const trouble = await attempt(app, model, async (signal) => {
    const embeddings = await openEmbeddings(app.config(), app.clock, model, null);
    await embeddings.embed([PROBE], { kind: 'query', signal });
  });
  const otherwise = 'set DOCENT_EMBEDDINGS=corpus; until then questions are searched by their words';
  return line('embedding model', model, trouble, `${model} gives vectors.`, otherwise);
}

function line(name: string, model: string, trouble: Trouble, good: string, otherwise: string): Check {
  if (trouble === null) return { name, state: 'ok', message: good, hint: '' };
  return {
    name,
    state: trouble.answers ? 'warn' : 'fail',
    message: `${model} ${trouble.message}`,
    hint: `Mend that, or ${otherwise}.`,
  };
}

/** The first words of a reply are enough: whoever stops reading pays for no more. */
function probeModel(app: Probing, model: string): Promise<Trouble> {
  return attempt(app, model, async (signal) => {
    const chat = await openModel(app.config(), model, false);
    for await (const event of chat.stream([{ role: 'user', text: PROBE }], { signal })) {
      if (event.kind === 'text') return null;
      if (event.kind === 'failure') return inWords(model, event.reason, event.message);
    }
    return null;
  });
}

/** One request, in words where it fails. A key that is not there is not tried. */
async function attempt(app: Probing, model: string, ask: (signal: AbortSignal) => Promise<unknown>) {
  const missing = missingKey(app.config(), model);
  if (missing !== null) return { answers: false, message: `needs ${missing}.` };
  const deadline = createDeadline(app.clock, PROBE_MS);
  try {
    const said = await ask(deadline.signal);
    return isTrouble(said) ? said : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'model.package-missing')
      return { answers: false, message: error.message.replace(`${model} `, '') };
    const cause = error instanceof AppError && error.cause instanceof Error ? error.cause : error;
    const { troubleOf } = await import('../../core/langchain/stream-outcome.ts');
    const { reason, message } = troubleOf(cause, deadline.signal);
    return inWords(model, reason, message);
  } finally {
    deadline.clear();
  }
}

function isTrouble(value: unknown): value is NonNullable<Trouble> {
  return typeof value === 'object' && value !== null && 'answers' in value;
}

const UNREACHABLE =
  /connection error|fetch failed|network|ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENETUNREACH|getaddrinfo/i;

function inWords(model: string, reason: ModelFailure, message: string): NonNullable<Trouble> {
  const { key, address } = variablesOf(model);
  const no = (text: string) => ({ answers: false, message: text });
  if (reason === 'unauthorised')
    return no(`refuses the key${key === null ? '' : `: check ${key}`}. It said: ${withoutKeys(message)}`);
  if (reason === 'rate-limited')
    return no(`is rate limited, or the account has no credit left. It said: ${withoutKeys(message)}`);
  if (reason === 'timeout')
    return no(
      `gave no answer within ${PROBE_MS / 1000} seconds. A model that is being loaded may do so later.`,
    );
  if (UNREACHABLE.test(message))
    return no(
      `cannot be reached: check ${address === null ? '' : `${address} and `}the network (${withoutKeys(message)}).`,
    );
  if (['empty', 'filtered', 'refused', 'too-long'].includes(reason))
    return { answers: true, message: `answers, but not to a short question: ${withoutKeys(message)}` };
  return no(`gave no answer: ${withoutKeys(message)}`);
}

/** Providers repeat parts of a wrong key. */
function withoutKeys(message: string): string {
  return message.replace(/\b(?:sk|pk|key)-\S+/gi, '(key)');
}

type Variables = { key: string | null; address: string | null };

const SETTINGS_OF: Record<string, Variables> = {
  openai: { key: 'OPENAI_API_KEY', address: 'OPENAI_BASE_URL' },
  anthropic: { key: 'ANTHROPIC_API_KEY', address: 'ANTHROPIC_BASE_URL' },
  voyage: { key: 'VOYAGE_API_KEY', address: 'VOYAGE_BASE_URL' },
  ollama: { key: null, address: 'OLLAMA_BASE_URL' },
};

function variablesOf(model: string): Variables {
  const provider = model.split(':')[0] ?? '';
  return (
    SETTINGS_OF[provider] ??
    otherChatProviders[provider] ??
    otherEmbeddingProviders[provider] ?? { key: null, address: null }
  );
}

/** The key that a model needs and nothing sets. A server of one's own may want none. */
function missingKey(config: Config, model: string): string | null {
  const { key } = variablesOf(model);
  if (key === null || inForce(config, key) !== '') return null;
  return key === 'OPENAI_API_KEY' && config.get('OPENAI_BASE_URL') !== '' ? null : key;
}

function inForce(config: Config, name: string): string {
  const setting = settings.find(({ key }) => key === name);
  return setting === undefined ? config.variable(name) : config.get(setting.key);
}

async function channelModels({ store }: Probing): Promise<string[]> {
  const rows = await store.selectFrom('channels').select('models').where('models', 'is not', null).execute();
  const named = rows.flatMap(({ models }) => JSON.parse(models ?? '[]') as string[]);
  return [...new Set(named)].filter((model) => model !== QUOTES);
}
