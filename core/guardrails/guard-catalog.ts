import { defaultGuards } from './default-guards.ts';
import type { Action, Guard, Stage } from './guard.ts';

/** A guard as people know it: some are made of one object per stage, under the same id. */
export type CatalogEntry = {
  id: string;
  name: string;
  /** What it does, in one sentence. */
  what: string;
  stages: Stage[];
  /** The action of each object, in order; `choices` are what an admin may put in its place. */
  actions: Action[];
  choices: readonly Action[];
  /** Cannot be switched off: without it answers could carry data away, notify people or hide text. */
  essential: boolean;
  guards: Guard[];
};

type Described = { name: string; what: string; choices?: readonly Action[]; essential?: true };

const DESCRIPTIONS: Record<string, Described> = {
  invisible: {
    name: 'Invisible text',
    what: 'Takes out characters that people do not see but models read.',
    essential: true,
  },
  secrets: {
    name: 'Secrets',
    what: 'Takes passwords, keys and tokens out of questions, passages and answers.',
    essential: true,
  },
  mentions: {
    name: 'Mentions',
    what: 'Breaks mentions in an answer, so that nobody is notified by it.',
    essential: true,
  },
  links: {
    name: 'Links',
    what: 'Takes links out of an answer that stand in none of its sources.',
    essential: true,
  },
  empty: { name: 'Empty answers', what: 'Holds back an answer with no words in it.' },
  length: { name: 'Length', what: 'Holds back an answer that is far too long.' },
  injection: {
    name: 'Injected orders',
    what: 'Refuses questions that give the assistant orders, and takes such orders out of passages.',
  },
  pii: {
    name: 'Personal data',
    what: 'Masks card, account and identity numbers in questions, and takes personal data that no source holds out of answers.',
  },
  toxicity: {
    name: 'Harmful language',
    what: 'Refuses threats, hate, sexual and abusive texts; a question about self-harm is only noted.',
  },
  sensitive: {
    name: 'Sensitive topics',
    what: 'Notes questions on topics where a wrong word could harm: they are answered with quotes and whom to turn to.',
  },
  grounding: {
    name: 'Support',
    what: 'Marks an answer as partly covered where its sources hold little of a sentence.',
    choices: ['noop', 'filter', 'fix_reask'],
  },
  contradiction: {
    name: 'Contradictions',
    what: 'Takes out sentences that the sources speak against (figures, dates, names, must or may) or that rest on nothing in them.',
    choices: ['fix_reask', 'filter', 'refrain', 'noop'],
  },
  citations: {
    name: 'Citations',
    what: 'Takes out claims that carry no source where others do.',
    choices: ['filter', 'reask', 'noop'],
  },
  'sounds-good': {
    name: 'Reads well',
    what: 'Repairs or asks again for an answer that is cut off, an echo, an apology or in another language.',
    choices: ['reask', 'fix_reask', 'noop'],
  },
  syntax: {
    name: 'Markup',
    what: 'Closes tables, code and JSON that an answer left open.',
    choices: ['fix', 'noop'],
  },
};

/** Every guard that ships, by id, in the order it runs where nobody changed it. */
export const guardCatalog: readonly CatalogEntry[] = [...new Set(defaultGuards.map(({ id }) => id))].map(
  (id) => {
    const guards = defaultGuards.filter((guard) => guard.id === id);
    const { name, what, choices = [], essential = false } = DESCRIPTIONS[id] ?? { name: id, what: '' };
    const stages = [...new Set(guards.flatMap((guard) => guard.stages))];
    const actions = [...new Set(guards.map(({ action }) => action))];
    return { id, name, what, stages, actions, choices, essential, guards };
  },
);
