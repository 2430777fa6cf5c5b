import { smallTalk } from '../../../core/defensive-ux/small-talk/small-talk.ts';
import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { ExampleQuestions } from '../../../knowledge/documents/example-questions.ts';
import type { ConversationApp } from '../conversation-app.ts';

/** Documents named in the help. */
const TOPICS = 8;

/**
 * Whether the words ask what Docent can do; none at all do, too. The help is in English: in other languages the answer
 * path says it in a sentence.
 */
export function asksForHelp(text: string): boolean {
  if (/^\??$/.test(text)) return true;
  const said = smallTalk(text);
  return said?.kind === 'abilities' && said.language === 'en';
}

/** The help, naming only what may be read where it was asked. */
export async function helpText(
  app: Pick<ConversationApp, 'config' | 'library' | 'retriever' | 'log'>,
  examples: ExampleQuestions,
  collections: string[] | undefined,
): Promise<string> {
  const open = collections ?? (await app.retriever.defaultCollections());
  const documents = await Promise.all(
    open.map((collection) => app.library.list({ collection, limit: TOPICS })),
  );
  const ready = documents.flat().filter(({ status }) => status === 'ready');
  const contact = app.config().get('DOCENT_CONTACT');
  const start = contact === '' ? wording.help : `${wording.help}\n${fill(wording.helpContact, { contact })}`;
  if (ready.length === 0) return `${start}\n${wording.noDocuments}`;
  const topics = ready
    .slice(0, TOPICS)
    .map(({ title }) => title)
    .join(', ');
  const known = `${start}\n${fill(wording.helpTopics, { topics })}`;
  const questions = await examples.of(open).catch((error: unknown) => {
    app.log.warn({ error: messageOf(error) }, 'no example questions for the help');
    return [];
  });
  if (questions.length === 0) return known;
  return `${known}\n${wording.helpExamples}\n${questions.map((question) => `- ${question}`).join('\n')}`;
}
