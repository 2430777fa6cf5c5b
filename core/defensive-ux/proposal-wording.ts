/** What members read when they propose a message as knowledge: a part of `wording.ts`. */
export const proposalWording = {
  heading: 'Proposed',
  from: 'From {platform}, proposed on {date}.',
  kept: 'Noted. Somebody who looks after the documents decides about it.',
  notYours: 'Only people who may manage messages here can propose one as knowledge.',
  failed: 'I could not take that in.',
};
