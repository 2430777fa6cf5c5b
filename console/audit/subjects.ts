import type { Request } from 'express';
import { param } from '../routes/route.ts';

/** What a form is about, as the audit log names it. */

export const byId = (req: Request): string => param(req, 'id');

/** A field of the form; '' where it is none, or no text. */
export const field =
  (name: string) =>
  (req: Request): string => {
    const body: unknown = req.body;
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : '';
    return typeof value === 'string' ? value.trim() : '';
  };

/** How a channel is named in the log. */
export const channelSubject = (platform: string, channel: string): string => `${platform}/${channel}`;
