/** The places that were greeted: a row each, written before the words are sent. */
export const welcomeMigration = {
  name: '0039-welcomes',
  statements: [
    'CREATE TABLE welcomes (platform TEXT NOT NULL, place TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (platform, place))',
  ],
};
