/** Words that stood for a state until replies had codes. They are what earlier versions stored, whatever the wording says now. */
const said = {
  deleted:
    'Done: your messages to me, your votes, and the link between you and your answers are deleted. What stands in this chat you can delete yourself.',
  apology: 'Something went wrong on my side, so I have no answer right now.',
  sensitive:
    'On a topic like this I only quote. Please also ask the people in your team who are responsible for it.',
  crisis:
    'If you or someone else is in danger, call your local emergency number now. You need not be alone with this: talk to someone you trust, or to a crisis line.',
} as const;

/** The id of a question's reply: deliveries under way go on under the same name. */
const replyId = (asked: string, ordinal: string): string =>
  `CASE WHEN ${ordinal} = 0 THEN ${asked} ELSE ${asked} || '-' || ${ordinal} END`;

/** Before replies were counted, an answer that a curator had posted stood under the number of its notice. */
const ordinalOfMessage =
  'CASE WHEN m.answer_id IS NOT NULL AND m.answer_id = a.answer_id AND a.notice IS NULL THEN a.replies ELSE m.reply END';

const owedSince =
  "CASE WHEN a.suggestion IS NULL OR a.suggestion = 'posted' THEN coalesce(a.decided_at, a.received_at) ELSE a.received_at END";

const replyColumns =
  'id, asked_id, ordinal, kind, notice, answer_id, text, state, attempts, last_error, decided_by, decided_at, owed_since, created_at, updated_at';

