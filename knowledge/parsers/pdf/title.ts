import { squeeze, tidySource } from '../text/text-tidy.ts';
import type { Pdf } from './open-pdf.ts';

/** Names that programs give to what nobody named. */
const placeholder = new RegExp(
  [
    '^(?:untitled|unbenannt|sans[ -]?titre|sin t[ií]tulo|senza titolo|ohne titel|no title|title|titel|titre|t[ií]tulo|blank|print|about:blank)\\W*\\d*$',
    '^(?:document|dokument|documento|presentation|pr[äe]sentation|presentaci[oó]n|presentazione|book|mappe|classeur|libro|cartel\\d|slide|folie|diapositi\\w+|sheet|tabelle|page|seite|scan|img|image|file|new|template|layout|drawing|zeichnung)[ _-]?(?:document|presentation)?\\W*\\d*$',
    '^(?:microsoft )?(?:powerpoint|word|excel)[ -]?(?:document|dokument|pr[äe]sentation|presentation)?$',
    '^(?:pr[ée]sentation|presentaci[oó]n de|presentazione (?:standard di|di)|apresenta[çc][ãa]o do) (?:microsoft )?powerpoint$',
    '^powerpoint\\s?(?:演示文稿|プレゼンテーション|프레젠테이션|簡報)$',
    '^microsoft \\w+ - ',
    '\\.(?:docx?|pptx?|xlsx?|indd|pdf|tex|dvi|odt|odp|html?|qxd|cdr|pub|rtf|txt|ai|eps|pages|key)$',
    '^(?:https?|file):',
    '^[\\W\\d_]*$',
  ].join('|'),
  'i',
);
/** A file's name without its extension: one word with signs between its parts, or in small letters. */
const fileName = /^[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)+$|^[\p{Ll}\p{N}]+$/u;

/** The title in the file's properties, unless a program made it up; a file's name gives way to the first heading. */
export async function pdfTitle(pdf: Pdf, firstHeading: string | null): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const stored: unknown = 'Title' in info ? info.Title : null;
  const title = typeof stored === 'string' ? squeeze(tidySource(stored)) : '';
  if (title === '' || placeholder.test(title)) return firstHeading;
  return fileName.test(title) ? (firstHeading ?? title) : title;
}
