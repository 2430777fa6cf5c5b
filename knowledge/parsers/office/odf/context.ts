import type { LeftOutKind } from '../../../../core/ports/left-out.ts';
import type { BlockBuilder, Place } from '../../block-builder.ts';
import type { Block } from '../../parsed.ts';
import type { Xml } from '../xml.ts';
import type { OdfStyles } from './styles.ts';

/** The folder of an object in the package, from the link of its frame. */
export const objectPath = (link: string): string => link.replace(/^\.\//, '').replace(/\/$/, '');

/** What reading the content of an OpenDocument file needs. */
export type OdfContext = {
  builder: BlockBuilder;
  styles: OdfStyles;
  place: Place;
  /** Charts and formulas in the package, by the path that a frame gives. */
  objects: ReadonlyMap<string, Xml>;
  /** Pictures that were read, by the same path: what is written in them. */
  pictures: ReadonlyMap<string, readonly Block[]>;
  /** Styles of pages that a presentation skips. */
  hiddenPages: ReadonlySet<string>;
  /** Counts of headings, and of lists that may go on later. */
  headings: number[];
  lists: Map<string, number>;
  numberOf(note: Xml): number;
  leaveOut(kind: LeftOutKind): void;
};
