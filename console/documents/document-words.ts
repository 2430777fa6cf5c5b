import type { FlagKind } from '../../core/ports/flags.ts';
import type { RevisionSummary } from '../../core/ports/library.ts';
import type { Word } from '../frame/words.ts';

/** The words of the documents' pages for what the core calls by name. */

export const revisionWords: Record<RevisionSummary['state'], Word> = {
  published: { text: 'Published', tone: 'good' },
  draft: { text: 'Draft', tone: 'warn' },
  held: { text: 'Held for review', tone: 'warn' },
  superseded: { text: 'Earlier', tone: 'quiet' },
  archived: { text: 'Archived', tone: 'quiet' },
};

export const flagWords: Record<FlagKind, { text: string; help: string }> = {
  pii: { text: 'Personal data', help: 'Members would be able to read it in answers.' },
  secrets: { text: 'Secrets', help: 'They are taken out of answers, but documents are no place for them.' },
  injection: {
    text: 'Speaks to a language model',
    help: 'It may try to steer answers. A page about such attacks looks the same.',
  },
  toxicity: { text: 'Foul or hateful language', help: 'Answers quote documents word for word.' },
};

/** Rules in words; a rule that is not here is shown by its own name. */
export const ruleWords: Record<string, string> = {
  email: 'e-mail addresses of people',
  phone: 'telephone numbers',
  iban: 'bank account numbers (IBAN)',
  card: 'payment card numbers',
  'us-ssn': 'US social security numbers',
  'uk-nino': 'UK national insurance numbers',
  'uk-nhs': 'NHS numbers',
  'es-dni': 'Spanish identity numbers',
  'it-codice-fiscale': 'Italian tax codes',
  'fr-nir': 'French social security numbers',
  'fi-hetu': 'Finnish personal identity codes',
  'se-personnummer': 'Swedish personal numbers',
  'pl-pesel': 'Polish PESEL numbers',
  'nl-bsn': 'Dutch citizen service numbers',
  'de-steuer-id': 'German tax numbers',
  'br-cpf': 'Brazilian CPF numbers',
  secret: 'passwords, keys or tokens',
  'ignore-instructions': 'asks to ignore instructions',
  'ignore-everything': 'asks to ignore what came before',
  'ignore-translated': 'asks to ignore instructions',
  'speaks-to-a-model': 'addresses a model or assistant',
  'new-role': 'gives a model another role',
  'mode-switch': 'switches a model to another mode',
  'asks-for-the-prompt': 'asks for hidden instructions',
  'hides-from-the-user': 'asks to hide something from the user',
  'sends-data-away': 'asks to send data away',
  'link-with-a-blank': 'a link to be filled with data',
  'chat-markup': 'marks that models read as roles',
  'invisible-text': 'characters that people do not see',
  threat: 'threats',
  slur: 'slurs',
  abuse: 'insults',
  swearing: 'swearing',
};
