/** Whoever asked stops the answer while it is written: a part of `wording.ts`. */
export const stoppingWording = {
  button: 'Stop',
  done: 'Stopped.',
  nothing: 'There is nothing to stop: I am writing no answer here.',
  others: 'Only whoever asked can stop my answer.',
  /** Below what had been written, and where nothing had. */
  written: '*I stopped here, as you asked.*',
  unwritten: 'I stopped, as you asked.',
} as const;
