import type { Generated, Kysely } from 'kysely';
import type { ApiTokensTable, SessionsTable, SignInLinksTable, UsersTable } from './account-tables.ts';
import type { AuditTable } from './audit-tables.ts';
import type { BackupRunsTable, BackupScheduleTable } from './backup-tables.ts';
import type {
  CacheEntriesTable,
  CacheEvidenceTable,
  CacheHitsTable,
  CacheSourcesTable,
  CacheVectorsTable,
  CacheVotesTable,
  CuratedAnswersTable,
  CuratedQuestionsTable,
} from './cache-tables.ts';
import type { ModelCallsTable } from './ceiling-tables.ts';
import type { ChannelsTable, HelpChannelsTable } from './channel-tables.ts';
import type {
  AskedColumns,
  ForgottenPeopleTable,
  HelpRequestsTable,
  LiveMessagesTable,
  PassedOverTable,
  ReceiptChecksTable,
  RepliesTable,
  ReplyMessagesTable,
  UnmatchedSignalsTable,
  UnwatchedPeopleTable,
  WelcomesTable,
} from './conversation-tables.ts';
import type {
  AnswerCitationsTable,
  CollectionsTable,
  DocumentSignaturesTable,
  DocumentsTable,
  DuplicatePairsTable,
  PassagesTable,
  PassageVectorsTable,
  PreviewResultsTable,
  PreviewsTable,
  RevisionPassagesTable,
  RevisionsTable,
} from './document-tables.ts';
import type { EvalGateRunsTable, EvalGatesTable } from './eval-gate-tables.ts';
import type { EvalCasesTable, EvalResultsTable, EvalRunsTable, EvalSetsTable } from './eval-tables.ts';
import type { InstallStatesTable, InstallsTable } from './install-tables.ts';
import type {
  ForgottenQuestionsTable,
  QuestionVectorsTable,
  RememberedQuestionsTable,
} from './memory-tables.ts';
import type { OidcSignInsTable, UserIdentitiesTable } from './oidc-tables.ts';
import type { AnswerPlacesTable } from './search-tables.ts';
import type { SynonymsTable } from './synonym-tables.ts';
import type {
  TrainingJobFilesTable,
  TrainingJobsTable,
  TuningRunsTable,
  VersionMovesTable,
} from './training-job-tables.ts';
import type { EvalTrialsTable } from './trial-tables.ts';
import type {
  ImportedFeedbackTable,
  TrainedVersionsTable,
  TrainingPermissionsTable,
} from './tuning-tables.ts';

/** Times are ISO 8601 UTC text, JSON columns hold text, booleans are 0 or 1: the same on every database. */

export type AnswersTable = {
  /** The trace id. */
  id: string;
  question: string;
  standalone: string;
  origin: string;
  asker: string | null;
  outcome: string;
  served_by: string | null;
  written_by: string | null;
  reason: string | null;
  text: string;
  confidence: string;
  evidence: number;
  /** Whom the answer says to turn to (`Contact`): set on sensitive topics. */
  contact: string | null;
  citations: string;
  nearest: string;
  usage: string | null;
  ms: string;
  steps: string;
  generation: number;
  /** Who was to write it (`Answerer.id`: model and prompt), and the version of the guards; null before 0020. */
  answerer: string | null;
  guards_version: string | null;
  created_at: string;
};

export type SignalsTable = {
  id: string;
  answer_id: string;
  platform: string;
  channel: string | null;
  message_id: string | null;
  user_hash: string;
  signal: string;
  polarity: number;
  retracts: number | null;
  reason: string | null;
  comment: string | null;
  emoji: string | null;
  event_id: string;
  /** When it happened on its platform, in microseconds since 1970; null where that is not known. */
  happened_us: number | null;
  /** `explicit` = somebody said so | `implicit` = it is read from what they did */
  source: Generated<string>;
  /** The signal that this one takes back or gives the reason of. */
  about: string | null;
  /** The answer that this one was a copy of (a trace id), or `curated:` and the id of the team's own. */
  original: string | null;
  /** JSON (`MadeBy`): how the answer was made. */
  made_by: string | null;
  created_at: string;
};

export type JobsTable = {
  id: string;
  kind: string;
  key: string | null;
  payload: string;
  state: string;
  attempts: number;
  progress: number | null;
  message: string;
  run_at: number;
  lease_until: number | null;
  created_at: string;
  finished_at: string | null;
};

export type SettingsTable = { key: string; value: string; encrypted: number; updated_at: string };
export type MetaTable = { key: string; value: string };

