import { compareRuns } from '../../../core/evals/gates/compare-runs.ts';
import { type CasePair, pairCases } from '../../../core/evals/gates/pair-cases.ts';
import type { EvalCaseResult } from '../../../core/ports/batches.ts';
import type { ConsoleDeps } from '../../deps.ts';
import type { Route } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { RUNS_SHOWN, shownScorers } from '../runs/run-routes.ts';
import { type ChangeKind, type CompareView, comparePage } from './compare-page.ts';
import { WORTH_SEEING } from './worth-seeing.ts';

type Needs = Pick<ConsoleDeps, 'batches'>;

const CASES_SHOWN = 25;

/** What became of a case between two runs; null where nothing that counts did. */
function kindOf({ a, b }: CasePair): ChangeKind | null {
  if (a.verdict === 'error' || b.verdict === 'error') return 'error';
  if (b.verdict === 'passed' && a.verdict === 'failed') return 'regressed';
  return b.verdict === 'failed' && a.verdict === 'passed' ? 'fixed' : null;
}

async function loadCompare({ batches }: Needs, { query }: Asked): Promise<CompareView> {
  const runs = (await batches.listRuns(RUNS_SHOWN)).filter(({ done }) => done > 0);
  const mine = await batches.showRun(query('a'), 'outline');
  const baseline = mine === undefined ? null : await batches.baselineOf(mine.run.lineage);
  const other = query('b') || (baseline === mine?.run.id ? '' : (baseline ?? ''));
  const theirs = await batches.showRun(other, 'outline');
  const wanted = query('show');
  const kind: ChangeKind = wanted === 'fixed' || wanted === 'error' ? wanted : 'regressed';
  const base = {
    runs: runs.map(({ id, name, setName, lineage, baseline: named }) => ({
      id,
      name,
      setName,
      lineage,
      baseline: named,
    })),
    ...{ a: mine?.run ?? null, b: theirs?.run ?? null, kind, scorers: shownScorers({ batches }) },
  };
  if (mine === undefined || theirs === undefined)
    return {
      ...{ ...base, compared: null, changed: [], from: 0, next: null },
      counts: { regressed: 0, fixed: 0, error: 0, notJudged: 0, unmatched: 0 },
    };
  const { pairs, unmatched } = pairCases(mine.cases, theirs.cases);
  const compared = compareRuns(mine.cases, theirs.cases, { scorers: batches.scorers, points: WORTH_SEEING });
  const of = (one: ChangeKind) => pairs.filter((pair) => kindOf(pair) === one);
  const all = of(kind);
  const from = Math.max(0, Number.parseInt(query('from'), 10) || 0);
  // The pairs were made of outlines: only those that are shown are read with their texts.
  const whole = async (runId: string, result: EvalCaseResult) =>
    (await batches.readCase(runId, result.caseId))?.result ?? result;
  const changed = await Promise.all(
    all.slice(from, from + CASES_SHOWN).map(async ({ a, b }) => ({
      a: await whole(mine.run.id, a),
      b: await whole(theirs.run.id, b),
    })),
  );
  const {
    onlyA: _a,
    onlyB: _b,
    notJudged,
    notMeasured: _m,
    unmatched: _u,
    ...shown
  } = compared ?? { ...none };
  return {
    ...{ ...base, changed, from, next: from + CASES_SHOWN < all.length ? from + CASES_SHOWN : null },
    compared: compared === null ? null : (shown as CompareView['compared']),
    counts: {
      ...{ regressed: of('regressed').length, fixed: of('fixed').length, error: of('error').length },
      ...{ notJudged: notJudged.length, unmatched: unmatched.a.length + unmatched.b.length },
    },
  };
}

const none = { onlyA: [], onlyB: [], notJudged: [], notMeasured: [], unmatched: { a: [], b: [] } };

export function compareRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      ...{ path: '/batches/compare', access: 'curator' },
      load: (asked) => loadCompare(deps, asked),
      page: comparePage,
    }),
  ];
}
