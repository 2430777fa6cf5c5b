import { applyFixes, type Finding, spansOf } from './detectors/finding.ts';
import { detectPassageInjection, detectQuestionInjection } from './detectors/injection.ts';
import { detectPersonalData, severeKinds } from './detectors/personal-data.ts';
import { detectSensitiveTopics } from './detectors/sensitive.ts';
import { detectToxicity } from './detectors/toxicity.ts';
import type { Guard, NamedGuard, Verdict } from './guard.ts';

/** Below this a finding is a guess: it is neither shown nor acted on. */
const SURE = 0.7;

const pass: Verdict = { kind: 'pass' };

function fail(message: string, findings: readonly Finding[], fixed?: string): Verdict {
  return { kind: 'fail', message, spans: spansOf(findings), ...(fixed === undefined ? {} : { fixed }) };
}

const kindsOf = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ kind }) => kind))].join(', ');

const sure = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ confidence }) => confidence >= SURE);

/** Takes personal data out of answers. What stands in a passage that the answer rests on passes: a team publishes its addresses. */
export const personalDataGuard: Guard = {
  id: 'pii',
  stages: ['output'],
  action: 'fix',
  check({ text, evidence = [] }): Verdict {
    const published = evidence.map(plainly).join('\n');
    const findings = sure(detectPersonalData(text)).filter(
      ({ start, end }) => !published.includes(plainly(text.slice(start, end))),
    );
    if (findings.length === 0) return pass;
    return fail(
      `Personal data that stands in none of the sources: ${kindsOf(findings)}.`,
      findings,
      applyFixes(text, findings),
    );
  },
};

/** A text with a mark in place of each piece of personal data that is surely one. */
export function withoutPersonalData(text: string): string {
  return applyFixes(text, sure(detectPersonalData(text)));
}

/**
 * Takes personal data out of a passage before anything reads it. For passages of collections that forbid it in answers, whatever
 * guards are switched on: no admin's switch of another guard may undo the collection's rule.
 */
export const personalDataInPassageGuard: Guard = {
  id: 'pii',
  stages: ['retrieval'],
  action: 'fix',
  check({ text }): Verdict {
    const findings = sure(detectPersonalData(text));
    if (findings.length === 0) return pass;
    return fail(
      `Personal data that this collection keeps out of answers: ${kindsOf(findings)}.`,
      findings,
      applyFixes(text, findings),
    );
  },
};

const plainly = (text: string): string => text.toLowerCase().replace(/[\s().\-/]/g, '');

/** Masks numbers in a question that harm a person when they travel to a model: cards, accounts, identity numbers. */
const severePersonalDataGuard: Guard = {
  id: 'pii',
  stages: ['input'],
  action: 'fix',
  check({ text }): Verdict {
    const findings = sure(detectPersonalData(text));
    const severe = findings.filter(({ kind }) => severeKinds.has(kind));
    if (severe.length === 0) return pass;
    return fail(`Personal data: ${kindsOf(findings)}.`, findings, applyFixes(text, severe));
  },
};

/** Notes other personal data in a question and leaves it: somebody may ask about an address. */
const personalDataInQuestionGuard: Guard = {
  id: 'pii',
  stages: ['input'],
  action: 'noop',
  check({ text }): Verdict {
    const findings = sure(detectPersonalData(text));
    // The guard before this one has listed them all.
    const masked = findings.some(({ kind }) => severeKinds.has(kind));
    return findings.length === 0 || masked ? pass : fail(`Personal data: ${kindsOf(findings)}.`, findings);
  },
};

/** Refuses a question that orders Docent to be something else. */
const questionInjectionGuard: Guard = {
  id: 'injection',
  stages: ['input'],
  action: 'exception',
  check({ text }): Verdict {
    const findings = detectQuestionInjection(text);
    if (findings.length === 0) return pass;
    return fail(`The question gives orders to the assistant: ${kindsOf(findings)}.`, findings);
  },
};

/** Takes orders to the assistant out of a passage before it is used; the rest of the passage stays. */
const passageInjectionGuard: Guard = {
  id: 'injection',
  stages: ['retrieval'],
  action: 'fix',
  check({ text, question }): Verdict {
    const findings = detectPassageInjection(text, question);
    if (findings.length === 0) return pass;
    return fail(
      `The passage speaks to the assistant: ${kindsOf(findings)}.`,
      findings,
      applyFixes(text, findings),
    );
  },
};

/** What may be said by somebody who needs help, rather than by somebody who harms others. */
const SELF_HARM = 'self-harm';

/** Refuses hateful, threatening, sexual and abusive answers; what an answer quotes word for word from its sources passes. */
export const toxicityGuard: Guard = {
  id: 'toxicity',
  stages: ['output'],
  action: 'refrain',
  check({ text, evidence = [] }): Verdict {
    const findings = detectToxicity(text).filter(
      ({ start, end }) => !evidence.some((passage) => passage.includes(text.slice(start, end))),
    );
    return findings.length === 0 ? pass : fail(`Harmful language: ${kindsOf(findings)}.`, findings);
  },
};

/** Refuses such questions, unless self-harm is all that they speak of: whoever needs help is not turned away. */
const toxicQuestionGuard: Guard = {
  id: 'toxicity',
  stages: ['input'],
  action: 'refrain',
  check({ text }): Verdict {
    const findings = detectToxicity(text);
    return findings.every(({ kind }) => kind === SELF_HARM)
      ? pass
      : fail(`Harmful language: ${kindsOf(findings)}.`, findings);
  },
};

/** Notes a question that speaks of self-harm and of nothing else that is harmful: it is answered with quotes. */
const selfHarmGuard: Guard = {
  id: 'toxicity',
  stages: ['input'],
  action: 'noop',
  check({ text }): Verdict {
    const findings = detectToxicity(text);
    return findings.length > 0 && findings.every(({ kind }) => kind === SELF_HARM)
      ? fail(`Harmful language: ${SELF_HARM}.`, findings)
      : pass;
  },
};

/** Notes a question on a topic where Docent should only quote. */
const sensitiveTopicGuard: Guard = {
  id: 'sensitive',
  stages: ['input'],
  action: 'noop',
  onError: 'open',
  check({ text }): Verdict {
    const findings = detectSensitiveTopics(text);
    return findings.length === 0 ? pass : fail(`Quote only: ${kindsOf(findings)}.`, findings);
  },
};

export const injection: NamedGuard = {
  label: 'Injected orders',
  description: 'Refuses questions that give the assistant orders, and takes such orders out of passages.',
  guards: [questionInjectionGuard, passageInjectionGuard],
};

export const personalData: NamedGuard = {
  label: 'Personal data',
  description:
    'Masks card, account and identity numbers in questions, and takes personal data that no source holds out of answers.',
  guards: [severePersonalDataGuard, personalDataInQuestionGuard, personalDataGuard],
};

export const toxicity: NamedGuard = {
  label: 'Harmful language',
  description: 'Refuses threats, hate, sexual and abusive texts; a question about self-harm is only noted.',
  guards: [toxicQuestionGuard, selfHarmGuard, toxicityGuard],
};

export const sensitiveTopics: NamedGuard = {
  label: 'Sensitive topics',
  description:
    'Notes questions on topics where a wrong word could harm: they are answered with quotes and whom to turn to.',
  guards: [sensitiveTopicGuard],
};
