import * as z from 'zod';
import { UserError } from '../domain/errors';
import { checkMerged } from './mirrorTexts';
import { type RecordKind, type SharedEntry, type SharedPlan, recordKinds, sortEntries } from './sharedPlan';

const formatName = 'devplan-review';
/** Raised when a released program could not read the files of this one. */
const formatVersion = 1;

const envelope = z.object({
  format: z.literal(formatName),
  version: z.int(),
  plan: z.string().min(1).max(64),
  items: z.array(z.unknown()),
});

/**
 * The text of a review file. Each record is a line that ends with a comma, and a `null` ends the list, so that the lines of
 * two sides put one after the other (git's `merge=union`) are still valid JSON.
 */
export const writeReviewFile = ({ planId, entries }: SharedPlan): string => {
  const lines = entries.map((entry) => `${JSON.stringify(entry)},\n`);
  return `{"format":"${formatName}","version":${formatVersion},"plan":${JSON.stringify(planId)},"items":[\n${lines.join('')}null]}\n`;
};

/** The id of the plan that a review file is about, even if the rest of the file cannot be read; null if unknown. */
export const planIdIn = (text: string): string | null =>
  /"format":\s*"devplan-review",\s*"version":\s*\d+,\s*"plan":\s*"([\w-]{1,64})"/.exec(text)?.[1] ?? null;

const readEntry = (item: unknown, refuse: (reason: string) => never): SharedEntry => {
  const [kind, record]: unknown[] = Array.isArray(item) ? item : [];
  const schema = Object.hasOwn(recordKinds, String(kind)) ? recordKinds[kind as RecordKind] : undefined;
  const parsed = schema?.safeParse(record);
  if (parsed?.success === true) return [kind, parsed.data] as SharedEntry;
  return refuse(
    parsed ? `${String(kind)}: ${z.prettifyError(parsed.error)}` : `unknown kind of record ${JSON.stringify(kind)}`,
  );
};

/** Reads a review file in any JSON layout; throws `mergeMarkers`, or `unknownFormat` with what is wrong. */
export const readReviewFile = (text: string, file: string): SharedPlan => {
  const refuse = (reason: string): never => {
    throw new UserError('unknownFormat', { file, reason });
  };
  checkMerged(text, file);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('not JSON');
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return refuse('not a review file');
  const { version, plan, items } = parsed.data;
  if (version > formatVersion) refuse(`version ${version}; this program reads up to ${formatVersion}`);
  const entries = items.filter((item) => item !== null).map((item) => readEntry(item, refuse));
  return { planId: plan, entries: sortEntries(entries) };
};
