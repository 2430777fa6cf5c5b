import { posix } from 'node:path';
import type { TextPackage } from '../zip/zip-read.ts';
import { kids, readXml, type Xml } from './xml.ts';

/** Where a part points: the kind of the relation (its last word) and the part's name; pages of the web are left out. */
export type Relations = ReadonlyMap<string, { kind: string; target: string }>;

/** Parts of an Office Open XML package. */
export type Parts = {
  names: readonly string[];
  xml(name: string): Promise<Xml | null>;
  text(name: string): Promise<string | null>;
  bytes(name: string): Promise<Buffer | null>;
  /** A picture, where it may be opened. */
  picture(name: string): Promise<Buffer | null>;
  relations(name: string): Promise<Relations>;
  /** The part that the package begins with. */
  main(): Promise<string | null>;
};

/** Reads parts by name; names are as the package spells them, whatever case a relation writes. */
export function createParts(file: TextPackage): Parts {
  const spelled = new Map(file.names.map((name) => [name.toLowerCase(), name]));
  const text = (name: string): Promise<string | null> => file.read(spelled.get(name.toLowerCase()) ?? name);
  const xml = async (name: string): Promise<Xml | null> => {
    const source = await text(name);
    return source === null ? null : readXml(source);
  };
  const relations = async (name: string): Promise<Relations> => {
    const folder = posix.dirname(name);
    const rels = await xml(posix.join(folder, '_rels', `${posix.basename(name)}.rels`));
    const found = new Map<string, { kind: string; target: string }>();
    for (const { attribs } of kids(rels)) {
      if (attribs['TargetMode'] === 'External') continue;
      const target = attribs['Target'] ?? '';
      found.set(attribs['Id'] ?? '', {
        kind: (attribs['Type'] ?? '').replace(/^.*\//, ''),
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    }
    return found;
  };
  return {
    names: file.names,
    xml,
    text,
    bytes: (name) => file.bytes(spelled.get(name.toLowerCase()) ?? name),
    picture: (name) => file.picture(spelled.get(name.toLowerCase()) ?? name),
    relations,
    async main() {
      const root = await relations('');
      for (const { kind, target } of root.values()) if (kind === 'officeDocument') return target;
      return null;
    },
  };
}

/** The part that a relation of a kind leads to, or null. */
export function partOfKind(relations: Relations, kind: string): string | null {
  for (const each of relations.values()) if (each.kind === kind) return each.target;
  return null;
}
