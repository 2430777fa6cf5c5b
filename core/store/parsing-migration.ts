/** Which passages were recognized in a picture, and in which charset a waiting upload is to be read. */
export const parsingMigration = {
  name: '0020-parsing',
  statements: [
    'ALTER TABLE passages ADD COLUMN scan INTEGER',
    'ALTER TABLE documents ADD COLUMN pending_charset TEXT',
  ],
} as const;
