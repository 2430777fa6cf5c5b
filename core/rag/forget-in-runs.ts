import type { Store } from '../store/schema.ts';

type Kept = { text: string; citations: { documentId: string }[] };

/**
 * Takes a deleted document out of what runs of golden questions keep: the answers that cite it, and the prompts, which hold
 * texts of whatever was found. Which prompts held this document's nobody wrote down, so all of them go.
 */
export async function forgetInRuns(trx: Store, documentId: string, gone: string): Promise<void> {
  for (const table of ['eval_results', 'eval_trials'] as const) {
    await trx.updateTable(table).set({ calls: '[]' }).where('calls', '!=', '[]').execute();
    const rows = await trx
      .selectFrom(table)
      .select(['run_id', 'case_id', 'answer'])
      .distinct()
      .where('answer', 'like', `%"documentId":${JSON.stringify(documentId)}%`)
      .execute();
    for (const row of rows) {
      const kept = JSON.parse(row.answer) as Kept;
      const citations = kept.citations.filter((one) => one.documentId !== documentId);
      await trx
        .updateTable(table)
        .set({ answer: JSON.stringify({ ...kept, text: gone, citations }) })
        .where('run_id', '=', row.run_id)
        .where('case_id', '=', row.case_id)
        .where('answer', '=', row.answer)
        .execute();
    }
  }
}
