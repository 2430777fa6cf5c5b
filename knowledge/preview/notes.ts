/** What a preview says of itself where it is not the whole truth. */
export const PREVIEW_NOTES = {
  provider:
    'The embedding provider did not answer for all texts: where it did not, questions were searched by words alone.',
  held: 'The draft is held: until somebody decides, its new passages are not sent to the embedding provider, so words alone find them.',
  sampled:
    'There are too many documents for a preview: it knows what the questions find, and a sample of the rest.',
  reranker:
    'The reranker that the settings name did not take part, since it is asked, and paid, for each search.',
} as const;

export type PreviewNote = keyof typeof PREVIEW_NOTES;
