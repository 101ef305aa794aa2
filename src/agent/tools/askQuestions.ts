import * as z from 'zod';
import { newId } from '../../domain/ids';
import { isObject, pick } from '../../generation/tolerance';
import type { Tool } from './tool';

const maxOptions = 8;

const option = z
  .union([z.string(), z.object({ label: z.string() }).transform(({ label }) => label)])
  .pipe(z.string().trim().min(1).max(200));

const question = z.object({
  text: z.string().trim().min(1).max(500),
  options: z
    .array(option)
    .max(20)
    .default([])
    .transform((options) => [...new Set(options)].slice(0, maxOptions)),
  multiple: z.boolean().default(false),
});

const schema = z.object({
  questions: z
    .array(
      z.preprocess(
        // Some models send a question as a plain string, or its text under another name.
        (given) => {
          if (typeof given === 'string') return { text: given };
          return isObject(given) ? { ...given, text: pick(given, 'text', 'question', 'title') } : given;
        },
        question,
      ),
    )
    .min(1)
    .max(4),
});

const asked = z.object({
  questions: z
    .array(
      z.object({
        text: z.string(),
        options: z.array(z.string()).max(maxOptions).optional(),
        multiple: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(4),
});

/** Asks the user one to four questions in a form, which ends the turn. */
export const askQuestions: Tool<typeof schema> = {
  name: 'ask_questions',
  description: 'Asks the user 1-4 questions, each with options (a free answer is always possible). Ends your turn.',
  kind: 'ask',
  schema,
  parameters: asked,
  async run({ questions }) {
    const put = questions.map((question) => ({ id: newId(), ...question }));
    return { text: 'The user was asked.', activity: null, outcome: { type: 'asked', questions: put } };
  },
};
