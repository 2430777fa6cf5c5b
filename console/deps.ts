import type { CacheService } from '../core/caching/cache-service.ts';
import type { Curated } from '../core/caching/entries/curated.ts';
import type { Gates } from '../core/evals/gates/stored-gates.ts';
import type { TrainingJobs } from '../core/fine-tuning/jobs/training-jobs.ts';
import type { TuningRuns } from '../core/fine-tuning/runs/tuning-runs.ts';
import type { GuardService } from '../core/guardrails/guard-service.ts';
import type { Backups } from '../core/ports/backups.ts';
import type { Batches } from '../core/ports/batches.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Connectors, EventHandler } from '../core/ports/connectors.ts';
import type { DataSets } from '../core/ports/data-sets.ts';
import type { EmbeddingSwitch } from '../core/ports/embedding-switch.ts';
import type { Feedback } from '../core/ports/feedback.ts';
import type { JobQueue } from '../core/ports/job-queue.ts';
import type { Library } from '../core/ports/library.ts';
import type { Previews } from '../core/ports/previews.ts';
import type { QuestionMemory } from '../core/ports/question-memory.ts';
import type { Random } from '../core/ports/random.ts';
import type { Rehearsal } from '../core/ports/rehearsal.ts';
import type { Retriever } from '../core/ports/retriever.ts';
import type { SourceLinks } from '../core/ports/source-links.ts';
import type { Sources } from '../core/ports/sources.ts';
import type { Storage } from '../core/ports/storage.ts';
import type { Suggestions } from '../core/ports/suggestions.ts';
import type { Trainable } from '../core/ports/trainable.ts';
import type { Upkeep } from '../core/ports/upkeep.ts';
import type { Store } from '../core/store/schema.ts';
import type { Answer, Question } from '../core/types.ts';
import type { OidcSettings } from './oidc/oidc-settings.ts';

/** A setting as the console shows it: secrets arrive masked. */
export type SettingRow = {
  key: string;
  help: string;
  secret: boolean;
  /** False: only the environment can set it. Left out: a platform's own settings can be set here, others not. */
  editable?: boolean;
  /** Where the value in force comes from. */
  source: 'environment' | 'console' | 'default';
  /** Masked for secrets; '' when unset. */
  shown: string;
};

/** Everything that the console is given; `bot/assembly/serve.ts` provides it. Every page names the part that it takes. */
export type ConsoleDeps = {
  clock: Clock;
  random: Random;
  store: Store;
  library: Library;
  sources: Sources;
  upkeep: Upkeep;
  previews: Previews;
  cacheService: CacheService;
  curated: Curated;
  guardService: GuardService;
  questionMemory: QuestionMemory;
  feedback: Feedback;
  suggestions: Suggestions;
  /** What learns from confirmed questions. */
  trainables: readonly Trainable[];
  trainingJobs: TrainingJobs;
  /** The guided way to a model of one's own. */
  tuningRuns: TuningRuns;
  batches: Batches;
  dataSets: DataSets;
  gates: Gates;
  jobs: JobQueue;
  embeddingSwitch: EmbeddingSwitch;
  connectors: Connectors;
  rehearsal: Rehearsal;
  retriever: Retriever;
  /** How many passages are read for their meaning, and how many wait; null where they are not read at all. */
  meaningProgress(): Promise<{ done: number; waiting: number } | null>;
  /** `onShown` watches the answer being written: all that may be shown of it so far, `''` when that is taken back. */
  ask(question: Question, options?: { onShown?: (text: string) => void }): Promise<Answer>;
  /** What is wrong with a list of models, in words; null when it can be used. */
  modelsProblem(models: readonly string[]): Promise<string | null>;
  settings: {
    list(): Promise<SettingRow[]>;
    /** Stores (secrets encrypted) a value, or removes it with null; takes effect on the connector at once. Values in words on failure. */
    set(key: string, value: string | null): Promise<{ ok: boolean; message: string }>;
  };
  /** Serves agents (MCP) with a token of their own; null where nobody serves them. */
  agents?(): EventHandler | null;
  /** What programs get with an API token: no more than agents. */
  api?: {
    search(query: string, limit: number): Promise<{ id: string; title: string; url: string; text: string }[]>;
    ask(question: string): Promise<Answer | 'busy'>;
  };
  /** For Prometheus; `token` = who may read it, '' = only this machine. Absent where nobody counts. */
  metrics?: { text(): Promise<{ type: string; body: string }>; token(): string };
  /** How the parts of Docent are, by what is known already. */
  parts(): Promise<{ part: string; state: 'ok' | 'degraded' | 'down' }[]>;
  storage: Storage;
  backups: Backups;
  /** Folder for uploads in progress, inside the data directory. */
  uploadDir: string;
  /** Links to read-only pages of passages. */
  sourceLinks: SourceLinks;
  /** How long a browser stays signed in: without use, and at most. */
  sessionLimits(): { idleMs: number; absoluteMs: number };
  /** The provider whose accounts people may sign in with beside links; null or absent = links alone. */
  oidc?(): OidcSettings | null;
  /** Proxies whose word about where a request comes from is believed: addresses, ranges, or `loopback`; none = no header is. */
  trustedProxies?: readonly string[];
  /** The address it is reached at, for sign-in links and the origin check. */
  publicUrl: () => string;
  log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};
