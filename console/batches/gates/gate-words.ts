import type { GateFinding, GateRule } from '../../../core/evals/gates/gate-rule.ts';
import type { GateResult } from '../../../core/evals/gates/stored-gates.ts';
import { count, percent, runWords, type Word } from '../../frame/words.ts';

/** The rule of a gate in words. */
export function ruleWords({ allowed, floor }: GateRule): string {
  const worse = allowed === 0 ? 'No case may get worse' : `At most ${count(allowed, 'case')} may get worse`;
  return floor === null ? `${worse}.` : `${worse}, and ${percent(floor)} of the judged cases must pass.`;
}

/** Why a gate is shut, a sentence each; none where it is open. */
export function reasonWords({ rule, run, finding }: GateResult & { finding: GateFinding }): string[] {
  return finding.reasons.map((reason) => {
    if (reason === 'regressed')
      return `${count(finding.regressed, 'case')} got worse; ${rule.allowed === 0 ? 'none' : `at most ${rule.allowed}`} may.`;
    if (reason === 'lost') return 'A case that passed before could not be measured.';
    if (reason === 'apart') return 'The run and its baseline have no case in common.';
    const share = run.judged === 0 ? 'Nothing was judged' : `${percent(run.passed / run.judged)} passed`;
    return `${share}; at least ${percent(rule.floor)} must pass.`;
  });
}

/** How a result stands: its verdict, or what its run is doing. */
export function resultWord({ run, finding }: Pick<GateResult, 'run' | 'finding'>): Word {
  if (finding === null) return runWords[run.state];
  return finding.verdict === 'pass' ? { text: 'Pass', tone: 'good' } : { text: 'Fail', tone: 'bad' };
}

/** What was found, in numbers. */
export function findingWords({ regressed, fixed, notMeasured, checked }: GateFinding): string {
  const missed = notMeasured === 0 ? '' : `, ${notMeasured} not measured`;
  return `${checked.toLocaleString('en')} checked, ${regressed} worse, ${fixed} fixed${missed}`;
}
