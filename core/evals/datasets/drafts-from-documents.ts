import type { CaseDraft } from '../../ports/data-sets.ts';
import type { Store } from '../../store/schema.ts';
import { sentencesToQuote } from '../../text/sentences-to-quote.ts';
import {
  DEFINED_IN_WORDS,
  DEFINITION,
  emptyHeadings,
  FACT,
  HEADING_WORDS,
  headingTemplates,
  POINTS_BACK,
} from './draft-templates.ts';
import { sameQuestion } from './same-question.ts';

/** Passages that are looked at, and drafts of one document among many: a set of one long document measures little. */
const PASSAGES = 5_000;
const EACH = 3;

/**
 * Questions that the documents answer, without a model: headings that are questions, sentences that say what something
 * is, and headings whose first sentence states a number. The document is the expected source; where a sentence says what
 * an answer must hold, those are the expected words. A person must accept each of them. `documentId` = of this one only.
 */
export async function draftsFromDocuments(
  store: Store,
  has: ReadonlySet<string>,
  { limit, documentId }: { limit: number; documentId?: string },
): Promise<CaseDraft[]> {
  let query = store
    .selectFrom('passages')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select(['documents.id', 'documents.path', 'documents.title', 'headings', 'text'])
    .where('current', '=', 1)
    .where('documents.published_revision', 'is not', null)
    .where('documents.collection', '!=', 'docent');
  if (documentId !== undefined) query = query.where('documents.id', '=', documentId);
  const rows = await query.orderBy('documents.id').orderBy('passages.id').limit(PASSAGES).execute();
  const seen = new Set(has);
  const most = documentId === undefined ? EACH : limit;
  const perDocument = new Map<string, number>();
  const places = new Set<string>();
  const drafts: CaseDraft[] = [];
  for (const { id, path, title, headings, text } of rows) {
    const place = `${id} ${headings}`;
    const isFirst = !places.has(place);
    places.add(place);
    for (const question of questionsOf({
      title,
      headings: JSON.parse(headings) as string[],
      text,
      isFirst,
    })) {
      const taken = perDocument.get(id) ?? 0;
      const same = sameQuestion(question.question);
      if (seen.has(same) || taken === most) continue;
      seen.add(same);
      perDocument.set(id, taken + 1);
      drafts.push({ ...question, expectedSources: [path || title] });
    }
    if (drafts.length >= limit) return drafts.slice(0, limit);
  }
  return drafts;
}

type Found = Omit<CaseDraft, 'expectedSources'>;

/** `isFirst` = the passage begins what stands below its headings. */
type Place = { title: string; headings: readonly string[]; text: string; isFirst: boolean };

function questionsOf(place: Place): Found[] {
  return [...asked(place), ...sentencesOf(place.text).flatMap(defined), ...subject(place)];
}

/** Headings that are questions; the last one is answered by what follows it. */
function asked({ headings, text, isFirst }: Place): Found[] {
  return headings.flatMap((heading, at): Found[] => {
    if (!isQuestion(heading)) return [];
    const fact = isFirst && at === headings.length - 1 ? factIn(text) : null;
    return [draft(heading.trim(), null, fact)];
  });
}

function defined(sentence: string): Found[] {
  const match = DEFINITION.exec(sentence);
  const { what, verb } = match?.groups ?? {};
  if (match === null || what === undefined || POINTS_BACK.test(what)) return [];
  const name = /^(?:An?|The) /u.test(what) ? what[0]?.toLowerCase() + what.slice(1) : what;
  const said = sentence.slice(match[0].length).replace(/[.!?]$/u, '');
  const fact = said.split(/\s+/).length <= DEFINED_IN_WORDS ? said : null;
  return [draft(`What ${verb === 'are' ? 'are' : 'is'} ${name}?`, sentence, fact)];
}

/** The subject that the last heading names, where the first sentence below it states a number. */
function subject({ title, headings, text, isFirst }: Place): Found[] {
  const heading = headings.at(-1)?.trim() ?? '';
  const fact = isFirst ? factIn(text) : null;
  if (fact === null || isQuestion(heading) || heading === title) return [];
  if (heading === '' || emptyHeadings.has(heading.toLowerCase())) return [];
  if (heading.split(/\s+/).length > HEADING_WORDS) return [];
  for (const { heading: pattern, question } of headingTemplates) {
    const what = pattern.exec(heading)?.groups?.['what'];
    if (what === undefined) continue;
    const words: Record<string, string> = { what: uncapitalised(what), title };
    return [
      draft(
        question.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ''),
        firstSentence(text),
        fact,
      ),
    ];
  }
  return [];
}

const isQuestion = (heading: string): boolean => /\?\s*$/u.test(heading);

const draft = (question: string, expectedAnswer: string | null, fact: string | null): Found => ({
  ...{ question, expectedAnswer, expectedFacts: fact === null ? [] : [fact] },
});

/** Whole sentences: an item or a heading without a full stop is left out. */
const sentencesOf = (text: string): string[] => allOf(text).filter((one) => /[.!?]$/u.test(one));

const allOf = (text: string): string[] =>
  sentencesToQuote(text).map(({ start, end }) => text.slice(start, end).replaceAll(/\s+/g, ' '));

/** What the text begins with; '' where that is no sentence. */
const firstSentence = (text: string): string => {
  const [first = ''] = allOf(text);
  return /[.!?]$/u.test(first) ? first : '';
};

const factIn = (text: string): string | null =>
  FACT.exec(firstSentence(text))?.[0].replace(/[.,:]$/u, '') ?? null;

/** A heading's capital goes; an abbreviation or a name in capitals keeps its own. */
const uncapitalised = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? `${text[0]?.toLowerCase()}${text.slice(1)}` : text;
