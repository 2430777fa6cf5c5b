import { SnowflakeUtil } from 'discord.js';

/** When the message with this id was written, in ms since 1970. */
export function writtenAt(snowflake: string): number {
  return /^\d+$/.test(snowflake) ? SnowflakeUtil.timestampFrom(snowflake) : 0;
}
