/** The vocabulary that every folder shares. Types only: nothing here runs. */

/** What happened to a question. Renderers handle all four; the compiler sees to it. */
export type Outcome = 'answered' | 'abstained' | 'refused' | 'unavailable';

/** Who wrote the text of an answered question; `small-talk` = nothing was asked, and nothing was looked up. */
export type ServedBy = 'model' | 'extract' | 'curated' | 'exact-cache' | 'semantic-cache' | 'small-talk';

/** Confidence in words; numbers are never shown to members. */
export type Confidence = 'found' | 'partly' | 'not-found';

/** One earlier turn of a thread, oldest first. `answered: false` = a reply that is known to have answered nothing. */
export type ThreadTurn = { role: 'user' | 'assistant'; text: string; answered?: false };

/** A sentence of a passage: character span in `Passage.text` and its score (higher is better). */
export type ScoredSentence = { start: number; end: number; score: number };

/** A searchable piece of a document's published revision, about 200 words. */
export type Passage = {
  passageId: string;
  documentId: string;
  /** The id a corpus file gave its document, kept as it was. */
  externalId: string | null;
  collection: string;
  title: string;
  /** Folders and file name as given at ingest. */
  path: string;
  /** Breadcrumb of headings above the passage, outermost first, without the title. */
  headings: string[];
  text: string;
  /** SHA-256 (hex) of the text with its breadcrumb: equal hash, equal content. */
  hash: string;
  /** Where it stands in the file: 1-based lines, or a page. */
  place: Place;
};

/** 1-based. `scan`: the text was recognized in a picture, so letters may be wrong. */
export type Place = { startLine?: number; endLine?: number; page?: number; scan?: true };

/** A passage found for a question, best first. `score` compares within one search only. */
export type ScoredPassage = Passage & {
  score: number;
  sentences: ScoredSentence[];
  /** The document's next passage, where it goes on under the same headings and somebody looked: a list may be cut. */
  following?: Passage;
};

/**
 * What a search found. `evidence` (0..1) is comparable across questions of one corpus. `nearest` names documents
 * when no passage was found.
 */
export type Retrieved = {
  passages: ScoredPassage[];
  evidence: number;
  generation: number;
  nearest?: NearestDocument[];
  /** Absent where no reranker was asked. */
  reranking?: Reranking;
};

/** What a reranker did to a search: how many passages it judged and how many of them moved, or why the own order stands. */
export type Reranking = { by: string; ms: number } & (
  | { judged: number; moved: number }
  | { failed: string; message: string }
);

/** A numbered source of an answer. `quote` is verbatim passage text. */
export type Citation = {
  n: number;
  documentId: string;
  externalId: string | null;
  title: string;
  path: string;
  passageId: string;
  quote: string;
  headings: string[];
  place: Place;
  hash: string;
  /** Opens it for whoever reads the answer; made when the answer is shown, and never stored. */
  url?: string;
};

/** A document that is named, not quoted, when there is no answer. */
export type NearestDocument = { documentId: string; externalId: string | null; title: string; path: string };

/** Tokens spent; null where the provider did not say. */
export type Usage = { model: string; inputTokens: number | null; outputTokens: number | null };

/** Milliseconds by stage. */
export type Timing = { total: number; retrieve: number; generate: number };

/** A passage that a search found, as an answer and its trace name it. */
export type FoundPassage = Pick<ScoredPassage, 'passageId' | 'title' | 'score'>;

/** What an answer's own search found, best first, and how well it covers the question. */
export type RetrievedForAnswer = { evidence: number; passages: FoundPassage[] };

/** A check that found something: which guard and why; no texts, which may hold what must not be kept. */
export type CheckFailure = {
  guard: string;
  action: string;
  message: string;
  spans: [number, number][];
  path?: string;
};

/** What was made of a check's verdict. */
export type CheckEffect = 'none' | 'kept' | 'fixed' | 'filtered' | 'custom' | 'reask' | 'blocked';

/** One check that was carried out. `path` is a JSON pointer, absent for the whole; `ms` is null without a clock. */
export type CheckRecord = {
  round: number;
  guard: string;
  verdict: 'pass' | 'fail' | 'error' | 'timeout';
  effect: CheckEffect;
  ms: number | null;
  path?: string;
};

/** What one gate said of two questions. */
export type GateRecord = { gate: string; pass: boolean; detail?: string };

/** Why the cache gave no answer. */
export type CacheMiss =
  | 'absent'
  | 'old'
  | 'overtaken'
  | 'source-changed'
  | 'quarantined'
  | 'unreadable'
  | 'gate'
  | 'margin'
  | 'evidence'
  | 'personal'
  | 'time-bound'
  | 'context-bound'
  | 'refresh';

type ChecksDetail = {
  outcome: 'allow' | 'transform' | 'block';
  failures: CheckFailure[];
  /** Guards because of which the model is asked for another text. */
  asksAgain?: string[];
  history: CheckRecord[];
};

type PassedOverModel = { model: string; reason: string; message?: string };

