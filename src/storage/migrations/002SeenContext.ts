/** What the model saw is kept with its answer. */
export const seenContext = 'alter table conversation_message add column seen text;';
