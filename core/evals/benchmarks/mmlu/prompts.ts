import { LETTERS, type Question } from './questions.ts';

/** Who asks: the original (hendrycks/test), lm-evaluation-harness or HELM. Scores of two flavours do not compare. */
export const FLAVOURS = ['original', 'lm-eval', 'helm'] as const;
export type Flavour = (typeof FLAVOURS)[number];

/** How many solved questions stand before the one that is asked. */
export const SHOTS = 5;

type Layout = {
  /** The first line with what separates it from the first question. */
  header: (subject: string) => string;
  /** A question up to "Answer:". */
  body: (question: Question) => string;
};

const KIND = 'The following are multiple choice questions (with answers) about';

const LAYOUTS: Readonly<Record<Flavour, Layout>> = {
  // Two spaces: the original puts one before each word of the subject.
  original: {
    header: (subject) => `${KIND}  ${subject}.\n\n`,
    body: (asked) => block(asked.question, asked),
  },
  'lm-eval': {
    header: (subject) => `${KIND} ${subject}.\n\n`,
    body: (asked) => block(asked.question.trim(), asked),
  },
  // HELM draws the order of its five questions; here they stand as in the file.
  helm: {
    header: (subject) => `${KIND} ${subject}.\n\n`,
    body: (asked) => block(`Question: ${asked.question}`, asked),
  },
};

/**
 * The prompt for one question: header, the first `shots` development questions with their answers, the question.
 * A prompt too long for a model is built again with fewer shots.
 */
export function buildPrompt(
  flavour: Flavour,
  subject: string,
  development: readonly Question[],
  asked: Question,
  shots = SHOTS,
): string {
  const { header, body } = LAYOUTS[flavour];
  const solved = development.slice(0, shots).map((example) => `${body(example)} ${example.answer}\n\n`);
  return `${header(subject.replaceAll('_', ' '))}${solved.join('')}${body(asked)}`;
}

function block(question: string, { choices }: Question): string {
  return `${question}\n${choices.map((choice, at) => `${LETTERS[at]}. ${choice}\n`).join('')}Answer:`;
}
