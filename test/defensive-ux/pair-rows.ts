import {
  answer,
  conversations,
  help,
  helpTopics,
  journey,
  ladder,
  modes,
  nearest,
  offers,
  plainWords,
  privacy,
  type Row,
  reasonListed,
  reasons,
  seen,
  slackJourney,
  stale,
  suggest,
  suggestions,
  wording,
} from './row.ts';

/** Patterns of the People + AI Guidebook by Google (PAIR). */
export const pair: Row[] = [
  {
    id: 'P1',
    guideline: 'Determine if AI adds value',
    behaviour: 'What the team wrote is given word for word, without a model.',
    seenBy: seen(
      'test/core/answering/semantic-cache.test.ts',
      'is given byte for byte before cache and model, to paraphrases too, where it belongs',
    ),
  },
  {
    id: 'P2',
    guideline: 'Set the right expectations',
    behaviour:
      'The help says what Docent cannot see, and whom to ask instead where the team named somebody; so does every answer that finds nothing, and every apology.',
    seenBy: [
      ...seen(conversations, helpTopics),
      ...seen(
        help,
        'whom the team named is named in the help and in the apology, and where nothing is answered',
        'whom the team named is named where nothing is found, once it is saved in the console',
      ),
    ],
  },
  {
    id: 'P3',
    guideline: 'Explain the benefit, not the technology',
    behaviour: 'No word of the trade stands in what members read.',
    seenBy: seen(wording, plainWords),
  },
  {
    id: 'P4',
    guideline: 'Be accountable for errors',
    behaviour:
      'When no model can answer, Docent quotes if it may, and says why; else it names the nearest documents; else it apologises, with a reference, the advice to try again, and a colleague.',
    seenBy: [
      ...seen(conversations, 'gets an apology with a reference when answering breaks'),
      ...seen(
        ladder,
        'is quoted after %s, says so, and is not kept',
        'names the nearest documents where the evidence is too thin to quote',
        'ends as an apology with a reference, a retry and a colleague where nothing can be searched',
      ),
    ],
  },
  {
    id: 'P5',
    guideline: 'Invest early in good data practices',
    behaviour:
      'Uploads are checked, flagged for personal data and secrets, and can be tried out before they are published.',
    seenBy: seen(
      'test/console/curate.test.ts',
      'a held upload shows what was found, where, and nothing of what must not spread',
      'a draft is tried out before it is published',
    ),
  },
  {
    id: 'P6',
    guideline: 'Weigh precision and recall trade-offs carefully',
    behaviour: 'Golden questions are judged before and after a change.',
    seenBy: seen('test/knowledge/preview/previews.test.ts', 'judges golden questions before and after'),
    notYet: { issue: 'D', what: 'replaying them with another threshold from the console' },
  },
  {
    id: 'P7',
    guideline: 'Be transparent about privacy and data settings',
    behaviour: 'Members ask what is stored about them, and have it deleted.',
    seenBy: [
      ...seen(privacy, 'loses nothing before confirming, and everything at once afterwards'),
      ...seen(
        'test/journeys/privacy.test.ts',
        'a member of a team on Slack reads what is stored about them and has it deleted',
      ),
    ],
    notYet: { issue: 'D', what: 'days after which questions go by themselves' },
  },
  {
    id: 'P8',
    guideline: 'Make it safe to explore',
    behaviour: 'The command answers its author alone.',
    seenBy: [
      ...seen(
        'test/bot/discord/commands.test.ts',
        'is deferred for the asker alone, and its answer takes that place',
      ),
      ...seen(
        'test/journeys/slack-http.test.ts',
        'a team on Slack over signed requests asks, reads and votes',
      ),
    ],
  },
  {
    id: 'P9',
    guideline: 'Anchor on familiarity',
    behaviour: 'Threads, reactions, buttons and a command of the chat itself; no syntax to learn.',
    seenBy: seen(slackJourney, journey),
  },
  {
    id: 'P10',
    guideline: 'Add context from human sources',
    behaviour: 'What the team wrote is marked as theirs.',
    seenBy: seen(
      'test/core/answering/semantic-cache.test.ts',
      'is given byte for byte before cache and model, to paraphrases too, where it belongs',
    ),
    notYet: { issue: 'D', what: 'the owner of a document beside its source' },
  },
  {
    id: 'P11',
    guideline: 'Determine how to show confidence, if at all',
    behaviour: 'In three words and never in numbers: found, partly covered, not found.',
    seenBy: [
      ...seen(wording, plainWords),
      ...seen(answer, 'is partly covered when the evidence is middling'),
    ],
  },
  {
    id: 'P12',
    guideline: 'Explain for understanding, not completeness',
    behaviour:
      'What is quoted is what a person would cut out of the page: about 20 to 120 words, or a list of up to twelve items.',
    seenBy: seen(
      'test/core/local/extractive-answerer.test.ts',
      'quotes a short paragraph whole, with its source, and each sentence word for word',
      'counts the items of a long list that it leaves out',
    ),
  },
  {
    id: 'P13',
    guideline: 'Go beyond in-the-moment explanations',
    behaviour: 'The handbook explains how answers are made; Docent answers from it on the first day.',
    seenBy: seen(
      'test/journeys/first-start.test.ts',
      'a first start without any token answers from the handbook',
    ),
  },
  {
    id: 'P14',
    guideline: 'Automate more when risk is low',
    behaviour:
      'In channels where it matters, curators see an answer before anybody else, and post it with one press, as it is or changed.',
    seenBy: [
      ...seen(modes, suggest),
      ...seen(
        suggestions,
        'goes to the asker once when it is posted, and is voted on like any other',
        'is posted in the words of whoever changed it, as the answer of the team',
      ),
      ...seen(
        'test/journeys/suggested.test.ts',
        'a curator posts a suggested answer into the thread on Slack, and its votes count',
        'a curator posts a suggested answer into the thread on Discord',
      ),
    ],
  },
  {
    id: 'P15',
    guideline: 'Let users give feedback',
    behaviour: 'As G15.',
    seenBy: [...seen(slackJourney, journey), ...seen(reasons, reasonListed)],
  },
  {
    id: 'P16',
    guideline: 'Let users supervise automation',
    behaviour: 'The switch for all chats holds from the next question on; curators replace answers.',
    seenBy: [
      ...seen(modes, 'holds from the next question on'),
      ...seen('test/console/cache.test.ts', 'keeps answers of the team, and removes them'),
    ],
  },
  {
    id: 'P17',
    guideline: 'Automate in phases',
    behaviour: 'Each channel goes from off over suggest to answer; new channels begin where a setting says.',
    seenBy: seen(modes, 'that nobody decided about goes by the setting'),
    notYet: {
      issue: 'D',
      what: 'the most careful mode as the first one: new channels are answered at once unless the setting says otherwise',
    },
  },
  {
    id: 'P18',
    guideline: 'Give control back when automation fails',
    behaviour:
      'Without an answer the nearest documents are named, and a press passes the question on to people, once; an apology has a button to try again.',
    seenBy: [
      ...seen(answer, nearest),
      ...seen(
        offers,
        'is offered where a help channel is named, under every reply that answers or could not',
        'passes the question on once, whoever presses and however often',
        'answers the question once more in the same place, once',
      ),
      ...seen(
        'test/journeys/offers.test.ts',
        'a question that Docent cannot answer reaches people on Slack once, and a failed one is tried once more',
        'a question that Docent cannot answer reaches people on Discord once, and a failed one is tried once more',
      ),
    ],
  },
  {
    id: 'P19',
    guideline: 'Design for your data labellers',
    behaviour: '',
    seenBy: [],
    notYet: { issue: 'D', what: 'a page to judge answers one after the other' },
  },
  {
    id: 'P20',
    guideline: 'Actively maintain your dataset',
    behaviour: 'Documents past their review date, long untouched, never cited or voted down are listed.',
    seenBy: seen(
      stale,
      'names what is past its review date, and moves the date on when it was looked at',
      'lists apart what no answer to a person cited for 90 days',
    ),
  },
  {
    id: 'P21',
    guideline: 'Learn from label disagreements',
    behaviour: 'Votes are counted apart, up and down, one a person.',
    seenBy: seen('test/core/feedback/votes.test.ts', 'counts each person once an answer'),
    notYet: { issue: 'D', what: 'a list of disputed answers' },
  },
  {
    id: 'P22',
    guideline: 'Embrace noisy data',
    behaviour: 'Empty, huge and senseless questions are answered in words.',
    seenBy: seen('test/core/answering/answer-cache.test.ts', 'is an answer to %#'),
    notYet: {
      issue: 'D',
      what: 'misspelt words: of 40 questions with typos 32 find the same document first as without',
    },
  },
  {
    id: 'P23',
    guideline: 'Get input from domain experts',
    behaviour: 'A document has an owner and a review date; what the team wrote comes before anything else.',
    seenBy: seen(
      'test/console/curate.test.ts',
      'an owner and a review date are set on the document, and bring it to the stale page',
    ),
  },
];
