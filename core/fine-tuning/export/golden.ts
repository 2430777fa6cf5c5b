import type { Store } from '../../store/schema.ts';
import { wordsOf } from '../../text/words/words-to-compare.ts';
import { jaccard, plainQuestion, wordSet } from './likeness.ts';
import { EXPORT_LIMITS } from './limits.ts';

/** Shorter questions stand in texts by chance. */
const TELLING_LENGTH = 15;

/** Tells golden questions, so that no model learns what it is measured by. */
export type Golden = {
  /** Whether a question is one: the same but for case, marks and courtesy, or nearly all words in common. */
  is(question: string): boolean;
  /** Whether one stands in a text word for word. */
  standsIn(text: string): boolean;
};

export async function readGolden(store: Store): Promise<Golden> {
  const rows = await store.selectFrom('eval_cases').select('question').distinct().execute();
  const plain = new Set(rows.map(({ question }) => plainQuestion(question)));
  const sets = rows.flatMap(({ question }) => [wordSet(question), wordSet(plainQuestion(question))]);
  const long = [...plain].filter((question) => question.length >= TELLING_LENGTH);
  return {
    is(question) {
      const asked = plainQuestion(question);
      if (plain.has(asked)) return true;
      const words = [wordSet(question), wordSet(asked)];
      return sets.some((golden) => words.some((set) => jaccard(set, golden) >= EXPORT_LIMITS.goldenLikeness));
    },
    standsIn(text) {
      if (long.length === 0) return false;
      const whole = ` ${wordsOf(text).join(' ')} `;
      return long.some((question) => whole.includes(` ${question} `));
    },
  };
}
