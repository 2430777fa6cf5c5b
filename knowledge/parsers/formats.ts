/** `text` files are decoded first; `zip` packages are checked against bombs first. */
export type Container = 'text' | 'zip' | 'own';

/** Files of one kind. `extensions` are lower case, without the dot, the usual one first. */
type Kind<C extends Container = Container> = {
  container: C;
  label: string;
  mediaType: string;
  extensions: readonly string[];
};

const kind = <C extends Container>(
  container: C,
  label: string,
  mediaType: string,
  ...extensions: string[]
): Kind<C> => ({ container, label, mediaType, extensions });

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Everything that can be uploaded, by format: one parser each, which `parse-any.ts` must name. The order is that of lists people see. */
const formats = {
  pdf: [kind('own', 'PDF', 'application/pdf', 'pdf')],
  docx: [kind('zip', 'Word document', `${openXml}.wordprocessingml.document`, 'docx', 'docm', 'dotx')],
  pptx: [
    kind('zip', 'PowerPoint presentation', `${openXml}.presentationml.presentation`, 'pptx', 'pptm', 'ppsx'),
  ],
  xlsx: [kind('zip', 'Excel workbook', `${openXml}.spreadsheetml.sheet`, 'xlsx', 'xlsm', 'xltx')],
  odt: [kind('zip', 'OpenDocument text', `${openDocument}.text`, 'odt')],
  odp: [kind('zip', 'OpenDocument presentation', `${openDocument}.presentation`, 'odp')],
  ods: [kind('zip', 'OpenDocument spreadsheet', `${openDocument}.spreadsheet`, 'ods')],
  rtf: [kind('own', 'Rich Text', 'application/rtf', 'rtf')],
  epub: [kind('zip', 'EPUB book', 'application/epub+zip', 'epub')],
  picture: [
    kind('own', 'PNG picture', 'image/png', 'png'),
    kind('own', 'JPEG picture', 'image/jpeg', 'jpg', 'jpeg'),
    kind('own', 'TIFF picture', 'image/tiff', 'tif', 'tiff'),
  ],
  eml: [kind('own', 'E-mail message', 'message/rfc822', 'eml')],
  markdown: [kind('text', 'Markdown', 'text/markdown', 'md', 'markdown', 'mdown', 'mkd', 'mdx')],
  html: [kind('text', 'HTML page', 'text/html', 'html', 'htm', 'xhtml')],
  csv: [
    kind('text', 'CSV table', 'text/csv', 'csv'),
    kind('text', 'Tab-separated table', 'text/tab-separated-values', 'tsv', 'tab'),
  ],
  jsonl: [kind('own', 'JSON Lines', 'application/jsonl', 'jsonl', 'ndjson')],
  json: [kind('text', 'JSON', 'application/json', 'json', 'jsonc')],
  msg: [kind('own', 'Outlook message', 'application/vnd.ms-outlook', 'msg')],
  notebook: [kind('text', 'Jupyter notebook', 'application/x-ipynb+json', 'ipynb')],
  yaml: [kind('text', 'YAML', 'application/yaml', 'yaml', 'yml')],
  subtitles: [kind('text', 'Subtitles or transcript', 'text/vtt', 'vtt', 'srt')],
  'slack-export': [kind('zip', 'Slack export', 'application/zip', 'zip')],
  text: [kind('text', 'Plain text', 'text/plain', 'txt', 'text', 'log')],
  rst: [kind('text', 'reStructuredText', 'text/x-rst', 'rst', 'rest')],
  asciidoc: [kind('text', 'AsciiDoc', 'text/asciidoc', 'adoc', 'asciidoc', 'asc')],
  org: [kind('text', 'Org file', 'text/org', 'org')],
} satisfies Record<string, readonly Kind[]>;

/** What a file can be. */
export type FormatId = keyof typeof formats;

/** Formats whose parser is given text. */
export type TextFormat = {
  [Id in FormatId]: (typeof formats)[Id][number]['container'] extends 'text' ? Id : never;
}[FormatId];

/** One row of the table of what can be uploaded. `extension` is lower case, without the dot. */
export type SupportedExtension = Omit<Kind, 'extensions'> & { extension: string; format: FormatId };

/** Every extension that can be uploaded, for the console's file picker, the help text and the type check. */
export const supportedExtensions: readonly SupportedExtension[] = Object.entries(formats).flatMap(
  ([format, kinds]) =>
    kinds.flatMap(({ extensions, ...rest }) =>
      extensions.map((extension) => ({ ...rest, extension, format: format as FormatId })),
    ),
);

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
