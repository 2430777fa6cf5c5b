/** Names that programs give to files nobody named. */
const placeholder =
  /^(?:(?:microsoft (?:word|powerpoint|excel|publisher) - .*)|(?:untitled|unnamed|unbenannt|sans (?:titre|nom)|sin título|senza (?:titolo|nome)|без имени|无标题|無題|제목 없음)(?: ?[-–]? ?\d+| document| presentation)?|(?:document|dokument|documento|doc|presentation|präsentation|présentation|presentación|workbook|mappe|classeur|libro|tabelle|new document|new page) ?\(?\d*\)?|\((?:anonymous|unspecified|untitled)\)|word document|powerpoint[- ]presentation|powerpoint-präsentation|présentation powerpoint|.*\.(?:docx?|dotx?|pptx?|xlsx?|odt|odp|ods|indd|qxd|tex|dvi|pdf|rtf|txt|ps|html?))$/i;

/** A title that says something, or null: `Untitled`, `Microsoft Word - x.doc` and `Document1` give way to a heading. */
export function usefulTitle(title: string | null | undefined): string | null {
  const words = (title ?? '').trim();
  return words === '' || placeholder.test(words) || !/[\p{L}\p{N}]/u.test(words) ? null : words;
}
