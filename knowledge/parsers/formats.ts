/** What a file can be. One parser each, in the file of the same family. */
export type FormatId =
  | 'markdown'
  | 'text'
  | 'rst'
  | 'asciidoc'
  | 'org'
  | 'html'
  | 'csv'
  | 'json'
  | 'jsonl'
  | 'eml'
  | 'rtf'
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'xlsx'
  | 'odt'
  | 'odp'
  | 'ods'
  | 'epub'
  | 'msg'
  | 'notebook'
  | 'yaml'
  | 'subtitles'
  | 'slack-export';

/** `text` files are decoded first; `zip` packages are checked against bombs first. */
export type Container = 'text' | 'zip' | 'own';

/** One row of the table of what can be uploaded. `extension` is lower case, without the dot. */
export type SupportedExtension = {
  extension: string;
  label: string;
  mediaType: string;
  format: FormatId;
  container: Container;
};

const row = (
  format: FormatId,
  container: Container,
  label: string,
  mediaType: string,
  ...extensions: string[]
): SupportedExtension[] =>
  extensions.map((extension) => ({ extension, label, mediaType, format, container }));

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Everything that can be uploaded, for the console's file picker, the help text and the type check. */
export const supportedExtensions: readonly SupportedExtension[] = [
  ...row('pdf', 'own', 'PDF', 'application/pdf', 'pdf'),
  ...row('docx', 'zip', 'Word document', `${openXml}.wordprocessingml.document`, 'docx', 'docm', 'dotx'),
  ...row(
    'pptx',
    'zip',
    'PowerPoint presentation',
    `${openXml}.presentationml.presentation`,
    'pptx',
    'pptm',
    'ppsx',
  ),
  ...row('xlsx', 'zip', 'Excel workbook', `${openXml}.spreadsheetml.sheet`, 'xlsx', 'xlsm', 'xltx'),
  ...row('odt', 'zip', 'OpenDocument text', `${openDocument}.text`, 'odt'),
  ...row('odp', 'zip', 'OpenDocument presentation', `${openDocument}.presentation`, 'odp'),
  ...row('ods', 'zip', 'OpenDocument spreadsheet', `${openDocument}.spreadsheet`, 'ods'),
  ...row('rtf', 'own', 'Rich Text', 'application/rtf', 'rtf'),
  ...row('epub', 'zip', 'EPUB book', 'application/epub+zip', 'epub'),
  ...row('eml', 'own', 'E-mail message', 'message/rfc822', 'eml'),
  ...row('markdown', 'text', 'Markdown', 'text/markdown', 'md', 'markdown', 'mdown', 'mkd', 'mdx'),
  ...row('html', 'text', 'HTML page', 'text/html', 'html', 'htm', 'xhtml'),
  ...row('csv', 'text', 'CSV table', 'text/csv', 'csv'),
  ...row('csv', 'text', 'Tab-separated table', 'text/tab-separated-values', 'tsv', 'tab'),
  ...row('jsonl', 'own', 'JSON Lines', 'application/jsonl', 'jsonl', 'ndjson'),
  ...row('json', 'text', 'JSON', 'application/json', 'json'),
  ...row('msg', 'own', 'Outlook message', 'application/vnd.ms-outlook', 'msg'),
  ...row('notebook', 'text', 'Jupyter notebook', 'application/x-ipynb+json', 'ipynb'),
  ...row('yaml', 'text', 'YAML', 'application/yaml', 'yaml', 'yml'),
  ...row('subtitles', 'text', 'Subtitles or transcript', 'text/vtt', 'vtt', 'srt'),
  ...row('slack-export', 'zip', 'Slack export', 'application/zip', 'zip'),
  ...row('text', 'text', 'Plain text', 'text/plain', 'txt', 'text', 'log'),
  ...row('rst', 'text', 'reStructuredText', 'text/x-rst', 'rst', 'rest'),
  ...row('asciidoc', 'text', 'AsciiDoc', 'text/asciidoc', 'adoc', 'asciidoc', 'asc'),
  ...row('org', 'text', 'Org file', 'text/org', 'org'),
];

/** `.tar.gz` gives `gz`; a name without a dot, or one that only begins with it, gives ''. */
export function extensionOf(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot > 0 ? base.slice(dot + 1).toLowerCase() : '';
}

/** The row of an extension, or null where it is not supported. */
export function formatOfExtension(extension: string): SupportedExtension | null {
  return supportedExtensions.find((each) => each.extension === extension) ?? null;
}

/** The first row of a format: its usual extension and label. */
export function rowOfFormat(format: FormatId): SupportedExtension {
  const found = supportedExtensions.find((each) => each.format === format);
  if (!found) throw new TypeError(`no row for the format ${format}`);
  return found;
}
