import type { ChatModel } from '../../../ports/chat-model.ts';
import type { TextScorer } from '../../../ports/text-scorer.ts';
import { generate, type Unanswered } from '../asking/generate.ts';
import { likelihoodOf } from '../asking/likelihood.ts';
import { buildPrompt, type Flavour, SHOTS } from './prompts.ts';
import { LETTERS, type Question } from './questions.ts';

/** What is asked: a chat model writes a letter, or a completions server says how likely each is. */
export type MmluModel =
  | { kind: 'generate'; chat: ChatModel; maxTokens: number }
  | { kind: 'logprobs'; scorer: TextScorer };

export const SCORINGS = ['generate', 'logprobs'] as const;

/** The columns of a predictions file after subject and row. */
export const COLUMNS_OF: Readonly<Record<MmluModel['kind'], readonly string[]>> = {
  generate: ['prediction'],
  logprobs: LETTERS,
};

/** A letter at the start of a reply, in brackets or not. */
const LETTER = /^\s*\(?([A-D])\b/;
/** What a predictions file keeps of a reply that is no letter. */
const KEPT = 100;

/**
 * Asks one question; the cells are those of `COLUMNS_OF`. A prompt that is too long for the model is asked again with
 * fewer solved questions before it, as the original does.
 */
export async function askQuestion(
  model: MmluModel,
  flavour: Flavour,
  { subject, development, asked }: { subject: string; development: readonly Question[]; asked: Question },
  signal: AbortSignal,
): Promise<{ kind: 'cells'; cells: string[] } | Unanswered> {
  for (let shots = Math.min(SHOTS, development.length); ; shots--) {
    const prompt = buildPrompt(flavour, subject, development, asked, shots);
    const answer = await (model.kind === 'generate'
      ? letter(model, prompt, signal)
      : chances(model, prompt, signal));
    if (answer.kind === 'cells' || answer.overflow !== true || shots === 0) return answer;
  }
}

async function letter(
  { chat, maxTokens }: MmluModel & { kind: 'generate' },
  prompt: string,
  signal: AbortSignal,
): Promise<{ kind: 'cells'; cells: string[] } | Unanswered> {
  const reply = await generate(chat, prompt, { temperature: 0, maxTokens }, signal);
  if (reply.kind === 'none') return reply;
  const written = reply.text.replace(/\s+/g, ' ').trim().slice(0, KEPT);
  return { kind: 'cells', cells: [LETTER.exec(reply.text)?.[1] ?? written] };
}

async function chances(
  { scorer }: MmluModel & { kind: 'logprobs' },
  prompt: string,
  signal: AbortSignal,
): Promise<{ kind: 'cells'; cells: string[] } | Unanswered> {
  const cells: string[] = [];
  for (const one of LETTERS) {
    const request = { context: prompt, continuation: ` ${one}`, start: '' };
    const found = await likelihoodOf(scorer, request, signal);
    if (found.kind === 'none') return found;
    cells.push(String(found.sum));
  }
  return { kind: 'cells', cells };
}
