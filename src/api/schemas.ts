import * as z from 'zod';
import { type JsonObject, planStatuses } from '../domain/plan';

// The stores check lengths and bounds: here only shapes are checked.

export const id = z.string().min(1).max(100);
export const text = z.string();
export const number = z.int().min(1);
export const paging = { limit: z.int().exactOptional(), offset: z.int().exactOptional() };
/** JSON of any depth; cast because the type of `z.json()` does not accept read-only arrays. */
export const metadata = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject, JsonObject>;
export const exportFormat = z.enum(['markdown', 'json']);
export const reason = z.strictObject({ why: text.exactOptional() }).optional();

export const planFilter = {
  status: z.array(z.enum(planStatuses)).readonly().exactOptional(),
  text: text.exactOptional(),
  sort: z.enum(['title', 'created', 'updated']).exactOptional(),
  descending: z.boolean().exactOptional(),
  ...paging,
};

export const sessionFilter = { text: text.exactOptional(), ...paging };
