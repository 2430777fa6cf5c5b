/** What the questions of the load benches are about. */
export const TOPICS = [
  'travel',
  'leave',
  'badge',
  'invoice',
  'laptop',
  'parking',
  'pension',
  'visitor',
  'printer',
  'meeting',
];
