import type { GateAnswer, GateCase } from '../../core/evals/gates/gate.ts';
import type { Library } from '../../core/ports/library.ts';
import { askGate, type GateAsker } from './ask-gate.ts';
import { gateQuestions } from './gate-questions.ts';
import type { ChangedFile, KnownFile } from './match-documents.ts';

/** A store that may be changed, since it is a copy, and what answers over it. */
export type CopyDeps = GateAsker & {
  library: Pick<Library, 'ingest' | 'delete'>;
  /** Resolves when what was taken in is compared by meaning, too. */
  caughtUp(signal: AbortSignal): Promise<void>;
};

export type ChangeOptions = {
  files: readonly ChangedFile[];
  /** Documents that would be gone. */
  deleted: readonly KnownFile[];
  cwd: string;
  /** Where files that make new documents go. */
  collection: string;
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
};

/** Files that cannot be read are an expected end: nothing was asked then. */
export type Rehearsed =
  | { kind: 'rehearsed'; cases: GateCase[] }
  | { kind: 'unreadable'; files: { path: string; reason: string }[] };

/** Answers golden and recent questions with the documents as they are, then with the files in place of theirs and without what is deleted. */
export async function rehearseChange(deps: CopyDeps, options: ChangeOptions): Promise<Rehearsed> {
  const { files, deleted, signal, onProgress } = options;
  const touched = [...deleted, ...files.flatMap(({ document }) => document ?? [])];
  const questions = await gateQuestions(
    deps.store,
    touched.flatMap(({ ids }) => ids),
  );
  const total = 2 * questions.length;
  const before = await askGate(deps, questions, signal, (done) => onProgress(done, total));
  const unreadable = await takeIn(deps, options);
  if (unreadable.length > 0) return { kind: 'unreadable', files: unreadable };
  for (const id of deleted.flatMap(({ ids }) => ids)) await deps.library.delete(id);
  await deps.caughtUp(signal);
  const after = await askGate(deps, questions, signal, (done) => onProgress(questions.length + done, total));
  const cases = questions.map(({ id, text }, at) => ({
    ...{ id, question: text },
    ...{ before: before[at] as GateAnswer, after: after[at] as GateAnswer },
  }));
  return { kind: 'rehearsed', cases };
}

async function takeIn(
  { store, library }: CopyDeps,
  { files, cwd, collection, signal }: ChangeOptions,
): Promise<{ path: string; reason: string }[]> {
  const unreadable: { path: string; reason: string }[] = [];
  const rename = async (file: ChangedFile, path: string): Promise<void> => {
    if (file.document === null || file.document.path === file.path) return;
    await store.updateTable('documents').set({ path }).where('id', 'in', file.document.ids).execute();
  };
  for (const file of files) {
    // A document is known by its path; what is expected of it is named by that, so it gets it back.
    await rename(file, file.path);
    const report = await library.ingest([file.path], {
      ...{ collection: file.document?.collection ?? collection, by: 'gate', cwd, signal },
    });
    await rename(file, file.document?.path ?? file.path);
    for (const { path, status, reason } of report.files)
      if (status === 'rejected') unreadable.push({ path, reason: reason ?? 'It cannot be read.' });
  }
  return unreadable;
}
