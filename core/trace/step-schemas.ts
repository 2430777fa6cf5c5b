import { z } from 'zod';
import type { StepDetails, StepName } from '../types.ts';

/**
 * What a stored detail of each step must be to be read as one. Loose: what another version added is kept and shown as
 * recorded. A step without a schema does not compile.
 */

const bag = z.looseObject;

const gates = z.array(bag({ gate: z.string(), pass: z.boolean(), detail: z.string().exactOptional() }));

const checks = bag({
  outcome: z.enum(['allow', 'transform', 'block']),
  failures: z.array(
    bag({
      guard: z.string(),
      action: z.string(),
      message: z.string(),
      spans: z.array(z.tuple([z.number(), z.number()])),
      path: z.string().exactOptional(),
    }),
  ),
  asksAgain: z.array(z.string()).exactOptional(),
  history: z
    .array(
      bag({
        round: z.number(),
        guard: z.string(),
        verdict: z.enum(['pass', 'fail', 'error', 'timeout']),
        effect: z.enum(['none', 'kept', 'fixed', 'filtered', 'custom', 'reask', 'blocked']),
        ms: z.number().nullable(),
        path: z.string().exactOptional(),
      }),
    )
    // The first versions wrote down no check that passed.
    .default([]),
});

const missed = z.enum([
  ...['absent', 'old', 'overtaken', 'source-changed', 'quarantined', 'unreadable', 'gate'],
  ...['margin', 'evidence', 'personal', 'time-bound', 'context-bound', 'refresh'],
] as const);

const cache = z.union([
  bag({
    hit: z.literal(true),
    // There was one tier before there were two.
    tier: z.enum(['exact-cache', 'semantic-cache']).default('exact-cache'),
    from: z.string(),
    question: z.string().exactOptional(),
    likeness: z.number().exactOptional(),
    gates: gates.exactOptional(),
  }),
  bag({
    hit: z.literal(false),
    why: missed,
    nearest: z.string().exactOptional(),
    likeness: z.number().exactOptional(),
    gates: gates.exactOptional(),
  }),
]);

/** What an answer's own search found. */
export const retrievedSchema = bag({
  evidence: z.number(),
  passages: z.array(bag({ passageId: z.string(), title: z.string(), score: z.number() })),
});

const filter = bag({
  paths: z.array(z.string()).exactOptional(),
  languages: z.array(z.string()).exactOptional(),
  after: z.string().exactOptional(),
  before: z.string().exactOptional(),
});

const reranking = z.union([
  bag({ by: z.string(), ms: z.number(), judged: z.number(), moved: z.number() }),
  bag({ by: z.string(), ms: z.number(), failed: z.string(), message: z.string() }),
]);

const passedOver = z.array(
  bag({ model: z.string(), reason: z.string(), message: z.string().exactOptional() }),
);

const generate = z.union([
  bag({
    kind: z.literal('drafted'),
    model: z.string().exactOptional(),
    passedOver: passedOver.exactOptional(),
  }),
  bag({ kind: z.literal('nothing'), passedOver: passedOver.exactOptional() }),
  bag({
    kind: z.literal('failed'),
    reason: z.string(),
    message: z.string(),
    model: z.string().exactOptional(),
    passedOver: passedOver.exactOptional(),
  }),
]);

export const stepSchemas: { [Name in StepName]: z.ZodType<StepDetails[Name]> } = {
  'input-guards': checks,
  'output-guards': checks,
  'passage-guards': bag({
    kept: z.number(),
    failures: z.array(bag({ guard: z.string(), passageId: z.string() })).default([]),
  }),
  'small-talk': bag({ kind: z.string(), language: z.string() }),
  standalone: bag({ text: z.string() }),
  curated: z.union([
    bag({ found: z.literal(false) }),
    bag({ found: z.literal(true), curated: z.string(), author: z.string() }),
  ]),
  cache,
  synonyms: bag({ text: z.string() }),
  searches: bag({ texts: z.array(z.string()) }),
  retrieve: z.union([
    bag({ failed: z.literal(true) }),
    retrievedSchema.extend({ filter: filter.exactOptional(), reranking: reranking.exactOptional() }),
  ]),
  generate,
  citations: bag({ cited: z.number(), invented: z.number() }),
  'quote-instead': bag({ because: z.string(), passedOver }),
  posted: bag({ by: z.string(), editedFrom: z.string().exactOptional() }),
  failure: bag({ message: z.string() }),
};

/** Names that steps had before. */
export const formerNames: Readonly<Record<string, StepName>> = { 'exact-cache': 'cache' };
