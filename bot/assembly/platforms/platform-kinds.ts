import type { PlatformId } from '../../../core/ports/platforms.ts';
import { discord } from './discord.ts';
import type { PlatformKind } from './platform-kind.ts';
import { slack } from './slack.ts';

/** How each chat platform is made. A row of `core/ports/platforms.ts` without one here does not compile. */
export const platformKinds: Readonly<Record<PlatformId, PlatformKind>> = {
  slack,
  discord,
};