/** Replies become rows of their own; until then a row of `asked` was question, reply and suggestion in one. */
export const repliesMigration = {
  name: '0014-replies',
  statements: [
    `CREATE TABLE replies (id TEXT PRIMARY KEY, asked_id TEXT NOT NULL, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
      notice TEXT, answer_id TEXT, text TEXT, state TEXT NOT NULL, attempts INTEGER NOT NULL, last_error TEXT,
      decided_by TEXT, decided_at TEXT, owed_since TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)`,
    'CREATE UNIQUE INDEX replies_ordinal ON replies (asked_id, ordinal)',
    'CREATE INDEX replies_answer ON replies (answer_id)',
    'CREATE INDEX replies_state ON replies (state, created_at)',
    `CREATE TABLE reply_messages (platform TEXT NOT NULL, channel TEXT NOT NULL, message_id TEXT NOT NULL,
      reply_id TEXT NOT NULL, answer_id TEXT, PRIMARY KEY (platform, channel, message_id))`,
    'CREATE INDEX reply_messages_reply ON reply_messages (reply_id)',
    'CREATE INDEX reply_messages_message ON reply_messages (platform, message_id)',

    // The reply that each question owes or had last.
    `INSERT INTO replies (${replyColumns})
      SELECT ${replyId('a.id', 'a.replies')}, a.id, a.replies,
        CASE WHEN a.notice IS NOT NULL THEN 'notice' WHEN a.suggestion = 'posted' THEN 'suggestion' ELSE 'answer' END,
        CASE WHEN a.notice IS NULL THEN NULL WHEN a.suggestion IS NOT NULL THEN 'suggested'
          WHEN a.notice = '${said.deleted}' THEN 'data-deleted'
          WHEN a.notice LIKE '${said.apology}%' THEN 'apology' ELSE 'other' END,
        CASE WHEN a.notice IS NULL THEN a.answer_id END, a.notice,
        CASE a.state WHEN 'answered' THEN 'due' ELSE a.state END, a.attempts, a.last_error,
        CASE WHEN a.suggestion = 'posted' THEN a.decided_by END, CASE WHEN a.suggestion = 'posted' THEN a.decided_at END,
        ${owedSince}, a.received_at, a.updated_at
      FROM asked a WHERE a.state <> 'accepted' AND (a.notice IS NOT NULL OR a.answer_id IS NOT NULL)`,
    // Answers that a curator has not decided about, or dismissed, come after the notice in their place.
    `INSERT INTO replies (${replyColumns})
      SELECT a.id || '-' || (a.replies + 1), a.id, a.replies + 1, 'suggestion', NULL, a.answer_id, NULL,
        CASE a.suggestion WHEN 'waiting' THEN 'held' ELSE 'dismissed' END, 0, NULL, a.decided_by, a.decided_at,
        a.received_at, a.received_at, a.updated_at
      FROM asked a WHERE a.suggestion IN ('waiting', 'dismissed')`,
    // Replies before the last one are known by their messages alone; only an apology or its like was ever tried again.
    `INSERT INTO replies (${replyColumns})
      SELECT ${replyId('a.id', ordinalOfMessage)}, a.id, ${ordinalOfMessage},
        CASE WHEN max(m.answer_id) IS NULL THEN 'notice' ELSE 'answer' END,
        CASE WHEN max(m.answer_id) IS NOT NULL THEN NULL WHEN a.suggestion IS NOT NULL THEN 'suggested'
          WHEN a.user_id = '' THEN 'other' ELSE 'apology' END,
        CASE WHEN a.user_id <> '' THEN max(m.answer_id) END, NULL, 'delivered', 0, NULL, NULL, NULL,
        a.received_at, a.received_at, a.updated_at
      FROM delivered_messages m JOIN asked a ON a.id = m.asked_id
      WHERE NOT EXISTS (SELECT 1 FROM replies r WHERE r.asked_id = a.id AND r.ordinal = ${ordinalOfMessage})
      GROUP BY a.id, ${ordinalOfMessage}`,
    `INSERT INTO reply_messages (platform, channel, message_id, reply_id, answer_id)
      SELECT m.platform, m.channel, m.message_id, ${replyId('a.id', ordinalOfMessage)}, m.answer_id
      FROM delivered_messages m JOIN asked a ON a.id = m.asked_id`,
    'DROP TABLE delivered_messages',

    // An event is a message that asks, or a command: `asked_message` knows those that came already.
    'DROP TABLE events',

    "ALTER TABLE asked ADD COLUMN owed_since TEXT NOT NULL DEFAULT ''",
    'UPDATE asked SET owed_since = CASE WHEN suggestion IS NULL THEN coalesce(decided_at, received_at) ELSE received_at END',
    `UPDATE asked SET state = CASE WHEN EXISTS (SELECT 1 FROM replies r WHERE r.asked_id = asked.id) THEN 'replied'
      ELSE 'dropped' END WHERE state <> 'accepted'`,
    'DROP INDEX asked_answer',
    'DROP INDEX asked_waiting',
    ...[
      'answer_id',
      'notice',
      'suggestion',
      'decided_by',
      'decided_at',
      'replies',
      'attempts',
      'next_attempt_at',
      'last_error',
    ].map((column) => `ALTER TABLE asked DROP COLUMN ${column}`),

    'ALTER TABLE passed_on RENAME TO help_requests',
    `CREATE TABLE unmatched_signals (id TEXT PRIMARY KEY, platform TEXT NOT NULL, channel TEXT NOT NULL,
      message_id TEXT NOT NULL, event_id TEXT NOT NULL, act TEXT NOT NULL, user_hash TEXT NOT NULL,
      signal TEXT, polarity INTEGER, retracts INTEGER, emoji TEXT, reply_token TEXT, received_at TEXT NOT NULL)`,
    'CREATE UNIQUE INDEX unmatched_signals_event ON unmatched_signals (platform, event_id)',
    'CREATE INDEX unmatched_signals_message ON unmatched_signals (platform, message_id)',

    'ALTER TABLE answers ADD COLUMN contact TEXT',
    `UPDATE answers SET contact = 'sensitive' WHERE text LIKE '%${said.sensitive}'`,
    `UPDATE answers SET contact = 'crisis' WHERE text LIKE '%${said.crisis}'`,
    // Kept answers hold no code for it: they are written anew.
    `DELETE FROM cache_entries WHERE answer LIKE '%${said.sensitive}%' OR answer LIKE '%${said.crisis}%'`,
  ],
} as const;
