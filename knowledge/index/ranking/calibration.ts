/** An evidence offset of a corpus, in log odds, and the number of passages it was found at; 0 until there are enough. */
export type Calibration = { offset: number; passages: number };

export const UNCALIBRATED: Calibration = { offset: 0, passages: 0 };
