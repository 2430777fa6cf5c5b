/**
 * A rough stem: English endings are cut, of derived words too, so that "booked" meets "booking" and "approval" meets
 * "approve". Apart from the stem of the search: the weights of the guards were fitted to this one.
 */
export function roughStem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let stem = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:sses|xes|ches|shes)$/, (end) => end.slice(0, -2))
    .replace(/(?<=[^su])s$/, '');
  if (stem.length > 5) stem = stem.replace(/(?:ational|ations?|ators?|ated|ating|ate)$/, 'at');
  if (stem.length > 4) stem = stem.replace(/(?:ingly|edly|ings?|ed|ly)$/, '');
  if (stem.length > 6)
    stem = stem.replace(
      /(?:fulness|ousness|iveness|ments?|ness|ance|ence|able|ible|ation|ition|ion|ity|ive|ous|al|er|or)$/,
      '',
    );
  stem = stem.replace(/([bdfglmnprt])\1$/, '$1').replace(/(?<=..)e$/, '');
  return stem.length < 3 ? word : stem.replace(/i$/, 'y');
}
