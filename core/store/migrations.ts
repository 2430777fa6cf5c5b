import { accountMigration } from './account-tables.ts';
import { auditMigration } from './audit-tables.ts';
import { backupMigration } from './backup-tables.ts';
import { ceilingMigration } from './ceiling-tables.ts';
import { channelOptionsMigration } from './channel-options-migration.ts';
import { askedThreadMigration } from './conversation-tables.ts';
import { gateMigration } from './eval-gate-tables.ts';
import { evalMigration } from './eval-tables.ts';
import { installMigration } from './install-tables.ts';
import { ledgerMigration } from './ledger-migration.ts';
import { memoryMigration } from './memory-tables.ts';
import { oidcMigration } from './oidc-tables.ts';
import { parsingMigration } from './parsing-migration.ts';
import { readingMigration } from './reading-migration.ts';
import { repliesMigration } from './replies-migration.ts';
import { searchMigration } from './search-tables.ts';
import { synonymMigration } from './synonym-tables.ts';
import { trainingJobsMigration } from './training-job-tables.ts';
import { trialMigration } from './trial-tables.ts';
import { tuningMigration } from './tuning-migration.ts';
import { welcomeMigration } from './welcome-tables.ts';

/**
 * The schema's history, oldest first. Each entry runs once, in one transaction; never edit one that
 * was released. `{{serial}}` is the key column that differs per database.
 */
