import type { App } from '../assembly/app.ts';
import { meaningProgress } from '../assembly/meaning-progress.ts';
import type { Check } from './check.ts';

/** How far documents are read for their meaning; words find the rest meanwhile. */
export async function meaningCheck(app: Pick<App, 'meaning' | 'config'>): Promise<Check> {
  const name = 'meaning';
  const progress = await meaningProgress(app);
  if (progress === null) {
    const message = 'Questions are not compared with documents by meaning.';
    return { name, state: 'ok', message, hint: 'Set DOCENT_MEANING=on to compare them.' };
  }
  const { done, waiting } = progress;
  const message = `${done} of ${done + waiting} passages are read for their meaning.`;
  const hint =
    waiting === 0 ? '' : 'A running Docent reads the others in the background; words find them meanwhile.';
  return { name, state: 'ok', message, hint };
}