export type SourcesTable = {
  id: string;
  kind: string;
  address: string;
  collection: string;
  /** 0 = only by hand. */
  every_minutes: number;
  depth: number;
  include_prefix: string;
  exclude_prefix: string;
  enabled: number;
  /** How the last run ended: `new` | `done` | `partly` | `held` | `failed` */
  state: string;
  result: string;
  counts: string;
  /** Documents whose removal waits for a person. */
  held: number;
  /** 1 = the next run may carry out what was held. */
  confirmed: number;
  last_run_at: string | null;
  /** Milliseconds since 1970. */
  next_run_at: number | null;
  created_at: string;
  created_by: string;
  /** What its pages repeat, as `knowledge/sources/web/repeated-blocks.ts` writes it; null = nothing was found yet. */
  repeated: string | null;
};

/** A file or page of a source, as it was when it was last read. */
export type SourceItemsTable = {
  source_id: string;
  /** Path inside the folder, or web address. */
  item: string;
  /** `taken` | `left-out` | `rejected` | `failed` | `gone` | `deleted-here` */
  state: string;
  reason: string;
  /** What the run `seen_run` did: `added` | `updated` | `unchanged` | null */
  change: string | null;
  etag: string | null;
  last_modified: string | null;
  /** Of the bytes that came. */
  sha256: string | null;
  /** Addresses that the page links to, JSON: known although an unchanged page is not sent again. */
  links: string;
  /** Job of the run that saw it last. */
  seen_run: string;
  seen_at: string;
};

/** Which documents an item of a source became. */
export type SourceDocumentsTable = { source_id: string; document_id: string; item: string; seen_run: string };

/** Answers of a day (`YYYY-MM-DD`) in which a guard found something. */
export type GuardHitsTable = { day: string; guard: string; stage: string; answers: number };

export type Schema = {
  collections: CollectionsTable;
  documents: DocumentsTable;
  revisions: RevisionsTable;
  passages: PassagesTable;
  revision_passages: RevisionPassagesTable;
  passage_vectors: PassageVectorsTable;
  answers: AnswersTable;
  answer_citations: AnswerCitationsTable;
  answer_places: AnswerPlacesTable;
  previews: PreviewsTable;
  preview_results: PreviewResultsTable;
  document_signatures: DocumentSignaturesTable;
  duplicate_pairs: DuplicatePairsTable;
  asked: AskedColumns;
  replies: RepliesTable;
  receipt_checks: ReceiptChecksTable;
  reply_messages: ReplyMessagesTable;
  live_messages: LiveMessagesTable;
  unmatched_signals: UnmatchedSignalsTable;
  passed_over: PassedOverTable;
  forgotten_people: ForgottenPeopleTable;
  unwatched_people: UnwatchedPeopleTable;
  welcomes: WelcomesTable;
  signals: SignalsTable;
  cache_entries: CacheEntriesTable;
  cache_sources: CacheSourcesTable;
  cache_vectors: CacheVectorsTable;
  cache_hits: CacheHitsTable;
  cache_evidence: CacheEvidenceTable;
  cache_votes: CacheVotesTable;
  curated_answers: CuratedAnswersTable;
  curated_questions: CuratedQuestionsTable;
  synonyms: SynonymsTable;
  channels: ChannelsTable;
  help_channels: HelpChannelsTable;
  help_requests: HelpRequestsTable;
  guard_hits: GuardHitsTable;
  model_calls: ModelCallsTable;
  audit: AuditTable;
  remembered_questions: RememberedQuestionsTable;
  forgotten_questions: ForgottenQuestionsTable;
  question_vectors: QuestionVectorsTable;
  imported_feedback: ImportedFeedbackTable;
  training_permissions: TrainingPermissionsTable;
  trained_versions: TrainedVersionsTable;
  version_moves: VersionMovesTable;
  training_jobs: TrainingJobsTable;
  tuning_runs: TuningRunsTable;
  training_job_files: TrainingJobFilesTable;
  jobs: JobsTable;
  users: UsersTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
  user_identities: UserIdentitiesTable;
  oidc_sign_ins: OidcSignInsTable;
  api_tokens: ApiTokensTable;
  settings: SettingsTable;
  installs: InstallsTable;
  install_states: InstallStatesTable;
  backup_schedule: BackupScheduleTable;
  backup_runs: BackupRunsTable;
  meta: MetaTable;
  eval_sets: EvalSetsTable;
  eval_cases: EvalCasesTable;
  eval_runs: EvalRunsTable;
  eval_results: EvalResultsTable;
  eval_trials: EvalTrialsTable;
  eval_gates: EvalGatesTable;
  eval_gate_runs: EvalGateRunsTable;
  sources: SourcesTable;
  source_items: SourceItemsTable;
  source_documents: SourceDocumentsTable;
};

/** The port to the store: every query goes through it, also inside a transaction. */
export type Store = Kysely<Schema>;
