/** One line of the doctor's report. `warn` is worth a look, `fail` must be mended. */
export type Check = { name: string; state: 'ok' | 'warn' | 'fail'; message: string; hint: string };
