/** Files that the journeys upload: made up, each fact in one of them only. */
export const travel = {
  name: 'travel-policy.md',
  text: `# Travel policy

## Trains

Employees book train tickets through the travel desk at least three days before departure.
First class is allowed for journeys of more than four hours.

## Hotels

A hotel room may cost up to 140 euros a night without the approval of the team lead.
`,
};

export const office = {
  name: 'office-guide.md',
  text: `# Office guide

## Keys

The reception hands out office keys on the first working day.

## Plants

The facility team waters the plants every Tuesday.
`,
};

/** A question that the travel policy answers, and words that only its answer has. */
export const trains = {
  question: 'How do employees book train tickets?',
  answer: 'through the travel desk at least three days before departure',
};
