import { initial } from './001Initial';
import { seenContext } from './002SeenContext';
import { approvals } from './003Approvals';
import { deletedComments } from './004DeletedComments';
import { messageTemplates } from './005MessageTemplates';
import { summaryTurns } from './006SummaryTurns';

/** Every migration in order, never edited after release: the schema version is the number of those that ran. */
export const migrations: readonly string[] = [
  initial,
  seenContext,
  approvals,
  deletedComments,
  messageTemplates,
  summaryTurns,
];
