import type { Lesson, Wanted } from './candidates.ts';

type Row = Record<string, unknown>;

/** How a trainer wants its rows. */
export type ExportFormat = {
  wanted: Wanted;
  /** One row; rows hold these keys and no others, none of them null. */
  row(lesson: Lesson): Row;
  /** What reads it. */
  help: string;
};

type Of<K extends Wanted> = Extract<Lesson, { kind: K }>;

const said = (role: 'user' | 'assistant', content: string) => ({ role, content });
const asked = (question: string) => [said('user', question)];
const chat = ({ question, answer }: { question: string; answer: string }) => [
  said('user', question),
  said('assistant', answer),
];

/** A format of one kind of lesson; it is never given another one. */
function format<K extends Wanted>(wanted: K, help: string, row: (lesson: Of<K>) => Row): ExportFormat {
  return { wanted, help, row: (lesson) => row(lesson as Of<K>) };
}

const messages = (lesson: Of<'answer'>): Row => ({ messages: chat(lesson) });
const pair = ({ question, chosen, rejected }: Of<'preference'>): Row => ({
  prompt: asked(question),
  chosen: [said('assistant', chosen)],
  rejected: [said('assistant', rejected)],
});

/** Every format, by the name that `--format` takes. */
export const exportFormats = {
  'openai-sft': format('answer', 'OpenAI-compatible chat fine-tuning: Together, Fireworks, Azure', messages),
  'openai-dpo': format('preference', 'OpenAI-compatible preference fine-tuning', (lesson) => ({
    input: { messages: asked(lesson.question) },
    preferred_output: [said('assistant', lesson.chosen)],
    non_preferred_output: [said('assistant', lesson.rejected)],
  })),
  'trl-lm': format('text', 'TRL, language modelling: continued pre-training', ({ text }) => ({ text })),
  'trl-prompt-completion': format('answer', 'TRL SFT', ({ question, answer }) => ({
    prompt: asked(question),
    completion: [said('assistant', answer)],
  })),
  'trl-preference': format('preference', 'TRL DPO', pair),
  'trl-kto': format('verdict', 'TRL KTO, unpaired', ({ question, answer, good }) => ({
    prompt: asked(question),
    completion: [said('assistant', answer)],
    label: good,
  })),
  'trl-reward': format('preference', 'TRL reward model', pair),
  'trl-grpo': format('answer', 'TRL GRPO: prompts, and the answer that a reward compares with', (lesson) => ({
    prompt: asked(lesson.question),
    solution: lesson.answer,
  })),
  axolotl: format('answer', 'Axolotl, type chat_template', messages),
  'axolotl-dpo': format('preference', 'Axolotl, rl: dpo, type chat_template.default', (lesson) => ({
    messages: asked(lesson.question),
    chosen: said('assistant', lesson.chosen),
    rejected: said('assistant', lesson.rejected),
  })),
  'axolotl-reward': format(
    'preference',
    'Axolotl, reward_model, type bradley_terry.chat_template',
    (lesson) => ({
      ...{ system: '', input: lesson.question, chosen: lesson.chosen, rejected: lesson.rejected },
    }),
  ),
  'axolotl-kto': format('verdict', 'Axolotl, rl: kto, type user_defined', ({ question, answer, good }) => ({
    prompt: question,
    completion: answer,
    label: good,
  })),
  'llama-factory': format('answer', 'LLaMA-Factory, formatting: sharegpt', messages),
  'llama-factory-dpo': format('preference', 'LLaMA-Factory, ranking', (lesson) => ({
    messages: asked(lesson.question),
    chosen: said('assistant', lesson.chosen),
    rejected: said('assistant', lesson.rejected),
  })),
  'llama-factory-kto': format('verdict', 'LLaMA-Factory, kto_tag', ({ question, answer, good }) => ({
    messages: chat({ question, answer }),
    kto_tag: good,
  })),
  'llama-factory-text': format('text', 'LLaMA-Factory, stage: pt', ({ text }) => ({ text })),
  alpaca: format('answer', 'Alpaca: instruction, input, output', ({ question, answer }) => ({
    instruction: question,
    input: '',
    output: answer,
  })),
  'retrieval-pairs': format(
    'source',
    'Sentence Transformers: anchor and positive',
    ({ question, passage }) => ({
      anchor: question,
      positive: passage,
    }),
  ),
} satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof exportFormats;
export const formatNames = Object.keys(exportFormats) as FormatName[];

const TAGS = { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' };

/** What LLaMA-Factory must be told of its files; null for the other formats. */
export function datasetInfo(name: FormatName): Record<string, unknown> | null {
  const chats = { formatting: 'sharegpt', columns: { messages: 'messages' }, tags: TAGS };
  const of: Partial<Record<FormatName, Record<string, unknown>>> = {
    'llama-factory': chats,
    'llama-factory-dpo': {
      ...chats,
      ranking: true,
      columns: { messages: 'messages', chosen: 'chosen', rejected: 'rejected' },
    },
    'llama-factory-kto': { ...chats, columns: { messages: 'messages', kto_tag: 'kto_tag' } },
    'llama-factory-text': { columns: { prompt: 'text' } },
  };
  const entry = of[name];
  if (entry === undefined) return null;
  return {
    docent_train: { file_name: 'train.jsonl', ...entry },
    docent_valid: { file_name: 'valid.jsonl', ...entry },
  };
}
