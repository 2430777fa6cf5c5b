/**
 * What Docent does in a channel: nothing, keep answers for curators to look at first, or answer. The order is that of
 * growing trust.
 */
export const channelModes = ['off', 'suggest', 'answer'] as const;
export type ChannelMode = (typeof channelModes)[number];

export function isChannelMode(text: string): text is ChannelMode {
  return channelModes.some((mode) => mode === text);
}
