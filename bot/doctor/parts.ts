import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Connectors } from '../../core/ports/connectors.ts';
import type { Answer } from '../../core/types.ts';
import type { App } from '../assembly/app.ts';
import { MIN_FREE_MB } from './limits.ts';

/** A part of a running Docent: `degraded` = it serves less well, `down` = it does not serve. */
export type PartState = { part: string; state: 'ok' | 'degraded' | 'down' };

type Needs = Pick<App, 'store' | 'backups' | 'config' | 'indexCondition' | 'whenAnswered'>;

/**
 * How the parts are, by what is known already: nothing is asked of a provider or a chat. A model is degraded from an
 * answer that it could not write until one that it could.
 */
export function watchParts(app: Needs, connectors: Pick<Connectors, 'list'>): () => Promise<PartState[]> {
  let modelFailed = false;
  app.whenAnswered((_question, answer) => {
    modelFailed = failedToWrite(answer) ?? modelFailed;
  });

  return async () => [
    { part: 'store', state: await stateOfStore(app) },
    { part: 'index', state: stateOfIndex(app) },
    { part: 'model', state: modelFailed ? 'degraded' : 'ok' },
    { part: 'disk', state: await stateOfDisk(app.config().dataDir) },
    { part: 'backup', state: await stateOfBackups(app) },
    ...connectors
      .list()
      .filter(({ configured }) => configured.length > 0)
      .map(
        ({ id, status }): PartState => ({ part: id, state: status.state === 'failing' ? 'degraded' : 'ok' }),
      ),
  ];
}

/** Null where no model was asked. */
function failedToWrite({ steps }: Pick<Answer, 'steps'>): boolean | null {
  const step = steps.findLast((one) => one.step === 'generate' && isOfModel(one));
  return step?.step === 'generate' ? step.detail.kind === 'failed' : null;
}

function isOfModel(step: Answer['steps'][number]): boolean {
  if (step.step !== 'generate') return false;
  const { detail } = step;
  return detail.kind === 'failed' || (detail.kind === 'drafted' && detail.model !== undefined);
}

async function stateOfStore({ store }: Pick<App, 'store'>): Promise<PartState['state']> {
  return sql`SELECT 1`.execute(store).then(
    () => 'ok',
    () => 'down',
  );
}

function stateOfIndex({ indexCondition }: Pick<App, 'indexCondition'>): PartState['state'] {
  const { state } = indexCondition();
  if (state === 'up') return 'ok';
  return state === 'coming-back' ? 'degraded' : 'down';
}

async function stateOfDisk(folder: string): Promise<PartState['state']> {
  const { bavail, bsize } = await statfs(folder);
  return (bavail * bsize) / 1_000_000 < MIN_FREE_MB ? 'degraded' : 'ok';
}

/** A store that cannot be read is named as such already. */
async function stateOfBackups({ backups }: Pick<App, 'backups'>): Promise<PartState['state']> {
  return (await backups.isWell().catch(() => true)) ? 'ok' : 'degraded';
}
