import { describe, expect, it } from 'vitest';
import { packEngine, takeCalibrations } from '../../../../knowledge/index/files/index-snapshot.ts';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import { UNCALIBRATED } from '../../../../knowledge/index/ranking/calibration.ts';

describe('the thresholds in a snapshot', () => {
  it('are those that were saved; the one by meaning only under the weights that it was found with', () => {
    const engine = createSearchEngine(createMemorySource());
    engine.calibration = { offset: 0.2, passages: 400 };
    engine.meaningCalibration = { offset: 0.7, passages: 300 };
    const meta = packEngine(engine).get('lexical')?.meta ?? {};

    const again = createSearchEngine(createMemorySource());
    takeCalibrations(again, meta);
    expect(again.calibration).toEqual({ offset: 0.2, passages: 400 });
    expect(again.meaningCalibration).toEqual({ offset: 0.7, passages: 300 });

    takeCalibrations(again, { ...meta, meaningWeights: 'others' });
    expect(again.calibration).toEqual({ offset: 0.2, passages: 400 });
    expect(again.meaningCalibration).toEqual(UNCALIBRATED);
  });
});
