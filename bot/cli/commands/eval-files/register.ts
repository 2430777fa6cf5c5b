import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { registerAgreement } from './agreement.ts';
import { registerBias } from './bias.ts';
import { registerCalibration } from './calibration.ts';
import { registerJudged } from './judged.ts';
import { registerPerturb } from './perturb.ts';
import { registerRetrieval } from './retrieval.ts';
import { registerScore } from './score.ts';
import { registerSignificance } from './significance.ts';
import { registerTokenVectors } from './token-vectors.ts';
import { registerToxicity } from './toxicity.ts';
import { registerWorstCase } from './worst-case.ts';

/** The verbs that read files and print what they find: they need no store and no model. */
export function registerEvalFiles(evals: Command, context: Context): void {
  registerScore(evals, context);
  registerSignificance(evals, context);
  registerRetrieval(evals, context);
  registerCalibration(evals, context);
  registerPerturb(evals, context);
  registerWorstCase(evals, context);
  registerBias(evals, context);
  registerToxicity(evals, context);
  registerJudged(evals, context);
  registerAgreement(evals, context);
  registerTokenVectors(evals, context);
}
