import type { Store } from '../store/schema.ts';

/** What becomes of personal data that stands in a collection's documents: answers may give it, or it is taken out. */
export const personalDataRules = ['published', 'removed'] as const;
export type PersonalDataRule = (typeof personalDataRules)[number];

/** A collection with its rule. */
export type CollectionRule = { collection: string; personalData: PersonalDataRule };

export function isPersonalDataRule(text: string): text is PersonalDataRule {
  return personalDataRules.some((rule) => rule === text);
}

/** Every collection by name. A rule that this version does not know is the careful one. */
export async function collectionRules(store: Store): Promise<CollectionRule[]> {
  const rows = await store.selectFrom('collections').select(['id', 'personal_data']).orderBy('id').execute();
  return rows.map(({ id, personal_data }) => ({
    collection: id,
    personalData: isPersonalDataRule(personal_data) ? personal_data : 'removed',
  }));
}

/** Collections whose documents' personal data may stand in no answer. Sorted: part of the cache's key. */
export async function collectionsWithoutPersonalData(store: Store): Promise<string[]> {
  const rules = await collectionRules(store);
  return rules.flatMap(({ collection, personalData }) => (personalData === 'removed' ? [collection] : []));
}

/** Holds from the next question on. False where there is no such collection. */
export async function setPersonalDataRule(
  store: Store,
  collection: string,
  rule: PersonalDataRule,
): Promise<boolean> {
  const result = await store
    .updateTable('collections')
    .set({ personal_data: rule })
    .where('id', '=', collection)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
