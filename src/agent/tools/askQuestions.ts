import * as z from 'zod';
import { newId } from '../../domain/ids';
import type { Tool } from './tool';

const schema = z.object({
  questions: z
    .array(
      z.object({
        text: z.string().min(1).max(500),
        options: z.array(z.string().min(1).max(200)).max(8).default([]),
        multiple: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(4),
});

/** Asks the user one to four questions by a form; the turn ends with them. */
export const askQuestions: Tool<typeof schema> = {
  name: 'ask_questions',
  description: 'Asks the user 1-4 questions, each with options (a free answer is always possible). Ends your turn.',
  schema,
  async run({ questions }) {
    const asked = questions.map((question) => ({ id: newId(), ...question }));
    return { text: 'The user was asked.', activity: null, outcome: { type: 'asked', questions: asked } };
  },
};
