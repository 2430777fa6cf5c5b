import type { EmbeddingSwitchState } from '../../core/ports/embedding-switch.ts';
import { readMeta, writeMeta } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';

/** What the store keeps of a switch under way: enough to go on after a crash, and to show. */
export type SwitchRecord = {
  to: string;
  phase: EmbeddingSwitchState['phase'];
  message: string;
  /** Troubles of the provider in a row. */
  troubles: number;
  /** What the check of a provider's vectors found; undefined = not done, null = too little to say. */
  share?: number | null;
};

const SWITCH = 'index.switch';
const FORMER = 'index.former';

export async function readSwitch(store: Store): Promise<SwitchRecord | null> {
  const value = await readMeta(store, SWITCH);
  return value === undefined ? null : (JSON.parse(value) as SwitchRecord);
}

export async function writeSwitch(store: Store, record: SwitchRecord | null): Promise<void> {
  if (record === null) await store.deleteFrom('meta').where('key', '=', SWITCH).execute();
  else await writeMeta(store, SWITCH, JSON.stringify(record));
}

/** Models whose vectors the store still has although they are not in use, with when they were left (ms). */
export async function readFormer(store: Store): Promise<Record<string, number>> {
  return JSON.parse((await readMeta(store, FORMER)) ?? '{}') as Record<string, number>;
}

/** Notes that a model was left at a time, or (null) that nothing of it is there any more. */
export async function noteFormer(store: Store, model: string, leftAt: number | null): Promise<void> {
  if (model === 'corpus') return;
  const { [model]: _known, ...others } = await readFormer(store);
  await writeMeta(store, FORMER, JSON.stringify(leftAt === null ? others : { ...others, [model]: leftAt }));
}
