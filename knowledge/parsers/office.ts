import { type OfficeContentNode, OfficeParser, type SupportedFileType } from 'officeparser';
import { type BlockBuilder, createBlockBuilder, type Place } from './block-builder.ts';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { splitHeader } from './table-text.ts';
import { squeeze, tidySource } from './text-tidy.ts';
import { addSheet } from './xlsx.ts';

/** The formats that this parser serves. Never PDF: the library's reader for it is not installed. */
export type OfficeFormat = Extract<SupportedFileType, 'pptx' | 'odt' | 'odp' | 'ods' | 'rtf'>;

/** Presentations, OpenDocument files and Rich Text: slides and sheets are pages, speaker notes stay with their slide. */
export async function parseOffice(bytes: Buffer, format: OfficeFormat): Promise<ParsedDocument> {
  const tree = await OfficeParser.parseOffice(bytes, {
    fileType: format,
    decompressionLimits: {
      maxUncompressedBytes: parserLimits.zip.totalBytes,
      maxZipEntries: parserLimits.zip.entries,
    },
  });
  const builder = createBlockBuilder();
  let page = 0;
  for (const node of tree.content) {
    if (builder.size() > parserLimits.textChars) break;
    if (node.type === 'slide' || node.type === 'sheet') page += 1;
    if (node.type === 'slide') addAll(builder, node, { page: node.metadata?.slideNumber ?? page });
    else if (node.type === 'sheet') addSheet(builder, node.metadata?.sheetName ?? '', tableRows(node), page);
    else addNode(builder, node, {});
  }
  builder.endList();
  const title = squeeze(tree.metadata.title ?? '');
  return {
    title: builder.firstHeading() ?? (title === '' ? null : title),
    externalId: null,
    blocks: builder.finish(),
  };
}

function addAll(builder: BlockBuilder, parent: OfficeContentNode, place: Place): void {
  for (const child of parent.children ?? []) addNode(builder, child, place);
  for (const note of parent.notes ?? []) addNode(builder, note, place);
  builder.endList();
}

function addNode(builder: BlockBuilder, node: OfficeContentNode, place: Place): void {
  switch (node.type) {
    case 'heading':
      builder.heading(node.metadata?.level ?? 2, wordsOf(node), place);
      return;
    case 'list': {
      const { listType, indentation, itemIndex } = node.metadata ?? {
        listType: 'unordered',
        indentation: 0,
        itemIndex: 0,
      };
      builder.item(wordsOf(node), indentation, listType === 'ordered' ? `${itemIndex + 1}.` : '-', place);
      return;
    }
    case 'table': {
      const { header, body } = splitHeader(tableRows(node));
      builder.table(header, body, place);
      return;
    }
    case 'code':
      builder.code(wordsOf(node), place);
      return;
    case 'header':
    case 'footer':
    case 'slideMaster':
    case 'image':
    case 'comment':
      return;
    case 'paragraph':
    case 'text':
      builder.paragraph(wordsOf(node), place);
      return;
    default:
      if ((node.children?.length ?? 0) > 0) addAll(builder, node, place);
      else builder.paragraph(wordsOf(node), place);
  }
}

function tableRows(table: OfficeContentNode): string[][] {
  return (table.children ?? [])
    .filter((row) => row.type === 'row')
    .map((row) => (row.children ?? []).filter((cell) => cell.type === 'cell').map(wordsOf));
}

/** The words of a node; the library joins those of its children, except for line breaks within cells. */
function wordsOf(node: OfficeContentNode): string {
  const parts = node.type === 'cell' ? (node.children ?? []).map((child) => child.text ?? '') : [];
  return tidySource(parts.length > 1 ? parts.join('\n') : (node.text ?? ''));
}