/** What the trace keeps of each step by its name: decisions and their reasons. */
export type StepDetails = {
  'input-guards': ChecksDetail;
  'output-guards': ChecksDetail;
  'passage-guards': { kept: number; failures: { guard: string; passageId: string }[] };
  /** What was said instead of a question, and the language it was replied to in. */
  'small-talk': { kind: string; language: string };
  standalone: { text: string };
  curated: { found: false } | { found: true; curated: string; author: string };
  cache: { gates?: GateRecord[] } & (
    | {
        hit: true;
        tier: 'exact-cache' | 'semantic-cache';
        from: string;
        question?: string;
        likeness?: number;
      }
    /** `nearest` = the question that came nearest to being served, `likeness` = how like the likest one is. */
    | { hit: false; why: CacheMiss; nearest?: string; likeness?: number }
  );
  /** The question with the team's synonyms for what it says. */
  synonyms: { text: string };
  /** Searches that a model made of the question. */
  searches: { texts: string[] };
  retrieve: { failed: true } | (RetrievedForAnswer & { filter?: SearchFilter; reranking?: Reranking });
  generate: { passedOver?: PassedOverModel[] } & (
    | { kind: 'drafted'; model?: string }
    | { kind: 'nothing' }
    | { kind: 'failed'; reason: string; message: string; model?: string }
  );
  citations: { cited: number; invented: number };
  /** Quoted because no model's answer could be shown. */
  'quote-instead': { because: string; passedOver: PassedOverModel[] };
  /** A curator posted it; `editedFrom` = the answer that theirs took the place of. */
  posted: { by: string; editedFrom?: string };
  failure: { message: string };
};

export type StepName = keyof StepDetails;

/** A step of the trace: its name says what its detail is. */
export type KnownStep = {
  [Name in StepName]: { step: Name; ms: number; detail: StepDetails[Name] };
}[StepName];

/** A step that another version recorded and this one does not understand. */
export type UnknownStep = { step: 'unknown'; name: string; ms: number; detail: unknown };

/** One line of the trace: what a step decided, for the console and "why this answer?". */
export type Step = KnownStep | UnknownStep;

/** Whom an answer on a sensitive topic says to turn to. */
export type Contact = 'sensitive' | 'crisis';

/** The answer to one question: what a renderer shows, the cache keeps and the trace stores. */
export type Answer = {
  traceId: string;
  question: string;
  /** The question as searched: a follow-up rewritten from its thread. */
  standalone: string;
  outcome: Outcome;
  /** Null unless answered. */
  servedBy: ServedBy | null;
  /** Who wrote the text that a cache served; absent where `servedBy` says it. */
  writtenBy?: ServedBy;
  /** Markdown of a small subset: paragraphs, lists, bold, code, `[n]` marks. Never empty. */
  text: string;
  /** On a sensitive topic: such an answer only quotes, and its text ends with whom to turn to. */
  contact?: Contact;
  confidence: Confidence;
  evidence: number;
  /** Null where nothing was searched: refused before, or given before. */
  retrieved: RetrievedForAnswer | null;
  /** Only what the text cites; empty unless answered. */
  citations: Citation[];
  /** Named when the answer is not `answered`. */
  nearest: NearestDocument[];
  /** Why there is no answer: a stable code such as `no-evidence`, `model-timeout`, `injection`. */
  reason: string | null;
  usage: Usage | null;
  ms: Timing;
  steps: Step[];
  generation: number;
  createdAt: string;
};

/**
 * Narrows a search to some passages, before ranking. Every field that is there must hold; of a list, one entry. Checked
 * and brought into one form by whoever reads it from people (`readFilter` in knowledge).
 */
export type SearchFilter = {
  /** Folders (`handbook/travel/`), files, or globs (`**\/*.md`) that the document's path lies in, is, or matches. */
  paths?: string[];
  /** ISO 639 codes of the passage's language; `und` = none of those that are told apart. */
  languages?: string[];
  /** First and last day, both included (YYYY-MM-DD, UTC), on which the document's present text was published. */
  after?: string;
  before?: string;
};

/** What the answer path is asked. */
export type Question = {
  text: string;
  thread: ThreadTurn[];
  /** Collections the asker's channel may read; undefined = every collection but the handbook. */
  collections?: string[];
  /** Models that the asker's channel names, in order; undefined = those of the settings. */
  models?: string[];
  /** People outside the team read the answer: of the team's own answers only those about `collections` alone. */
  outside?: true;
  /** Answered from these passages only, and kept apart from the cache and the team's own answers. */
  filter?: SearchFilter;
  /** Where it was asked, for the trace: `slack:T1/C1`, `console`, `cli`. */
  origin: string;
  /** Hash of the asker's id, or null. */
  asker: string | null;
  /** How a model is to sound; part of what an answer is kept under. */
  persona?: string;
  /** Whom the asker is told to turn to where there is no answer; undefined = whom the settings name. */
  askInstead?: string;
  /** Skip reading and writing the cache. */
  noCache?: boolean;
  /** Search without what eval cases say: a run must not be helped by the cases that it measures. */
  withoutEvals?: boolean;
  /** Search by words and the team's own vectors alone, whatever the settings say: to measure what meaning adds. */
  withoutMeaning?: true;
  /** Asked to measure Docent, not by somebody who wants to know: no ceiling of model calls holds. */
  unmetered?: true;
  /** Answer anew and keep that instead of what the cache has. */
  refresh?: boolean;
};

/** A member's vote on one answer. */
export type Polarity = -1 | 0 | 1;