export const migrations: readonly { name: string; statements: readonly string[] }[] = [
  {
    name: '0001-first',
    statements: [
      'CREATE TABLE collections (id TEXT PRIMARY KEY, created_at TEXT NOT NULL)',
      `CREATE TABLE documents (id TEXT PRIMARY KEY, external_id TEXT, collection TEXT NOT NULL, path TEXT NOT NULL,
        title TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, published_revision TEXT, pending_file TEXT,
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL)`,
      "CREATE UNIQUE INDEX documents_place ON documents (collection, path, coalesce(external_id, ''))",
      'CREATE INDEX documents_recent ON documents (updated_at, id)',
      `CREATE TABLE revisions (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, number INTEGER NOT NULL,
        state TEXT NOT NULL, title TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
        flags TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
      'CREATE UNIQUE INDEX revisions_number ON revisions (document_id, number)',
      `CREATE TABLE passages (id {{serial}}, document_id TEXT NOT NULL, hash TEXT NOT NULL, headings TEXT NOT NULL,
        text TEXT NOT NULL, start_line INTEGER, end_line INTEGER, page INTEGER, current INTEGER NOT NULL)`,
      'CREATE UNIQUE INDEX passages_content ON passages (document_id, hash)',
      `CREATE TABLE revision_passages (revision_id TEXT NOT NULL, ordinal INTEGER NOT NULL,
        passage_id INTEGER NOT NULL, PRIMARY KEY (revision_id, ordinal))`,
      'CREATE INDEX revision_passages_passage ON revision_passages (passage_id)',
      `CREATE TABLE passage_vectors (passage_id INTEGER NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (passage_id, model))`,
      `CREATE TABLE answers (id TEXT PRIMARY KEY, question TEXT NOT NULL, standalone TEXT NOT NULL,
        origin TEXT NOT NULL, asker TEXT, outcome TEXT NOT NULL, served_by TEXT, written_by TEXT, reason TEXT, text TEXT NOT NULL,
        confidence TEXT NOT NULL, evidence REAL NOT NULL, citations TEXT NOT NULL, nearest TEXT NOT NULL,
        usage TEXT, ms TEXT NOT NULL, steps TEXT NOT NULL, generation INTEGER NOT NULL, created_at TEXT NOT NULL)`,
      'CREATE INDEX answers_recent ON answers (created_at, id)',
      `CREATE TABLE events (platform TEXT NOT NULL, event_id TEXT NOT NULL, received_at TEXT NOT NULL,
        PRIMARY KEY (platform, event_id))`,
      `CREATE TABLE asked (id TEXT PRIMARY KEY, platform TEXT NOT NULL, workspace TEXT NOT NULL,
        channel TEXT NOT NULL, thread TEXT, message_id TEXT NOT NULL, user_id TEXT NOT NULL, text TEXT NOT NULL,
        kind TEXT NOT NULL, reply_token TEXT, state TEXT NOT NULL, answer_id TEXT, notice TEXT,
        attempts INTEGER NOT NULL, next_attempt_at TEXT, last_error TEXT, received_at TEXT NOT NULL,
        updated_at TEXT NOT NULL)`,
      'CREATE UNIQUE INDEX asked_message ON asked (platform, channel, message_id)',
      'CREATE INDEX asked_state ON asked (state, received_at)',
      'CREATE INDEX asked_answer ON asked (answer_id)',
      `CREATE TABLE delivered_messages (platform TEXT NOT NULL, channel TEXT NOT NULL, message_id TEXT NOT NULL,
        asked_id TEXT NOT NULL, answer_id TEXT, PRIMARY KEY (platform, channel, message_id))`,
      'CREATE INDEX delivered_messages_asked ON delivered_messages (asked_id)',
      `CREATE TABLE signals (id TEXT PRIMARY KEY, answer_id TEXT NOT NULL, platform TEXT NOT NULL, channel TEXT,
        message_id TEXT, user_hash TEXT NOT NULL, signal TEXT NOT NULL, polarity INTEGER NOT NULL,
        retracts INTEGER, reason TEXT, comment TEXT, emoji TEXT, event_id TEXT NOT NULL, created_at TEXT NOT NULL)`,
      'CREATE UNIQUE INDEX signals_event ON signals (platform, event_id)',
      'CREATE INDEX signals_answer ON signals (answer_id, created_at)',
      `CREATE TABLE cache_entries (key TEXT PRIMARY KEY, question TEXT NOT NULL, answer TEXT NOT NULL,
        answer_id TEXT NOT NULL, hits INTEGER NOT NULL, quarantined INTEGER NOT NULL, created_at TEXT NOT NULL)`,
      `CREATE TABLE cache_sources (key TEXT NOT NULL, passage_id INTEGER NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (key, passage_id))`,
      'CREATE INDEX cache_sources_passage ON cache_sources (passage_id)',
      `CREATE TABLE jobs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT, payload TEXT NOT NULL,
        state TEXT NOT NULL, attempts INTEGER NOT NULL, progress REAL, message TEXT NOT NULL,
        run_at BIGINT NOT NULL, lease_until BIGINT, created_at TEXT NOT NULL, finished_at TEXT)`,
      'CREATE INDEX jobs_due ON jobs (state, run_at)',
      'CREATE INDEX jobs_key ON jobs (key)',
      `CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, created_at TEXT NOT NULL,
        disabled INTEGER NOT NULL)`,
      'CREATE UNIQUE INDEX users_name ON users (name)',
      `CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, csrf TEXT NOT NULL,
        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)`,
      `CREATE TABLE sign_in_links (token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at BIGINT NOT NULL,
        used_at BIGINT)`,
      `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL, encrypted INTEGER NOT NULL,
        updated_at TEXT NOT NULL)`,
      'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)',
      'CREATE TABLE eval_sets (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL)',
      `CREATE TABLE eval_cases (id TEXT PRIMARY KEY, set_id TEXT NOT NULL, ordinal INTEGER NOT NULL,
        question TEXT NOT NULL, expected_sources TEXT NOT NULL, must_abstain INTEGER NOT NULL, expected_answer TEXT)`,
      'CREATE INDEX eval_cases_set ON eval_cases (set_id, ordinal)',
      `CREATE TABLE eval_runs (id TEXT PRIMARY KEY, set_id TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
        config TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT)`,
      `CREATE TABLE eval_results (run_id TEXT NOT NULL, case_id TEXT NOT NULL, outcome TEXT NOT NULL,
        answer TEXT NOT NULL, scores TEXT NOT NULL, passed INTEGER NOT NULL, error TEXT,
        PRIMARY KEY (run_id, case_id))`,
    ],
  },
  {
    name: '0002-documents',
    statements: [
      'ALTER TABLE documents ADD COLUMN owner TEXT',
      'ALTER TABLE documents ADD COLUMN review_on TEXT',
      'ALTER TABLE documents ADD COLUMN confirmed_at TEXT',
      'ALTER TABLE documents ADD COLUMN archived_at TEXT',
      'CREATE INDEX documents_path ON documents (path, id)',
      'ALTER TABLE revisions ADD COLUMN held INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE revisions ADD COLUMN reviewed_at TEXT',
      'ALTER TABLE revisions ADD COLUMN reviewed_by TEXT',
      "CREATE INDEX revisions_waiting ON revisions (created_at) WHERE flags <> '[]' AND reviewed_at IS NULL",
      'CREATE INDEX revisions_content ON revisions (sha256)',
      `CREATE TABLE answer_citations (answer_id TEXT NOT NULL, n INTEGER NOT NULL, document_id TEXT NOT NULL,
        passage_id INTEGER NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (answer_id, n))`,
      'CREATE INDEX answer_citations_document ON answer_citations (document_id, created_at)',
      `CREATE TABLE previews (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, revision_id TEXT NOT NULL,
        state TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL, message TEXT NOT NULL,
        generation INTEGER NOT NULL, created_at TEXT NOT NULL, finished_at TEXT)`,
      'CREATE INDEX previews_document ON previews (document_id, created_at)',
      `CREATE TABLE preview_results (preview_id TEXT NOT NULL, ordinal INTEGER NOT NULL, question TEXT NOT NULL,
        origins TEXT NOT NULL, verdict TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        PRIMARY KEY (preview_id, ordinal))`,
      `CREATE TABLE document_signatures (document_id TEXT PRIMARY KEY, revision_id TEXT NOT NULL,
        signature BLOB NOT NULL)`,
      `CREATE TABLE duplicate_pairs (document_id TEXT NOT NULL, other_id TEXT NOT NULL, likeness REAL NOT NULL,
        PRIMARY KEY (document_id, other_id))`,
      'CREATE INDEX duplicate_pairs_other ON duplicate_pairs (other_id)',
    ],
  },
  {
    name: '0003-sources',
    statements: [
      `CREATE TABLE sources (id TEXT PRIMARY KEY, kind TEXT NOT NULL, address TEXT NOT NULL, collection TEXT NOT NULL,
        every_minutes INTEGER NOT NULL, depth INTEGER NOT NULL, include_prefix TEXT NOT NULL,
        exclude_prefix TEXT NOT NULL, enabled INTEGER NOT NULL, state TEXT NOT NULL, result TEXT NOT NULL,
        counts TEXT NOT NULL, held INTEGER NOT NULL, confirmed INTEGER NOT NULL, last_run_at TEXT,
        next_run_at BIGINT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
      'CREATE UNIQUE INDEX sources_place ON sources (collection, kind, address)',
      `CREATE TABLE source_items (source_id TEXT NOT NULL, item TEXT NOT NULL, state TEXT NOT NULL,
        reason TEXT NOT NULL, change TEXT, etag TEXT, last_modified TEXT, sha256 TEXT, links TEXT NOT NULL,
        seen_run TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (source_id, item))`,
      `CREATE TABLE source_documents (source_id TEXT NOT NULL, document_id TEXT NOT NULL, item TEXT NOT NULL,
        seen_run TEXT NOT NULL, PRIMARY KEY (source_id, document_id))`,
      'CREATE INDEX source_documents_item ON source_documents (source_id, item)',
      'CREATE INDEX source_documents_document ON source_documents (document_id)',
    ],
  },
  {
    name: '0004-cache',
    statements: [
      "ALTER TABLE cache_entries ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
      "ALTER TABLE cache_entries ADD COLUMN text_hash TEXT NOT NULL DEFAULT ''",
      'ALTER TABLE cache_entries ADD COLUMN quarantine_reason TEXT',
      'ALTER TABLE cache_entries ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE cache_entries ADD COLUMN ms REAL NOT NULL DEFAULT 0',
      'CREATE INDEX cache_entries_answer ON cache_entries (answer_id)',
      `CREATE TABLE cache_vectors (key TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (key, model))`,
      `CREATE TABLE cache_hits (answer_id TEXT PRIMARY KEY, key TEXT NOT NULL, entry_answer_id TEXT NOT NULL,
        tier TEXT NOT NULL, question TEXT NOT NULL, collections TEXT, likeness REAL NOT NULL, gates TEXT NOT NULL,
        tokens INTEGER NOT NULL, ms REAL NOT NULL, shadow TEXT, created_at TEXT NOT NULL)`,
      'CREATE INDEX cache_hits_key ON cache_hits (key, created_at)',
      'CREATE INDEX cache_hits_recent ON cache_hits (created_at)',
      `CREATE TABLE cache_evidence (id TEXT PRIMARY KEY, key TEXT NOT NULL, likeness REAL NOT NULL,
        correct INTEGER NOT NULL, source TEXT NOT NULL, created_at TEXT NOT NULL)`,
      'CREATE INDEX cache_evidence_key ON cache_evidence (key, id)',
      `CREATE TABLE cache_votes (key TEXT NOT NULL, answer_id TEXT NOT NULL, user_hash TEXT NOT NULL,
        vote INTEGER NOT NULL, PRIMARY KEY (key, answer_id, user_hash))`,
      `CREATE TABLE curated_answers (id TEXT PRIMARY KEY, answer TEXT NOT NULL, collections TEXT, author TEXT NOT NULL,
        created_at TEXT NOT NULL)`,
      `CREATE TABLE curated_questions (curated_id TEXT NOT NULL, ordinal INTEGER NOT NULL, question TEXT NOT NULL,
        PRIMARY KEY (curated_id, ordinal))`,
    ],
  },
  {
    name: '0005-channels',
    statements: [
      `CREATE TABLE channels (platform TEXT NOT NULL, channel TEXT NOT NULL, mode TEXT NOT NULL, collections TEXT,
        updated_at TEXT NOT NULL, PRIMARY KEY (platform, channel))`,
    ],
  },
  {
    name: '0006-guards',
    statements: [
      `CREATE TABLE guard_hits (day TEXT NOT NULL, guard TEXT NOT NULL, stage TEXT NOT NULL,
        answers INTEGER NOT NULL, PRIMARY KEY (day, guard, stage))`,
    ],
  },
  {
    name: '0007-channel-models',
    statements: [
      'ALTER TABLE channels ADD COLUMN models TEXT',
      'ALTER TABLE cache_hits ADD COLUMN models TEXT',
    ],
  },
  {
    name: '0008-published-at',
    statements: [
      'ALTER TABLE documents ADD COLUMN published_at TEXT',
      'UPDATE documents SET published_at = updated_at WHERE published_revision IS NOT NULL',
    ],
  },
  {
    name: '0009-suggestions',
    statements: [
      'ALTER TABLE asked ADD COLUMN suggestion TEXT',
      'ALTER TABLE asked ADD COLUMN decided_by TEXT',
      'ALTER TABLE asked ADD COLUMN decided_at TEXT',
      'ALTER TABLE asked ADD COLUMN replies INTEGER NOT NULL DEFAULT 0',
      "CREATE INDEX asked_waiting ON asked (received_at) WHERE suggestion = 'waiting'",
    ],
  },
  {
    name: '0010-personal-data',
    statements: ["ALTER TABLE collections ADD COLUMN personal_data TEXT NOT NULL DEFAULT 'published'"],
  },
  memoryMigration,
  {
    name: '0012-preview-notes',
    statements: ["ALTER TABLE previews ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'"],
  },
  {
    name: '0013-ask-a-human',
    statements: [
      'CREATE TABLE help_channels (platform TEXT PRIMARY KEY, channel TEXT NOT NULL, updated_at TEXT NOT NULL)',
      `CREATE TABLE passed_on (asked_id TEXT PRIMARY KEY, platform TEXT NOT NULL, channel TEXT NOT NULL,
        state TEXT NOT NULL, message_id TEXT, attempts INTEGER NOT NULL, last_error TEXT, created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL)`,
      'ALTER TABLE delivered_messages ADD COLUMN reply INTEGER NOT NULL DEFAULT 0',
    ],
  },
  repliesMigration,
  {
    name: '0015-passed-over',
    statements: [
      `CREATE TABLE passed_over (platform TEXT NOT NULL, channel TEXT, asked_since TEXT NOT NULL,
        asked_until TEXT NOT NULL, why TEXT NOT NULL, created_at TEXT NOT NULL)`,
      'CREATE INDEX passed_over_created ON passed_over (created_at)',
      'ALTER TABLE asked ADD COLUMN unread TEXT',
      'ALTER TABLE asked ADD COLUMN replaces TEXT',
      'ALTER TABLE replies ADD COLUMN replaces TEXT',
    ],
  },
  {
    name: '0016-event-time',
    statements: [
      'ALTER TABLE signals ADD COLUMN happened_us INTEGER',
      'ALTER TABLE unmatched_signals ADD COLUMN happened_us INTEGER',
      'CREATE INDEX signals_message ON signals (platform, message_id)',
      'CREATE TABLE forgotten_people (user_hash TEXT PRIMARY KEY)',
    ],
  },
  {
    name: '0017-shared-outside',
    statements: [
      'ALTER TABLE asked ADD COLUMN outside TEXT',
      'ALTER TABLE channels ADD COLUMN outside INTEGER NOT NULL DEFAULT 0',
      'ALTER TABLE collections ADD COLUMN shareable INTEGER NOT NULL DEFAULT 0',
    ],
  },
  tuningMigration,
  readingMigration,
  ledgerMigration,
  channelOptionsMigration,
  synonymMigration,
  parsingMigration,
  {
    name: '0024-live-messages',
    statements: [
      `CREATE TABLE live_messages (asked_id TEXT NOT NULL, part INTEGER NOT NULL, message_id TEXT,
        PRIMARY KEY (asked_id, part))`,
    ],
  },
  trialMigration,
  ceilingMigration,
  evalMigration,
  installMigration,
  auditMigration,
  accountMigration,
  trainingJobsMigration,
  askedThreadMigration,
  welcomeMigration,
  backupMigration,
  searchMigration,
  gateMigration,
  oidcMigration,
];
