import type { CacheMiss, CheckEffect, StepName } from '../../core/types.ts';

/** The steps of an answer by what they are called in the trace. */
export const stepWords: Record<StepName, string> = {
  'input-guards': 'Checked the question',
  'small-talk': 'Replied to small talk',
  standalone: 'Understood it as',
  curated: 'Looked for the team’s own answer',
  cache: 'Looked for an answer given before',
  synonyms: 'Put it in words of the documents',
  searches: 'Put it in other words',
  retrieve: 'Searched the documents',
  'passage-guards': 'Checked the passages',
  generate: 'Wrote the answer',
  citations: 'Matched the citations',
  'output-guards': 'Checked the answer',
  'quote-instead': 'Quoted instead',
  posted: 'Posted by a curator',
  failure: 'Failed',
};

/** What was made of a check that found something. */
export const effectWords: Record<Exclude<CheckEffect, 'none'>, string> = {
  kept: 'noted',
  fixed: 'repaired',
  filtered: 'sentences taken out',
  custom: 'handled its own way',
  reask: 'the model was asked again',
  blocked: 'held back',
};

/** Why no earlier answer was given again. */
export const cacheMissWords: Record<CacheMiss, string> = {
  absent: 'Nobody asked this before.',
  old: 'There was one, but it is too old.',
  overtaken: 'There was one, but something that was published since may answer better.',
  'source-changed': 'There was one, but a passage that it cites has changed.',
  quarantined: 'There was one, but it was voted down.',
  unreadable: 'There was one, but it cannot be read any more.',
  gate: 'A question like it was asked before, but it differs in what is meant.',
  margin: 'Questions like it were asked before, but none is clearly the nearest.',
  evidence: 'A question like it was asked before, but not surely the same.',
  personal: 'It is about the asker, so nothing is kept or given again.',
  'time-bound': 'The answer depends on when it is asked, so nothing is kept or given again.',
  'context-bound': 'It leans on the conversation around it, so nothing is kept or given again.',
  refresh: 'A fresh answer was asked for.',
};
