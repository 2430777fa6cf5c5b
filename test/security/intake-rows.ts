import { consoleTests, type SecurityRow } from './row.ts';

const documents = consoleTests('documents');
const pool = 'test/knowledge/parsers/pool/parser-pool.test.ts';
const network = 'test/knowledge/sources/fetch/own-network.test.ts';
const fetching = 'test/knowledge/sources/fetch/safe-fetch.test.ts';
const zip = 'test/knowledge/parsers/zip/zip-check.test.ts';
const exported = 'test/core/fine-tuning/export/export-data.test.ts';

/** Files, addresses, data. */
export const intakeRows: readonly SecurityRow[] = [
  {
    id: 'T-U1',
    attack: 'file names that are paths',
    seenBy: [[documents, 'take an upload in, keep its name as text only, and leave no temporary file']],
  },
  {
    id: 'T-U2',
    attack: 'files that are not what they claim',
    seenBy: [[documents, 'refuse bad files by name and reason and take the rest']],
  },
  {
    id: 'T-U3',
    attack: 'uploads without end',
    seenBy: [[documents, 'refuse more than 100 MB and keep nothing of it']],
  },
  {
    id: 'T-U4',
    attack: 'packages that unpack to too much',
    seenBy: [
      [zip, 'refuses a package whose contents do not inflate'],
      [zip, 'stands before every package format'],
    ],
  },
  {
    id: 'T-U5',
    attack: 'documents that point at files, addresses or scripts',
    seenBy: [
      [
        'test/knowledge/parsers/office/office.test.ts',
        'opens no file that the document points at, by entity or by picture',
      ],
      [pool, 'gives its children no secret, and no leave to write or to start programs'],
    ],
  },
  {
    id: 'T-U6',
    attack: 'uploads that run when they are downloaded',
    notApplicable: 'uploaded files are not given out again',
  },
  {
    id: 'T-U7',
    attack: 'files that take all time or memory',
    seenBy: [
      [pool, 'kills a file that takes too long and goes on with the ones behind it'],
      [pool, 'kills a file that takes too much memory and goes on'],
    ],
  },
  {
    id: 'T-U8',
    attack: 'filling the disk',
    seenBy: [
      [documents, 'are refused before anything of them is read where the disk is nearly full'],
      [documents, 'are refused file by file where the room of a person, or of all, is used up'],
      [
        'test/core/local/disk-reserve.test.ts',
        'lets what makes room do so on a full disk, and helps with nothing else',
      ],
    ],
  },
  {
    id: 'T-U9',
    attack: 'the same file again and again',
    seenBy: [
      [
        'test/bot/cli/contract.test.ts',
        'leaves unchanged files alone and keeps the document id of a changed one',
      ],
    ],
  },
  {
    id: 'T-S1',
    attack: 'addresses of the own network',
    seenBy: [[network, 'is not reached by any spelling of an address']],
  },
  {
    id: 'T-S2',
    attack: 'odd spellings and names of them',
    seenBy: [
      [network, 'is not reached by any spelling of an address'],
      [network, 'is not reached by other schemes or with a password'],
    ],
  },
  {
    id: 'T-S3',
    attack: 'redirects into it',
    seenBy: [
      [network, 'is not reached by redirects: every hop is checked anew'],
      [fetching, 'are followed three times, not four, and only where the caller goes'],
    ],
  },
  {
    id: 'T-S4',
    attack: 'a name that changes its mind',
    seenBy: [[network, 'gets the connection that was checked, although the name changes its mind']],
  },
  {
    id: 'T-S5',
    attack: 'an address that was good when it was saved',
    seenBy: [['test/bot/cli/sources.test.ts', 'reads a private host only when the settings allow it']],
  },
  {
    id: 'T-S6',
    attack: 'requests that nobody asked for',
    seenBy: [
      [
        'test/journeys/egress.test.ts',
        'taking files in, answering and the console reach no host but the model that is configured',
      ],
    ],
  },
  {
    id: 'T-S7',
    attack: 'endless replies, and secrets sent along',
    seenBy: [
      [fetching, 'reads no more than the limit, whatever the server says of the length'],
      [fetching, 'says who it is, and sends neither cookies nor credentials, also after a cookie was set'],
    ],
  },
  {
    id: 'T-I1',
    attack: 'SQL in fields',
    seenBy: [
      [
        consoleTests('hostile-fields'),
        'takes signs of SQL for text: reading with them fails nowhere and changes nothing',
      ],
      [
        consoleTests('hostile-fields'),
        'takes signs of SQL for text: forms with them fail nowhere, and no table is lost or emptied',
      ],
    ],
  },
  {
    id: 'T-I2',
    attack: 'line breaks in logs',
    seenBy: [['test/bot/log.test.ts', 'stays one line and gives back what it was given: %j']],
  },
  {
    id: 'T-I3',
    attack: 'formulas in exported tables',
    seenBy: [
      ['test/core/evals/export-cells.test.ts', 'holds no cell that a spreadsheet would carry out: %j'],
      ['test/core/evals/export-cells.test.ts', 'is a line of JSON a case, whatever its texts hold: %j'],
    ],
  },
  {
    id: 'T-I4',
    attack: 'stored data that a library revives',
    seenBy: [
      [
        'test/core/langchain/serialized.test.ts',
        'stays data as a file, a question, a thread, an answer and a kept one: %s',
      ],
      ['test/core/langchain/serialized.test.ts', 'meets no loader: no file of Docent imports one'],
    ],
  },
  {
    id: 'T-D1',
    attack: 'secrets in pages, exports and logs',
    seenBy: [
      [consoleTests('views'), 'hold no secret: no token, no key, no session'],
      [consoleTests('pages'), 'never shows a stored secret'],
      ['test/bot/cli/export.test.ts', 'holds no secret and no name of a person'],
    ],
  },
  {
    id: 'T-D2',
    attack: 'errors that tell of the inside',
    seenBy: [[consoleTests('pages'), 'shows trouble with an id and no stack, and logs it under that id']],
  },
  {
    id: 'T-D3',
    attack: 'training data that holds too much',
    seenBy: [
      [exported, 'writes no personal data and no secret, in any format'],
      [exported, 'drops what rests on a document that was changed or deleted since'],
    ],
  },
];
