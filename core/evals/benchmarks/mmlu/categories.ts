/** The four categories of MMLU, as its authors name them. */
export const CATEGORIES = [
  'STEM',
  'humanities',
  'social sciences',
  'other (business, health, misc.)',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Who says which subject belongs where: the authors, or lm-evaluation-harness. They differ in one subject. */
export const CATEGORY_MAPS = ['hendrycks', 'lm-eval'] as const;
export type CategoryMap = (typeof CATEGORY_MAPS)[number];

/** The authors' map (hendrycks/test, MIT: the licence lies beside this file). */
const SUBJECTS: Readonly<Record<Category, readonly string[]>> = {
  STEM: [
    'abstract_algebra',
    'astronomy',
    'college_biology',
    'college_chemistry',
    'college_computer_science',
    'college_mathematics',
    'college_physics',
    'computer_security',
    'conceptual_physics',
    'electrical_engineering',
    'elementary_mathematics',
    'high_school_biology',
    'high_school_chemistry',
    'high_school_computer_science',
    'high_school_mathematics',
    'high_school_physics',
    'high_school_statistics',
    'machine_learning',
  ],
  humanities: [
    'formal_logic',
    'high_school_european_history',
    'high_school_us_history',
    'high_school_world_history',
    'international_law',
    'jurisprudence',
    'logical_fallacies',
    'moral_disputes',
    'moral_scenarios',
    'philosophy',
    'prehistory',
    'professional_law',
    'world_religions',
  ],
  'social sciences': [
    'econometrics',
    'high_school_geography',
    'high_school_government_and_politics',
    'high_school_macroeconomics',
    'high_school_microeconomics',
    'high_school_psychology',
    'human_sexuality',
    'professional_psychology',
    'public_relations',
    'security_studies',
    'sociology',
    'us_foreign_policy',
  ],
  'other (business, health, misc.)': [
    'anatomy',
    'business_ethics',
    'clinical_knowledge',
    'college_medicine',
    'global_facts',
    'human_aging',
    'management',
    'marketing',
    'medical_genetics',
    'miscellaneous',
    'nutrition',
    'professional_accounting',
    'professional_medicine',
    'virology',
  ],
};

/** lm-evaluation-harness counts anatomy among the sciences. */
const MOVED: Readonly<Record<CategoryMap, Readonly<Record<string, Category>>>> = {
  hendrycks: {},
  'lm-eval': { anatomy: 'STEM' },
};

const BY_SUBJECT = new Map(
  CATEGORIES.flatMap((category) => SUBJECTS[category].map((subject) => [subject, category] as const)),
);

/** The category of a subject, or null for one that is not MMLU's. */
export function categoryOf(subject: string, map: CategoryMap): Category | null {
  return MOVED[map][subject] ?? BY_SUBJECT.get(subject) ?? null;
}
