/** Conventions are those of `schema.ts`. Kept by triggers, so that no way of storing an answer can forget them. */
export type AnswerPlacesTable = {
  /** Row of the answer's question in `answer_words`, an FTS5 table of its three-letter pieces. */
  place: number;
  answer_id: string;
};

const remove =
  "INSERT INTO answer_words (answer_words, rowid, question) SELECT 'delete', place, OLD.question";

/** Long lists are found by index: words in questions, and outcomes by time. */
export const searchMigration = {
  name: '0042-search-answers',
  statements: [
    'CREATE INDEX answers_outcome ON answers (outcome, created_at, id)',
    'CREATE TABLE answer_places (place INTEGER PRIMARY KEY AUTOINCREMENT, answer_id TEXT NOT NULL UNIQUE)',
    // The text itself stays in `answers` alone.
    `CREATE VIRTUAL TABLE answer_words USING fts5(question, content='', tokenize='trigram')`,
    'INSERT INTO answer_places (answer_id) SELECT id FROM answers ORDER BY created_at, id',
    `INSERT INTO answer_words (rowid, question)
      SELECT place, question FROM answer_places JOIN answers ON answers.id = answer_id ORDER BY place`,
    `CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
      INSERT INTO answer_places (answer_id) VALUES (NEW.id);
      INSERT INTO answer_words (rowid, question) SELECT place, NEW.question FROM answer_places WHERE answer_id = NEW.id;
    END`,
    `CREATE TRIGGER answers_reworded AFTER UPDATE OF question ON answers WHEN OLD.question IS NOT NEW.question BEGIN
      ${remove} FROM answer_places WHERE answer_id = OLD.id;
      INSERT INTO answer_words (rowid, question) SELECT place, NEW.question FROM answer_places WHERE answer_id = NEW.id;
    END`,
    `CREATE TRIGGER answers_removed AFTER DELETE ON answers BEGIN
      ${remove} FROM answer_places WHERE answer_id = OLD.id;
      DELETE FROM answer_places WHERE answer_id = OLD.id;
    END`,
  ],
} as const;
