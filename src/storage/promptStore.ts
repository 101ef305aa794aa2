import { sql } from 'kysely';
import { UserError } from '../domain/errors';
import { newId } from '../domain/ids';
import type { SavedPrompt } from '../domain/savedPrompt';
import type { StoreContext } from './storeContext';
import { checkName, checkText, invalid } from './validate';

const maxPrompt = 100_000;

/** The content of a saved prompt. */
export interface PromptText {
  readonly title: string;
  readonly prompt: string;
}

const checked = ({ title, prompt }: PromptText): PromptText => ({
  title: checkName('title', title),
  prompt: checkText('prompt', prompt, maxPrompt).trim() === '' ? invalid('prompt', 'empty') : prompt,
});

/** Saved prompts. */
export class PromptStore {
  constructor(private readonly context: StoreContext) {}

  /** Most recently changed first. */
  list(): Promise<readonly SavedPrompt[]> {
    return this.context.db.selectFrom('saved_prompt').selectAll().orderBy('updatedAt', 'desc').orderBy('id').execute();
  }

  /** Throws `invalidInput`. */
  create(text: PromptText): Promise<SavedPrompt> {
    return this.context.write(async ({ db, clock, changed }) => {
      const now = clock();
      const prompt: SavedPrompt = { id: newId(), ...checked(text), createdAt: now, updatedAt: now };
      await db.insertInto('saved_prompt').values(prompt).execute();
      changed({ entity: 'prompt', id: prompt.id, parentId: null, change: 'created' });
      return prompt;
    });
  }

  /** Throws `notFound`. */
  update(id: string, text: PromptText): Promise<void> {
    return this.context.write(async ({ db, clock, changed }) => {
      const updatedAt = sql<number>`max(${clock()}, updatedAt + 1)`;
      const patch = { ...checked(text), updatedAt };
      const { numUpdatedRows } = await db
        .updateTable('saved_prompt')
        .set(patch)
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new UserError('notFound', { kind: 'prompt', id });
      changed({ entity: 'prompt', id, parentId: null, change: 'updated' });
    });
  }

  /** Throws `notFound`. */
  delete(id: string): Promise<void> {
    return this.context.write(async ({ db, changed }) => {
      const { numDeletedRows } = await db.deleteFrom('saved_prompt').where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 0n) throw new UserError('notFound', { kind: 'prompt', id });
      changed({ entity: 'prompt', id, parentId: null, change: 'deleted' });
    });
  }
}
