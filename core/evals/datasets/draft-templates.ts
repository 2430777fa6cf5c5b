/** How headings and sentences become questions, for `drafts-from-documents.ts`. A person looks at each of them. */

/** What a heading that is no question asks; the first that fits counts. `{what}` = its own words, `{title}` = the document. */
export const headingTemplates: readonly { heading: RegExp; question: string }[] = [
  { heading: /^how to (?<what>\S.*)$/iu, question: 'How do I {what}?' },
  { heading: /^when to (?<what>\S.*)$/iu, question: 'When do I {what}?' },
  { heading: /^where to (?<what>\S.*)$/iu, question: 'Where do I {what}?' },
  { heading: /^who (?<what>\S.*)$/iu, question: 'Who {what}?' },
  { heading: /^(?<what>\S.*)$/u, question: 'What does {title} say about {what}?' },
];

/** Headings that name a part of a document and no subject. */
export const emptyHeadings: ReadonlySet<string> = new Set(
  [
    ...['about', 'appendix', 'background', 'changelog', 'contents', 'definitions', 'details', 'examples'],
    ...['example', 'faq', 'general', 'glossary', 'history', 'information', 'introduction', 'notes', 'note'],
    ...['overview', 'purpose', 'references', 'scope', 'see also', 'summary', 'table of contents', 'terms'],
  ].map((heading) => heading.toLowerCase()),
);

/** The longest heading that is a subject, in words. */
export const HEADING_WORDS = 8;

/** A number, in digits or as a word, with the word that it counts: what an answer cannot leave out. */
export const FACT =
  /(?<![\p{L}\p{N}])(?:(?:[€$£]|US\$|EUR|USD) ?\d[\d.,:]*|\d[\d.,:]*(?: ?%| \p{L}+)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty) (?!of\b)\p{L}+)/iu;

/** `A widget is …`, `Widgets are …`, `The reserve means …`: what is defined, in at most five words. */
export const DEFINITION =
  /^(?<what>(?:(?:an?|the) )?[\p{L}\p{N}][\p{L}\p{N}'’/-]*(?: [\p{L}\p{N}][\p{L}\p{N}'’/-]*){0,4}) (?<verb>is|are|means) (?=(?:an?|the|any|all|every|what|how|when|where) )/iu;

/** A sentence that points back says nothing by itself. */
export const POINTS_BACK =
  /^(?:this|that|these|those|it|they|there|here|he|she|we|you|if|when|what|who|which|one)\b/i;

/** Words of a definition that an answer must hold; a longer one is not repeated word for word. */
export const DEFINED_IN_WORDS = 8;
