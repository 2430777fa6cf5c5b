import { readMeta, writeMeta } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';

/** The model whose vectors search uses, and where the index of it lies. One row of the store says both. */
export type ActiveIndex = {
  /** `corpus`, or a provider's model. */
  model: string;
  /** One of `INDEX_FOLDERS`, inside the data directory. */
  folder: string;
  /** Length of a provider's vectors; null for `corpus`. */
  dimensions: number | null;
  /** What a provider's vectors have of the fused score; null = the default, or what the training found. */
  share: number | null;
};

/** The index that serves lies in one of them; the next one is built in the other, so a switch renames nothing. */
export const INDEX_FOLDERS = ['index', 'index-2'] as const;

const KEY = 'index.active';

export async function readActive(store: Store): Promise<ActiveIndex | null> {
  return parseActive(await readMeta(store, KEY));
}

export async function writeActive(store: Store, active: ActiveIndex): Promise<void> {
  await writeMeta(store, KEY, JSON.stringify(active));
}

/** The folder that does not serve. */
export function otherFolder(folder: string): string {
  return INDEX_FOLDERS.find((one) => one !== folder) ?? INDEX_FOLDERS[1];
}

function parseActive(value: string | undefined): ActiveIndex | null {
  if (value === undefined) return null;
  const { model, folder, dimensions, share } = JSON.parse(value) as Partial<Record<string, unknown>>;
  if (typeof model !== 'string' || !INDEX_FOLDERS.some((one) => one === folder)) return null;
  const numberOf = (one: unknown) => (typeof one === 'number' && Number.isFinite(one) ? one : null);
  return { model, folder: String(folder), dimensions: numberOf(dimensions), share: numberOf(share) };
}
