import type { LeftOutKind } from '../../../../core/ports/left-out.ts';
import type { BlockBuilder } from '../../block-builder.ts';
import type { Block } from '../../parsed.ts';
import type { Xml } from '../xml.ts';
import type { Numbering } from './numbering.ts';
import type { WordStyle } from './styles.ts';

/** What reading the body of a Word document needs. */
export type WordContext = {
  builder: BlockBuilder;
  styleOf(id: string | undefined): WordStyle;
  numbering: Numbering;
  /** Notes by `footnote/3`, `endnote/1`. */
  notes: ReadonlyMap<string, Xml>;
  /** Charts, data of drawings and files in the text, by the id of their relation. */
  charts: ReadonlyMap<string, Xml>;
  diagrams: ReadonlyMap<string, Xml>;
  /** Pictures that were read, by the id of their relation: what is written in them. */
  pictures: ReadonlyMap<string, readonly Block[]>;
  chunks: ReadonlyMap<string, readonly Block[]>;
  /** Notes get their numbers in the order in which the text calls them. */
  noteNumbers: Map<string, number>;
  leaveOut(kind: LeftOutKind): void;
};
/** What stands beside the line that calls it, and is read behind it. */
export type Aside =
  | { kind: 'note'; number: number; body: Xml }
  | { kind: 'box'; body: Xml }
  | { kind: 'chart'; root: Xml }
  | { kind: 'diagram'; root: Xml }
  | { kind: 'picture'; words: string }
  | { kind: 'scan'; blocks: readonly Block[] };
