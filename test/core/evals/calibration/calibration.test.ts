import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureCalibration } from '../../../../core/evals/calibration/calibration.ts';
import { calibrationError, equalMassEdges } from '../../../../core/evals/calibration/calibration-error.ts';
import { fitPlatt } from '../../../../core/evals/calibration/platt-scaling.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

const predictions = (probabilities: number[], correct: number[]) =>
  probabilities.map((probability, at) => ({ probability, correct: correct[at] === 1 }));

describe('calibration by hand', () => {
  it('weighs the gap of each bin by its size', () => {
    const given = predictions([0.2, 0.4, 0.9, 0.9], [0, 1, 1, 0]);
    // Bins up to .5 and up to 1: |.3 - .5| / 2 + |.9 - .5| / 2.
    expect(calibrationError(given, [0.5, 1])).toBeCloseTo(0.3, 12);
    expect(measureCalibration(given)).toMatchObject({
      ...{ n: 4, ece1: expect.closeTo(0.1, 12), brier: expect.closeTo((0.04 + 0.36 + 0.01 + 0.81) / 4, 12) },
      // The surest is right, then 1 of 2, 2 of 3, 2 of 4.
      ...{ selectiveAt10: 1, selectiveArea: expect.closeTo((1 + 1 / 2 + 2 / 3 + 1 / 2) / 4, 12) },
    });
  });

  it('fits Platt scaling to the maximum likelihood that scipy finds', () => {
    const fit = fitPlatt(predictions([0.9, 0.8, 0.7, 0.6, 0.4, 0.3], [1, 1, 0, 1, 0, 1]));
    expect(fit?.coefficient).toBeCloseTo(0.56300169, 6);
    expect(fit?.intercept).toBeCloseTo(0.41280153, 6);
  });

  it('fits nothing to right and wrong that a threshold separates', () => {
    expect(fitPlatt(predictions([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0]))).toBeNull();
    expect(measureCalibration(predictions([0.9, 0.8], [1, 1])).platt).toBeNull();
  });

  it('warns of few items, of probabilities that are all 1, and of none', () => {
    const many = predictions(
      new Array(300).fill(0.5),
      new Array(300).fill(0).map((_, at) => at % 2),
    );
    expect(measureCalibration(predictions([0.5, 0.6], [1, 0])).warnings[0]).toContain('2 items are few');
    expect(measureCalibration(many).warnings).toEqual(['Platt scaling has no finite fit to these items.']);
    const certain = measureCalibration(predictions([1, 1], [1, 0]));
    expect(certain).toMatchObject({ platt: null, ece1: 0.5 });
    expect(certain.warnings[1]).toContain('All probabilities are 1');
    expect(measureCalibration(null)).toMatchObject({
      n: 0,
      ece10: null,
      warnings: [expect.stringContaining('Not measured')],
    });
  });
});

withSharedData('stats', 'calibration equals HELM', () => {
  it('on its sets, ties included', () => {
    for (const one of JSON.parse(readFileSync(sharedData('stats/ece.json'), 'utf8'))) {
      const measured = measureCalibration(predictions(one.probs, one.correct));
      expect(measured.ece10).toBeCloseTo(one.ece_10_bin_equal_mass, 12);
      expect(measured.ece1).toBeCloseTo(one.ece_1_bin, 12);
      expect(measured.ece10EqualWidth).toBeCloseTo(one.ece_10_bin_equal_width, 12);
      expect(measured.selectiveArea).toBeCloseTo(one.selective_cov_acc_area_stable_sort, 12);
      expect(measured.selectiveAt10).toBeCloseTo(one['selective_acc@10_stable_sort'], 12);
      expect(measured.brier).toBeCloseTo(one.brier, 12);
    }
  });
});

withSharedData('helm', 'bins equal HELM', () => {
  const vectors = () => JSON.parse(readFileSync(sharedData('helm/test_vectors.json'), 'utf8'));

  it('in their edges and their error', () => {
    for (const { probs, num_bins, bins } of vectors().calibration_bins)
      expect(equalMassEdges(probs, num_bins)).toEqual(bins);
    for (const { bins, power, ce } of vectors().plugin_ce) {
      const rows = (bins as [number, number][][]).flat();
      const given = predictions(
        rows.map(([probability]) => probability),
        rows.map(([, correct]) => correct),
      );
      const edges = [...rows.slice(0, -1).map(([probability]) => probability), 1];
      expect(calibrationError(given, edges, power)).toBeCloseTo(ce, 9);
    }
    for (const { probs, labels, num_bins, ece } of vectors().ece_top_label) {
      const tops = (probs as number[][]).map((row) => row.indexOf(Math.max(...row)));
      const given = predictions(
        probs.map((row: number[], at: number) => row[tops[at] ?? 0]),
        tops.map((top, at) => Number(top === labels[at])),
      );
      const edges = equalMassEdges(
        given.map(({ probability }) => probability),
        num_bins,
      );
      expect(calibrationError(given, edges)).toBeCloseTo(ece, 12);
    }
  });
});
