import type { Method } from '../recipes/plan.ts';
import type { LabelKind } from './choices.ts';

/** What each kind of labels needs before it is worth training on, and what learns of it. */
export const LABELS: Record<
  LabelKind,
  { help: string; rows: number; clusters: number; methods: readonly Method[] }
> = {
  answers: { help: 'questions and good answers', rows: 50, clusters: 20, methods: ['sft', 'grpo'] },
  votes: { help: 'answers with votes for and against', rows: 200, clusters: 20, methods: ['kto'] },
  preferences: {
    help: 'better answers beside worse ones',
    rows: 100,
    clusters: 20,
    methods: ['dpo', 'reward'],
  },
  texts: { help: 'the texts of the documents', rows: 50, clusters: 1, methods: ['cpt'] },
};

export const RUN_LIMITS = {
  /** Of votes, the share that the rarer kind needs. */
  leastMinority: 0.1,
  /** Golden questions, without which no gain can be told. */
  goldenCases: 30,
} as const;

export const METHOD_WORDS: Record<Method, string> = {
  cpt: 'Continued pre-training: the model goes on reading, in your documents.',
  sft: 'Instruction or single-task tuning: questions and the answers that people wanted.',
  grpo: 'Reinforcement (GRPO): answers are tried and rewarded.',
  kto: 'RLHF from votes (KTO): single answers, good or bad.',
  dpo: 'RLHF from preferences (DPO): the better of two answers.',
  reward: 'A reward model: it learns which of two answers people prefer.',
};
