import type { EvalCaseResult, EvalRun } from '../../../../core/ports/batches.ts';
import type { App } from '../../../assembly/app.ts';
import { usageError } from '../../context.ts';

/** A run that went through all its cases. Throws a usage error when there is none, or it is not at its end. */
export async function finishedRun(
  { batches }: Pick<App, 'batches'>,
  runId: string,
): Promise<{ run: EvalRun; cases: EvalCaseResult[] }> {
  const shown = await batches.showRun(runId);
  if (shown === undefined)
    throw usageError(`There is no run "${runId}".`, '"docent eval list" shows the runs.');
  const { state, done, total } = shown.run;
  if (state !== 'done' || done < total)
    throw usageError(
      `Run "${runId}" is not finished: ${done} of ${total} cases are done.`,
      `Take it up again with "docent eval resume ${runId}".`,
    );
  return shown;
}
